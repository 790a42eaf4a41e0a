"""The desk's register of deputies."""

from lianxin.desk.views.book import Book

BOOKS: tuple[Book, ...] = ()
