"""Papers for the wall and the hand, made of the cards that may be printed: what is withheld never gets here."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import PurePosixPath

from django.conf import settings
from django.utils.translation import gettext as _

from lianxin.deputies import queries as deputies
from lianxin.deputies.queries import DeputyCard
from lianxin.deputies.rules import Way
from lianxin.divisions import queries as divisions
from lianxin.kit import moment
from lianxin.kit.actor import Actor, Level
from lianxin.ledger import queries as ledger
from lianxin.papers import qr
from lianxin.papers.shapes import (
    Board,
    Chart,
    DeputyCards,
    Group,
    Host,
    Paper,
    Portrait,
    Roster,
    Seal,
    StationSign,
    TableCard,
)
from lianxin.stations import queries as stations
from lianxin.stations.queries import StationBrief, StationCard

TONES = {Level.COUNTY: "strong", Level.TOWNSHIP: "plain"}
"""All others are light."""
SHEETFUL = 10


def link(kind: str, code: str) -> str:
    """The whole address behind a code on the wall: /s/<code> of a station, /d/<code> of a deputy."""
    return f"{settings.BASE_URL}/{kind}/{code}"


def look_up(number: str) -> str:
    """A drawing that leads to where a receipt is looked up: behind the # its number, never its code."""
    return qr.inline(f"{settings.BASE_URL}/receipt#{number}")


def in_words(day: date) -> str:
    return _("%(year)d年%(month)d月%(day)d日") % {"year": day.year, "month": day.month, "day": day.day}


def issuer(division: str) -> str:
    """Who answers for the wall: the township's presidium, else the county's committee."""
    rows = divisions.names([division[:9].ljust(12, "0"), division[:6].ljust(12, "0")])
    town, county = rows.get(division[:9].ljust(12, "0"), ""), rows.get(division[:6].ljust(12, "0"), "")
    if division[6:9] != "000" and town and not town.endswith(_("街道")):
        return _("%(name)s人大主席团") % {"name": town}
    return _("%(name)s人大常委会") % {"name": county} if county else ""


def seal() -> Seal:
    """What the ledger had signed last, for whoever compares it with a telephone later."""
    last = next(iter(ledger.checkpoints(1)), None)
    if last is None:
        return Seal(ledger.fingerprints())
    at = datetime.fromisoformat(last.at).astimezone(moment.now().tzinfo)
    words = _("印的时候的校验点：%(size)d条记录，%(day)s，总指纹") % {"size": last.size, "day": in_words(at.date())}
    return Seal(ledger.fingerprints(), words, last.root)


def host(card: StationBrief) -> Host:
    county = divisions.names([card.county]).get(card.county, "")
    return Host(
        name=card.name,
        code=card.code,
        link=link("s", card.code),
        phone=card.phone,
        hours=card.hours,
        place=card.address,
        access="、".join(filter(None, (card.access, *card.access_items))),
        county=_("%(name)s人大常委会") % {"name": county} if county else "",
    )


def portrait(card: DeputyCard, *, photo: bool = True, convener: str = "") -> Portrait:
    octets = b""
    name = PurePosixPath(card.photo_url).name
    path = deputies.photo_path(name, way=Way.PRINT) if photo and name else None
    if path is not None and path.is_file():
        octets = path.read_bytes()
    return Portrait(
        name=card.name,
        levels=card.levels,
        district=card.district,
        workplace=card.workplace,
        contact=card.contact,
        code=card.code,
        link=link("d", card.code),
        photo=octets,
        convener=bool(convener) and card.code == convener,
    )


def _near_first(card: StationCard) -> list[stations.DeputyGroup]:
    """County and township first, then the higher ones."""
    return sorted(card.groups, key=lambda group: (group.level < Level.COUNTY, group.level))


def _people(card: StationCard) -> tuple[Portrait, ...]:
    return tuple(portrait(each, photo=False) for group in _near_first(card) for each in group.cards)


# ── a station's papers ─────────────────────────────────────────────────────
def board(card: StationCard, size: str) -> Board:
    groups = tuple(
        Group(
            title=group.words,
            people=tuple(portrait(each, convener=card.convener_code) for each in group.cards),
            nameless=group.nameless.words if group.nameless else "",
            note="" if group.level >= Level.COUNTY else _("按本人认为适当的形式告知"),
            tone=TONES.get(group.level, "light"),
        )
        for group in _near_first(card)
    )
    day = _("按%(day)s名册印") % {"day": in_words(moment.today())}
    return Board(host(card), groups, size, issuer(card.division), day, seal())


