"""Naming a county's platform, choosing its policy, loading a year's days of rest."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.divisions import queries as divisions
from lianxin.divisions.rules import Rank
from lianxin.kit import moment
from lianxin.kit.actor import SYSTEM, Actor
from lianxin.kit.workflow import Refused
from lianxin.ledger import actions as ledger
from lianxin.locality import days, permissions, queries, rules
from lianxin.locality.models import Locality, PolicyChoice, TableVersion, WorkingYear

EARLIEST_YEAR = 2008
"""The first year whose notice follows the present kind of swapped days."""
ALWAYS_REST = ((1, 1), (5, 1), (10, 1))
"""Days of rest in every year (全国年节及纪念日放假办法, Article 2): a file without them is a part of a notice."""


@transaction.atomic
def load_days(year: int, content: bytes, *, notice: str, by: Actor) -> WorkingYear:
    """Take a year's notice from CSV (`days.read`); all or nothing, and the same again changes nothing.

    BadDays names every fault by row and column; PermissionDenied for who may not.
    """
    if not permissions.may_load_days(by):
        raise PermissionDenied
    rows = _whole_notice(year, content)
    notice = _line(_("通知文号"), notice, 120)
    version = _locked(queries.DAYS)
    held = WorkingYear.objects.select_for_update().filter(pk=year).first()
    text = days.canonical(rows)
    if held and (held.days, held.notice) == (text, notice):
        return held
    row = WorkingYear(year=year, notice=notice, days=text, loaded_at=moment.now())
    row.save(force_insert=held is None, force_update=held is not None)
    _grow(version, list(WorkingYear.objects.order_by("year").values_list("year", "notice", "days")))
    ledger.record("locality.days_loaded", row, by=by, detail={"days": len(rows), "replaces": held is not None})
    return row


@transaction.atomic
def set_locality(code: str, *, by: Actor, **words: str) -> Locality:
    """Name a county's congress and platform, or change the names: any of Locality's columns by name.

    Refused for a division that is no county, an unknown column, or a name left empty.
    """
    code = _county(code)
    if not permissions.may_set_locality(by, code):
        raise PermissionDenied
    fields = {f.name: f for f in Locality._meta.concrete_fields if not f.primary_key}
    if unknown := set(words) - set(fields):
        raise Refused(_("没有这些栏目：%(names)s") % {"names": "、".join(sorted(unknown))})
    row = Locality.objects.select_for_update().filter(pk=code).first()
    fresh = row is None
    row = row or Locality(division_id=code)
    for name, text in words.items():
        field = fields[name]
        setattr(row, name, _line(str(field.verbose_name), text, field.max_length or 0, empty=field.blank))
    for name in ("name", "short_name", "telephone"):
        _line(str(fields[name].verbose_name), getattr(row, name), 200)
    row.save(force_insert=fresh)
    ledger.record("locality.named", row, by=by, division=code, first=fresh)
    return row


@transaction.atomic
def choose_policy(
    code: str, *, from_day: date, profile: str, changes: Mapping[str, object] | None = None, by: Actor
) -> PolicyChoice:
    """From a day on a county works by a profile with changes of its own; it holds for acts of that day and later.

    BadPolicy when a change does not fit; Refused for a day gone by (only the machine may set one) or a choice
    already made for that day.
    """
    code = _county(code)
    if not permissions.may_choose_policy(by, code):
        raise PermissionDenied
    if from_day < moment.today() and by != SYSTEM:
        raise Refused(_("制度只能从今天或以后起调整，已经算出的期限不因此改变"))
    base = next((p for p in queries.profiles() if p.profile == profile), None)
    if base is None:
        raise rules.BadPolicy(_("没有制度方案 %(name)s") % {"name": profile})
    rules.adapt(base, changes or {})
    version = _locked(queries.POLICIES)
    if PolicyChoice.objects.filter(division_id=code, from_day=from_day).exists():
        raise Refused(_("%(day)s起的制度已经选定，请改用以后的日期") % {"day": from_day})
    row = PolicyChoice.objects.create(
        key=f"{code[:6]}@{from_day}", division_id=code, from_day=from_day, profile=profile, changes=dict(changes or {})
    )
    choices = PolicyChoice.objects.order_by("key").values_list("key", "profile", "changes")
    _grow(version, list(choices))
    ledger.record("locality.policy_chosen", row, by=by, division=code, first=True)
    return row


def _whole_notice(year: int, content: bytes) -> tuple[days.DayRow, ...]:
    latest = moment.today().year + 1
    years = {"first": EARLIEST_YEAR, "last": latest, "year": year}
    if not EARLIEST_YEAR <= year <= latest:
        raise days.BadDays(days.Fault(0, "", _("只能载入%(first)s至%(last)s年的安排，不是%(year)s年") % years))
    rows = days.read(content, year)
    rest = {row.day for row in rows if row.mark == "rest"}
    missing = [date(year, *day) for day in ALWAYS_REST if date(year, *day) not in rest]
    if missing:
        words = "、".join(d.isoformat() for d in missing)
        raise days.BadDays(days.Fault(0, "", _("缺少%(days)s放假，不是完整的全年安排") % {"days": words}))
    return rows


def _county(code: str) -> str:
    division = divisions.by_code(code)
    if division is None or division.rank != Rank.COUNTY:
        raise Refused(_("%(code)s 不是县级区划") % {"code": code})
    return division.code


def _line(label: str, text: str, longest: int, *, empty: bool = False) -> str:
    text = text.strip()
    if (not text and not empty) or len(text) > longest or not (text.isprintable() or not text):
        raise Refused(_("%(label)s：应为一行文字，不超过%(most)s个字") % {"label": label, "most": longest})
    return text


def _locked(name: str) -> TableVersion:
    """The version row of a table, locked: writers of a table follow each other."""
    TableVersion.objects.get_or_create(name=name, defaults={"number": 0, "digest": ""})
    return TableVersion.objects.select_for_update().get(name=name)


def _grow(version: TableVersion, content: list[tuple[object, ...]]) -> None:
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, default=str)
    version.number += 1
    version.digest = hashlib.sha256(text.encode()).hexdigest()
    version.save(update_fields=["number", "digest"])


@transaction.atomic
def adapt_policy(code: str, changes: Mapping[str, object], *, from_day: date, by: Actor) -> PolicyChoice:
    """Change some values of a county's policy from a day on; whatever else it had changed before stays as it is."""
    code = _county(code)
    held = queries.choice_on(code, from_day)
    profile, before = held or (queries.policy(code, from_day).profile, {})
    return choose_policy(code, from_day=from_day, profile=profile, changes={**before, **changes}, by=by)
