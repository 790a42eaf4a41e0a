"""The desk's register of interests."""

from lianxin.desk.views.book import Book

BOOKS: tuple[Book, ...] = ()
