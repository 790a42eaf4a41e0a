"""The desk's registers of deputies, of terms and of deputy groups, and a deputy's own page."""

from lianxin.desk.books.deputies import groups, own, people, terms
from lianxin.desk.views.book import Book

BOOKS: tuple[Book, ...] = (people.BOOK, terms.BOOK, groups.BOOK)
PATHS = (*own.PATHS, *people.PATHS, *terms.PATHS)
