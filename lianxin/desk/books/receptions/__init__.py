"""The reception year at the desk (Articles 3, 4, 6): the plans, each of their receptions, and a deputy's own."""

from lianxin.desk.books.receptions import days, mine, plans

BOOKS = (plans.BOOK, days.BOOK)
PATHS = (*plans.PATHS, *mine.PATHS)
