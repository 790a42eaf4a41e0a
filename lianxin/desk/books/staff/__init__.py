"""The desk's registers of staff, of hand-overs and of volunteers (Article 4)."""

from lianxin.desk.books.staff import handovers, posted, volunteers
from lianxin.desk.views.book import Book

BOOKS: tuple[Book, ...] = (posted.BOOK, handovers.BOOK, volunteers.BOOK)
PATHS = (*handovers.PATHS, *volunteers.PATHS)
