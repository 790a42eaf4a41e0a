"""The desk's register of papers."""

from lianxin.desk.views.book import Book

BOOKS: tuple[Book, ...] = ()