def sign(card: StationCard, size: str) -> StationSign:
    day = _("%(day)s公布") % {"day": in_words(moment.today())}
    return StationSign(host(card), size, issuer(card.division), day, card.officers, seal())


def chart(card: StationCard) -> Chart:
    """Who does what here (Articles 3 and 4)."""
    known = sum(len(group.cards) for group in card.groups)
    known += sum(group.nameless.count for group in card.groups if group.nameless)
    head, vice, officer, convener = _("负责人"), _("副站长"), _("联络员"), _("召集人")
    rows: list[tuple[str, tuple[str, ...]]] = [(head, (card.head,) if card.head else ())]
    if card.vice_heads:
        rows.append((vice, card.vice_heads))
    rows += [(officer, card.officers), (convener, (card.convener,) if card.convener else ())]
    rows.append((_("进站代表"), (_("%(count)d名") % {"count": known},)))
    duties = (
        (head, _("负责站里的日常工作。")),
        (officer, _("登记、汇总群众的意见和要求，请代表看，把结果告诉群众。不直接处理问题。")),
        (convener, _("由进站代表推选，召集大家开展活动。")),
    )
    return Chart(host(card), tuple(rows), duties, issuer(card.division), in_words(moment.today()))


def roster(card: StationCard) -> Roster:
    title = _("%(name)s代表花名册") % {"name": card.name}
    found = [each for group in _near_first(card) for each in group.cards]
    nameless = [group.nameless.words for group in _near_first(card) if group.nameless]
    return _roster(title, found, nameless)


def _roster(title: str, found: Sequence[DeputyCard], nameless: Sequence[str]) -> Roster:
    head = (_("序号"), _("姓名"), _("代表职务"), _("选区"), _("工作单位和职务"), _("公开的联系方式"))
    rows = tuple(
        (str(at), each.name, "、".join(each.levels), each.district, each.workplace, each.contact)
        for at, each in enumerate(found, 1)
    )
    counted = _("%(count)d名") % {"count": len(found)}
    subtitle = "　".join((in_words(moment.today()), counted, *(_("另有%(who)s") % {"who": each} for each in nameless)))
    return Roster(title, subtitle, head, rows, _("没有写的，是本人没有同意公布的。"))


PAPERS: dict[str, tuple[str, tuple[str, ...], Callable[[StationCard], Paper]]] = {
    "board-a3": ("A3", ("pdf", "docx"), lambda card: board(card, "a3")),
    "board-a2": ("A2", ("pdf",), lambda card: board(card, "a2")),
    "sign": ("A3", ("pdf", "docx"), lambda card: sign(card, "a3")),
    "sign-a4": ("A4", ("pdf", "docx"), lambda card: sign(card, "a4")),
    "cards": ("A4", ("pdf", "docx"), lambda card: DeputyCards(host(card), _people(card))),
    "table": ("A6", ("pdf", "docx"), lambda card: TableCard(host(card), _people(card))),
    "chart": ("A3", ("pdf", "docx"), chart),
    "roster": ("A4", ("pdf", "docx"), roster),
}
"""A station's papers by their names in addresses: sheet, forms, maker. Word knows no sheet as long as A2."""


def of_station(code: str, paper: str, form: str) -> Paper | None:
    """One of an open station's papers; None when there is no such paper or no such station."""
    _sheet, forms, make = PAPERS.get(paper, ("", (), roster))
    card = stations.card(code, way=Way.PRINT) if form in forms else None
    return make(card) if card else None


def of_deputy(code: str, at: StationBrief) -> DeputyCards | None:
    """A sheet of ten cards of one deputy; None when his name may not be printed at this station."""
    found = deputies.card(code, way=Way.PRINT, at=at.code)
    return DeputyCards(host(at), (portrait(found, photo=False),), SHEETFUL) if found else None


def size_of_area(actor: Actor) -> int:
    """How many persons the actor's desk knows."""
    return deputies.people_visible_to(actor).order_by().count()


def of_area(actor: Actor) -> Roster:
    """Everybody on the actor's desk who has a mandate, as far as paper may show him."""
    shown = deputies.roster(deputies.people_visible_to(actor), way=Way.PRINT)
    near = sorted(shown.cards, key=lambda card: (card.level < Level.COUNTY, card.level, card.district, card.name))
    return _roster(_("人大代表花名册"), near, [count.words for count in shown.nameless])
