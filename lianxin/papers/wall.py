"""What hangs on the wall or goes from hand to hand, laid out: how dense a board is, what stands beside what."""

from typing import Any

from django.utils.translation import gettext as _

from lianxin.papers.pictures import Files
from lianxin.papers.shapes import (
    Board,
    Chart,
    DeputyCards,
    Group,
    Host,
    Portrait,
    ReceptionNotice,
    StationSign,
    TableCard,
)
from lianxin.papers.words import clean, cut, values

SIZES = {"a4": (210.0, 297.0), "a3": (297.0, 420.0), "a2": (420.0, 594.0)}
"""Upright, in mm."""
TALL = {2: (78.0, 10.0), 3: (49.0, 8.0), 4: (35.0, 6.0)}
"""Deputies in a row: how tall one is and the room between rows, in mm of A3. Where none of these fits, five."""
ROOM = 178.0
"""What the first sheet of A3 has for deputies, in mm."""
HEADING, BETWEEN, COUNT = 14.0, 8.0, 12.0
COMPOUND = ("欧阳", "上官", "司马", "诸葛", "夏侯", "皇甫", "尉迟", "公孙", "令狐", "慕容")
ON_A_SHEET = 10


def sheet(size: str, *, upright: bool) -> dict[str, Any]:
    """Width and height in mm, and how large everything is beside A3."""
    short, long = SIZES[size]
    width, height = (short, long) if upright else (long, short)
    return {"width": width, "height": height, "scale": short / SIZES["a3"][0]}


def family(name: str) -> str:
    """What stands in the place of a photo."""
    whole = clean(name)
    return whole[:2] if len(whole) > 2 and whole.startswith(COMPOUND) else whole[:1]


def host(station: Host, files: Files) -> dict[str, Any]:
    return {**values(station), "name": cut(station.name, 60), "code_file": files.code(station.link)}


def person(found: Portrait, files: Files, *, photo: bool = True) -> dict[str, Any]:
    """A deputy as lines; a text far too long for a wall is cut."""
    lines = [*found.levels, found.workplace, found.district]
    return {
        "name": cut(found.name, 30),
        "family": family(found.name),
        "lines": [cut(words, 60) for words in lines if clean(words)],
        "contact": cut(found.contact, 60),
        "code": cut(found.code, 20),
        "code_file": files.code(found.link),
        "photo": files.photo(found.photo) if photo else "",
        "convener": found.convener,
    }


# ── board ──────────────────────────────────────────────────────────────────
def columns(groups: tuple[Group, ...]) -> int:
    """Deputies in a row: as few, and so as large, as still go on one sheet; five where that takes several."""
    return next((wide for wide in TALL if _height(bands(groups, wide), wide) <= ROOM), 5)


