"""The desk's register of stations."""

from lianxin.desk.views.book import Book

BOOKS: tuple[Book, ...] = ()
