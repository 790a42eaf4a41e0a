"""Receipt numbers issued beforehand: a desk without network hands them out, each is used once or voided by an entry.

The numbers are as random as all others, and their check codes follow from number ‖ nonce by the same key, so that
nobody who holds a receipt can tell how it was made. A block is its own lock: using and voiding queue there.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.kit import chance, moment
from lianxin.kit.actor import Actor
from lianxin.kit.workflow import Overtaken, Refused
from lianxin.ledger import actions as ledger
from lianxin.opinions import permissions, rules
from lianxin.opinions.actions.keys import code_for, newest_key
from lianxin.opinions.models import BlockNumber, Opinion, ReceiptBlock
from lianxin.stations import queries as stations


@dataclass(frozen=True)
class Reserved:
    """A number handed out without network, and the code of the block it was taken from."""

    block: str
    number: str


def free_number() -> str:
    """A random receipt number that no opinion has and no block holds."""
    while True:
        number = rules.number_with_check_digit(str(chance.below(10**11)).zfill(11))
        if not BlockNumber.objects.filter(pk=number).exists():
            return number  # an opinion's number is unique by itself


@transaction.atomic
def issue_block(station: str, *, day: date, size: int, device: str, by: Actor) -> ReceiptBlock:
    """Reserve `size` receipt numbers for one desk of a station (public code) and one day; `device` names the desk."""
    place = stations.taking_in(station)
    if place is None:
        raise Refused(_("没有这个联络站，或者它现在不接待。"))
    if not permissions.may_issue_block(by, place.division, place.code):
        raise PermissionDenied("issue_block")
    if not 1 <= size <= rules.MOST_IN_BLOCK:
        raise Refused(_("一次领1到%(most)d个登记号。") % {"most": rules.MOST_IN_BLOCK})
    if not moment.today() <= day <= moment.today() + timedelta(days=rules.BLOCK_AHEAD):
        raise Refused(_("登记号只能为今天到%(days)d天以内的接待领。") % {"days": rules.BLOCK_AHEAD})
    if ReceiptBlock.objects.filter(station=place, day=day, closed_at=None).count() >= rules.MOST_BLOCKS:
        raise Refused(_("这一天已经有%(most)d台设备领了登记号，请先收回不用的。") % {"most": rules.MOST_BLOCKS})
    row = ReceiptBlock.objects.create(
        station=place,
        day=day,
        device=" ".join(rules.readable(device).split())[:40],
        numbers=_drawn(size),
        issued_by=by.ref,
        issued_at=moment.now(),
    )
    BlockNumber.objects.bulk_create(BlockNumber(number=number, block=row) for number, _nonce, _key in row.numbers)
    ledger.record("opinions.block_issued", row, by=by, division=place.division, detail={"size": size}, first=True)
    return row


def _drawn(size: int) -> list[list[object]]:
    drawn: dict[str, list[object]] = {}
    key = newest_key()
    while len(drawn) < size:
        number = free_number()
        if not is_used(number):
            drawn[number] = [number, chance.octets(16).hex(), key]
    return list(drawn.values())


def codes_of(block: ReceiptBlock) -> list[tuple[str, str]]:
    """Each number of a block with its check code, for the desk that takes them along; callers check the right."""
    return [(number, code_for(number, nonce, key)) for number, nonce, key in block.numbers]


def is_used(number: str) -> bool:
    """Whether something is registered under a number."""
    return Opinion.objects.filter(number=number).exists()


def taken(reserved: Reserved, row: Opinion) -> tuple[str, str, int]:
    """Number, nonce and key for an opinion that is registered now, with the block locked; Refused when it is not to
    be had: unknown, of another station or day, voided, or used."""
    block = ReceiptBlock.objects.select_for_update().filter(code=reserved.block).first()
    found = next((n for n in block.numbers if n[0] == reserved.number), None) if block is not None else None
    day = row.happened_at.astimezone(moment.SHANGHAI).date()
    if block is None or found is None or (block.station_id, block.day) != (row.station_id, day):
        raise Refused(_("这个登记号不是这个联络站这一天预留的。"))
    if reserved.number in block.voided:
        raise Refused(_("这个登记号已经作废。"))
    if is_used(reserved.number):
        raise Overtaken(_("这个登记号已经用过了，一个号只登记一件事。"))
    return found[0], found[1], found[2]


@transaction.atomic
def void_unused(block: ReceiptBlock, *, by: Actor, keep: Collection[str] = ()) -> int:
    """Void what is left of a block by one entry that names the numbers; returns how many.

    `keep` are numbers that were handed out and whose words wait to be entered: they stay good.
    """
    row = _locked(block, by)
    rest = _unused(row, keep)
    if row.closed_at is not None and not rest:
        return 0
    row.voided = [*row.voided, *rest]
    row.closed_at = row.closed_at or moment.now()
    row.save(update_fields=["voided", "closed_at"])
    ledger.record(
        "opinions.block_voided",
        row,
        by=by,
        division=row.station.division,
        detail={"voided": rest, "kept": sorted(keep), "issued": len(row.numbers)},
    )
    return len(rest)


def _unused(row: ReceiptBlock, keep: Collection[str]) -> list[str]:
    numbers = [number for number, _nonce, _key in row.numbers]
    used = set(Opinion.objects.filter(number__in=numbers).values_list("number", flat=True))
    return [number for number in numbers if number not in used | set(keep) | set(row.voided)]


@transaction.atomic
def restore_number(reserved: Reserved, *, words: str, by: Actor) -> None:
    """A voided number turned up on a receipt that somebody holds: it is good again, and the ledger says why."""
    block = ReceiptBlock.objects.filter(code=reserved.block).first()
    if block is None:
        raise Refused(_("没有这个登记号段。"))
    row = _locked(block, by)
    if reserved.number not in row.voided:
        raise Refused(_("这个登记号没有作废。"))
    row.voided = [number for number in row.voided if number != reserved.number]
    row.save(update_fields=["voided"])
    ledger.record(
        "opinions.number_restored",
        row,
        by=by,
        division=row.station.division,
        detail={"number": reserved.number, "words": rules.readable(words)[:200]},
    )


def _locked(block: ReceiptBlock, by: Actor) -> ReceiptBlock:
    row = ReceiptBlock.objects.select_for_update(of=("self",)).select_related("station").get(pk=block.pk)
    if not permissions.may_issue_block(by, row.station.division, row.station.code):
        raise PermissionDenied("void_unused")
    return row
