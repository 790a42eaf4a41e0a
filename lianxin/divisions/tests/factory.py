"""A county in miniature, with names that repeat."""

from datetime import date

from lianxin.divisions import actions, extract
from lianxin.divisions.extract import CodeList, CodeRow

EDITION = date(2023, 6, 30)
ROWS = (
    ("43", "湖南省"),
    ("4301", "长沙市"),
    ("430121", "长沙县"),
    ("430121104", "黄兴镇"),
    ("430121104201", "黄兴村"),
    ("430121104202", "和平村"),
    ("430121105", "和平镇"),
    ("430121105201", "石坝村委会"),
    ("430121105202", "和平村"),
    ("430121006", "湘龙街道"),
    ("430121006001", "识字里社区居委会"),
    ("430182", "宁乡市"),
    ("430182105", "双江口镇"),
    ("430182105201", "和平村"),
)


def codes(*rows: tuple[str, str], edition: date = EDITION) -> CodeList:
    """A code list from pairs; without any, the miniature county."""
    return CodeList(edition, tuple(CodeRow(c, n, i) for i, (c, n) in enumerate(rows or ROWS, start=2)))


def miniature() -> None:
    """Load the miniature county and its neighbour."""
    actions.load(codes())


def hunan() -> actions.LoadReport:
    """Load all of Hunan from the file that ships."""
    return actions.load(extract.read(extract.HUNAN))
