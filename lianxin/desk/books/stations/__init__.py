"""The desk's registers of stations: the stations, invitations, elections, and how the county wants them named."""

from lianxin.desk.books.stations import elections, invitations, naming, places

BOOKS = (places.BOOK, invitations.BOOK, elections.BOOK, naming.BOOK)
PATHS = (*places.PATHS, *elections.PATHS)
