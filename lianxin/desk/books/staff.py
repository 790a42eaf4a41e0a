"""The desk's register of staff."""

from lianxin.desk.views.book import Book

BOOKS: tuple[Book, ...] = ()
