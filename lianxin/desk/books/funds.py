"""The desk's register of funds."""

from lianxin.desk.views.book import Book

BOOKS: tuple[Book, ...] = ()
