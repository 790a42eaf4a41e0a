"""The desk's register of registers."""

from lianxin.desk.views.book import Book

BOOKS: tuple[Book, ...] = ()