def _height(rows: "list[list[tuple[Group, int]]]", wide: int) -> float:
    tall, gap = TALL[wide]
    whole = 0.0
    for band in rows:
        lines = max(-(-(len(group.people) + bool(group.nameless and group.people)) // span) for group, span in band)
        whole += HEADING + BETWEEN + (lines * (tall + gap) if lines else COUNT)
    return whole


def bands(groups: tuple[Group, ...], wide: int) -> list[list[tuple[Group, int]]]:
    """Groups from top to bottom, each with the columns it takes; a small one goes where an earlier band has room.

    A band is as wide as the board; what its groups leave over goes to the last of them.
    """
    found: list[list[tuple[Group, int]]] = []
    for group in groups:
        needs = min(wide, len(group.people) + bool(group.nameless))
        room = next((band for band in found if sum(span for _group, span in band) + needs <= wide), None)
        if room is not None and needs:
            room.append((group, needs))
        elif needs:
            found.append([(group, needs)])
    for band in found:
        last, span = band[-1]
        band[-1] = (last, span + wide - sum(each for _group, each in band))
    return found


def board(paper: Board, files: Files) -> dict[str, Any]:
    wide = columns(paper.groups)
    return {
        **sheet(paper.size, upright=False),
        "columns": wide,
        "station": host(paper.station, files),
        "lead": lead(paper.station),
        "bands": [[_group(group, span, files) for group, span in band] for band in bands(paper.groups, wide)],
    }


def lead(station: Host) -> str:
    """Whom to speak to when one knows nobody."""
    if not clean(station.phone):
        return _("找其中任何一位都行，不一定是您选区的。扫谁的码，就是跟谁说。")
    return _("找其中任何一位都行，不一定是您选区的。不知道找谁，打站里电话%(phone)s。") % {
        "phone": clean(station.phone)
    }


def _group(group: Group, span: int, files: Files) -> dict[str, Any]:
    count = _("%(count)d名") % {"count": len(group.people)} if group.people else ""
    return {
        "title": cut(group.title, 40),
        "note": "　".join(filter(None, (count, cut(group.note, 60)))),
        "span": span,
        "tone": group.tone,
        "nameless": cut(group.nameless, 60),
        "people": [person(each, files) for each in group.people],
    }


# ── sign, cards, chart ─────────────────────────────────────────────────────
def sign(paper: StationSign, files: Files) -> dict[str, Any]:
    station = paper.station
    facts = (
        (_("开门"), station.hours),
        (_("地址"), station.place),
        (_("无障碍"), station.access),
        (_("联络员"), "、".join(paper.officers)),
    )
    name = clean(station.name)
    return {
        **sheet(paper.size, upright=True),
        "station": host(station, files),
        "name_size": 60 if len(name) <= 11 else 50 if len(name) <= 24 else 36,
        "facts": [[words, cut(value, 90)] for words, value in facts if clean(value)],
        "compare": _("打开以后先看站名：是“%(name)s”才填。不是就别填，打电话告诉我们。") % {"name": cut(name, 60)},
    }


FEW, MANY = 33.0, 78.0
"""Lines that stand large, one under the other; those that go in two columns. More go in three, where all are at the
same hours. A month's name takes as much room as one line and a half."""
LETTERS = ((9.0, 23.0), (18.0, 18.0), (FEW, 14.5), (55.0, 13.0), (MANY, 11.6))
"""Up to so many lines, letters of so many points."""
SMALLEST = 11.0


def receptions(paper: ReceptionNotice, files: Files) -> dict[str, Any]:
    months: dict[str, list[dict[str, Any]]] = {}
    for each in paper.days:
        told = {
            "day": cut(each.day, 20),
            "hours": cut(each.hours, 20),
            "names": cut(each.names, 90),
            "place": cut(each.place, 60),
            "mark": cut(each.mark, 20),
            "note": cut(each.note, 90),
            "off": each.off,
        }
        months.setdefault(cut(each.month, 20), []).append(told)
    lines = len(paper.days) + 1.5 * len(months)
    return {
        **sheet("a3", upright=True),
        "station": host(paper.station, files),
        "months": [{"title": title, "days": days} for title, days in months.items()],
        "columns": 1 if lines <= FEW else 3 if lines > MANY and paper.hours else 2,
        "letters": next((size for most, size in LETTERS if lines <= most), SMALLEST),
        "place": cut(paper.place, 80),
        "hours": cut(paper.hours, 20),
        "remark": cut(paper.remark, 120),
    }


def cards(paper: DeputyCards | TableCard, files: Files) -> dict[str, Any]:
    copies = paper.copies if isinstance(paper, DeputyCards) else 1
    people = [person(each, files, photo=False) for each in paper.people for _copy in range(max(1, copies))]
    return {"station": host(paper.station, files), "people": people}


def chart(paper: Chart, files: Files) -> dict[str, Any]:
    duties = dict(paper.duties)
    offices = [
        {"title": cut(title, 30), "names": [cut(n, 30) for n in names], "duty": cut(duties.get(title, ""), 90)}
        for title, names in paper.rows
    ]
    return {"station": host(paper.station, files), "offices": offices}


def words(station: Host) -> dict[str, str]:
    """The words that stand on these papers beside the values."""
    return {
        "boardtitle": _("有话，就找他们说"),
        "cards": _("代表名片"),
        "charttitle": _("这个站，谁在做事"),
        "checkname": _("扫码说件事。打开以后，先看站名是不是“%(name)s”。") % {"name": cut(station.name, 60)},
        "come": _("村里、镇上、社区里的事，到这里跟人大代表说。来了就登记，不用预约，不用带证件，外地户口也一样。"),
        "convener": _("召集人"),
        "danger": _("人命关天的事，先打110、119、120。"),
        "fingerprint": _("签名钥匙的指纹："),
        "listening": _("今天在这里听您说"),
        "noapp": _("用微信扫就行。不用下载，不用注册，不用关注。"),
        "nobody": _("暂缺"),
        "nophone": _("不会用手机？打电话，或者当面讲。"),
        "receptions": _("代表接待日"),
        "receptionsfree": _("不用预约也可以来，不用带证件。约好时间的，到时间先请进。"),
        "receptionsnone": _("这一段时间没有公告接待日。"),
        "receptionsscan": _("扫码看有没有改期，也可以约个时间。打开以后，先看站名对不对。"),
        "when": _("时间"),
        "where": _("地点"),
        "saytome": _("扫码跟我说"),
        "scan": _("扫一扫，就能说"),
        "sheet": _("第{x}张，共{y}张"),
        "stationcode": _("站点码"),
        "tablecard": _("代表台卡"),
    }
