"""Template words of the house: dates, masks, and every component. The reference is in lianxin/base/README.md."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BoundField, CheckboxInput, CheckboxSelectMultiple, RadioSelect, Textarea
from django.http import QueryDict
from django.templatetags.static import static
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from lianxin.base.context import tongue
from lianxin.base.drawing import Feed, Ruler
from lianxin.base.drawing import feed as draw_feed
from lianxin.kit import lights, moment, wording
from lianxin.kit import road as roads

register = template.Library()
Day = date | datetime | None


# ── dates and numbers ──────────────────────────────────────────────────────
def _time(value: Day, words: str) -> SafeString | str:
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), words) if value else ""


@register.filter
def cn_date(value: Day) -> str:
    """2026年11月23日 周一."""
    return _time(value, wording.day(value, tongue())) if value else ""


@register.filter
def cn_bare(value: Day) -> str:
    """2026年11月23日."""
    return _time(value, wording.bare_day(value, tongue())) if value else ""


@register.filter
def cn_day(value: Day) -> str:
    """11月23日."""
    return _time(value, wording.short_day(value, tongue())) if value else ""


@register.filter
def cn_week(value: Day) -> str:
    """周一."""
    return wording.weekday(value, tongue()) if value else ""


@register.filter
def cn_when(value: Day) -> str:
    """2026年11月23日 周一 20:14."""
    return _time(value, wording.when(value, tongue())) if value else ""


@register.filter
def cn_near(value: Day) -> str:
    """今天 9:20; 昨天 21:15; 11月20日."""
    return _time(value, wording.near_when(value, moment.today(), tongue())) if value else ""


@register.filter
def cn_time(value: datetime | None) -> str:
    """20:14."""
    return _time(value, wording.clock(value)) if value else ""


@register.filter
def cn_span(value: int | None) -> str:
    """228天."""
    return "" if value is None else wording.duration(value, tongue())


@register.filter
def grouped(value: str, sizes: str = "") -> str:
    """Receipt number 4-4-4 by default; `|grouped:"5-5"` for a check code; `|grouped:"8"` for a fingerprint."""
    text = str(value or "")
    if sizes == "8":
        return wording.fingerprint(text)
    if not sizes:
        return wording.receipt_number(text)
    return wording.grouped(text, tuple(int(n) for n in sizes.split("-")))


@register.filter
def masked(value: str) -> SafeString:
    """Free text with every number that names a person under a plate 已遮盖."""
    plate = format_html('<span class="mask">{}</span>', _("已遮盖"))
    runs = ((plate if s.what else conditional_escape(s.text),) for s in wording.mask_text(str(value or "")))
    return format_html_join("", "{}", runs)


@register.filter
def masked_plain(value: str) -> str:
    """The same for places without markup (titles, feeds)."""
    return wording.masked_text(str(value or ""), f"【{_('已遮盖')}】")


@register.filter
def masked_phone(value: str) -> str:
    return wording.masked_phone(str(value or ""))


@register.filter
def masked_name(value: str) -> str:
    return wording.masked_name(str(value or ""))


# ── small marks ────────────────────────────────────────────────────────────
@lru_cache(maxsize=256)
def _icon(name: str, label: str) -> SafeString:
    said = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    return format_html(
        '<svg class="i" {} focusable="false"><use href="{}#{}"></use></svg>', said, static("base/icons.svg"), name
    )


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """An icon of our sprite; hidden from readers unless it has a label."""
    return _icon(name, label)


@register.simple_tag
def light(value: lights.Light | None) -> SafeString | str:
    """A deadline's light: icon, word, days. Nothing at all when there is no deadline."""
    if value is None:
        return ""
    word, days = value.said(tongue())
    days_html = format_html("<em>{}</em>", days) if days else ""
    return format_html(
        '<span class="light light--{}">{}{}{}</span>', value.kind, _icon(value.icon, ""), word, days_html
    )


@register.simple_tag
def chip(words: str, kind: str = "") -> SafeString:
    """A chip. Kinds: "" (blue outline), plain, solid, gold (honours only)."""
    star = _icon("star", "") if kind == "gold" else ""
    return format_html('<span class="chip{}">{}{}</span>', f" chip--{kind}" if kind else "", star, words)


@register.simple_tag
def kbd(key: str) -> SafeString:
    return format_html('<kbd class="kbd">{}</kbd>', key)


@register.simple_tag
def avatar(name: str, kind: str = "", small: bool = False) -> SafeString:
    """The surname in a square. Kinds: "", county, staff, up."""
    classes = "av" + (f" av--{kind}" if kind else "") + (" av--s" if small else "")
    return format_html('<span class="{}" aria-hidden="true">{}</span>', classes, name[:1])


# ── boxes that hold content ────────────────────────────────────────────────
def _heading(title: str, level: int) -> SafeString | str:
    tag = mark_safe(f"h{int(level)}")  # noqa: S308 - a number
    return format_html("<{}>{}</{}>", tag, title, tag) if title else ""


@register.simple_block_tag
def note(content: str, kind: str = "", title: str = "", level: int = 3) -> SafeString:
    """A note. Kinds: "" (blue), ok, warn, late."""
    classes = f"note note--{kind}" if kind else "note"
    return format_html('<div class="{}">{}{}</div>', classes, _heading(title, level), content)


@register.simple_block_tag
def card(content: str, title: str = "", level: int = 2) -> SafeString:
    return format_html('<section class="card">{}{}</section>', _heading(title, level), content)


@register.simple_block_tag
def more(content: str, title: str, is_open: bool = False) -> SafeString:
    """Something one touch away (怎么算的)."""
    return format_html(
        '<details class="more"{}><summary><u>{}</u>{}</summary><div class="more__b">{}</div></details>',
        mark_safe(" open") if is_open else "",
        title,
        _icon("chev", ""),
        content,
    )


@register.simple_block_tag
def empty(content: str, title: str, level: int = 2) -> SafeString:
    """An empty list that teaches: say what would stand here and what to do."""
    drawing = mark_safe(
        '<svg viewBox="0 0 120 40" aria-hidden="true"><path d="M14 20h92" stroke="#b7c8d7" stroke-width="6"/>'
        '<g fill="#fff" stroke="#b7c8d7" stroke-width="5"><circle cx="14" cy="20" r="9"/>'
        '<circle cx="60" cy="20" r="9"/><circle cx="106" cy="20" r="9"/></g></svg>'
    )
    return format_html('<div class="empty">{}{}{}</div>', drawing, _heading(title, level), content)


@register.simple_block_tag
def proof(content: str, title: str = "", is_open: bool = False) -> SafeString:
    """The box that says what is sealed and how to check it."""
    return format_html(
        '<details class="proof more"{}><summary>{}<span>{}</span><span class="end">{}</span></summary>'
        '<div class="proof__b stack">{}</div></details>',
        mark_safe(" open") if is_open else "",
        _icon("shield", ""),
        title or _("已存证，可验证"),
        _icon("chev", ""),
        content,
    )


@register.simple_tag
def kv(pairs: Mapping[str, Any] | Iterable[tuple[str, Any]]) -> SafeString:
    """A list of names and values; pairs whose value is empty are left out."""
    rows = pairs.items() if isinstance(pairs, Mapping) else pairs
    inner = format_html_join("", "<dt>{}</dt><dd>{}</dd>", ((k, v) for k, v in rows if v not in ("", None)))
    return format_html('<dl class="kv">{}</dl>', inner)


@register.filter
def under(cells: Iterable[Any], head: Sequence[Any]) -> list[tuple[Any, Any]]:
    """Cells with the heads of their columns; the first column is the line's title and has no cell here."""
    return list(zip(head[1:], cells, strict=False))


@register.filter
def legend(value: str) -> list[tuple[str, str]]:
    """name=value|name=value as pairs for `kv`: for fixed words in a template."""
    return [(name, words) for name, _sign, words in (part.partition("=") for part in value.split("|"))]


@register.simple_tag
def steps(*names: str, now: int = 1) -> SafeString:
    """Where one stands in a form of several pages; `now` counts from 1."""
    rows = []
    for number, name in enumerate(names, 1):
        mark = "was" if number < now else "on" if number == now else ""
        current = mark_safe(' aria-current="step"') if number == now else ""
        rows.append((mark, current, name))
    inner = format_html_join("", '<li class="{}"{}><i></i>{}</li>', rows)
    return format_html('<ol class="steps" aria-label="{}">{}</ol>', _("进度"), inner)


@register.inclusion_tag("base/components/receipt.html")
def receipt(
    number: str, check_code: str, at: datetime | None = None, place: str = "", qr: str = ""
) -> dict[str, object]:
    """The receipt box: number in fours, check code in fives; `qr` is a drawing that leads to where it is looked up."""
    return {"number": number, "check_code": check_code, "at": at, "place": place, "qr": qr}


# ── deadlines ──────────────────────────────────────────────────────────────
@register.inclusion_tag("base/components/reckoning.html")
def reckoning(
    lines: Iterable[roads.ReckoningLine],
    basis: str = "",
    title: str = "",
    is_open: bool = False,
    provisional: bool = False,
) -> dict[str, object]:
    """How a date was reckoned, numbered, one touch away."""
    return {
        "lines": tuple(lines),
        "basis": basis,
        "title": title or _("这个期限怎么算的"),
        "is_open": is_open,
        "provisional": provisional,
    }


@register.inclusion_tag("base/components/ruler.html")
def deadline_ruler(ruler: Ruler, title: str = "") -> dict[str, object]:
    """The deadline ruler above a list: drawing.ruler(marks)."""
    said = [{"kind": light.kind, "word": light.said(tongue())[0], "number": number} for light, number in ruler.counts]
    return {"ruler": ruler, "said": said, "title": title or _("期限尺")}


# ── the road ───────────────────────────────────────────────────────────────
@register.inclusion_tag("base/components/road.html")
def road(value: roads.Road, small: bool = False, is_open: bool = False, level: int = 3) -> dict[str, object]:
    """The road. `small` for the desk; `is_open` shows every reckoning (print); `level` of its headings."""
    rows = [(row, draw_feed(row.joining) if row.joining else None) for row in roads.laid_out(value, tongue())]
    return {"road": value, "rows": rows, "small": small, "is_open": is_open, "heading": f"h{int(level)}"}


@register.inclusion_tag("base/components/line.html")
def road_line(value: roads.Road, most: int = 4) -> dict[str, object]:
    """The same road lying down, for lists of results."""
    return {"rows": roads.laid_out(roads.for_line(value, most), tongue())}


@register.inclusion_tag("base/components/feed.html")
def joining(feed: Feed) -> dict[str, object]:
    """The drawing of voices that join."""
    return {"feed": feed}


# ── forms ──────────────────────────────────────────────────────────────────
@register.inclusion_tag("base/forms/field.html")
def field(
    bound: BoundField, label: str = "", hint: str = "", big_label: bool = False, opt: bool = True
) -> dict[str, object]:
    """A field with label, hint, error and what was typed. Works with any Django form; `opt`: say if it may be empty."""
    return {"field": bound, "label": label, "hint": hint, "big_label": big_label, "opt": opt}


@register.filter
def shape(bound: BoundField) -> str:
    """pick (radio or several boxes), tick (one box), hidden or in."""
    if bound.is_hidden:
        return "hidden"
    if isinstance(bound.field.widget, RadioSelect | CheckboxSelectMultiple):
        return "pick"
    return "tick" if isinstance(bound.field.widget, CheckboxInput) else "in"


@register.simple_tag
def control(bound: BoundField, hint: str = "") -> SafeString:
    """The input itself, told about its hint and its error."""
    attrs: dict[str, str | bool] = {}
    described = []
    if hint or bound.help_text:
        described.append(f"{bound.auto_id}_hint")
    if bound.errors:
        described.append(f"{bound.auto_id}_err")
        attrs["aria-invalid"] = "true"
    if described:
        attrs["aria-describedby"] = " ".join(described)
    if shape(bound) == "in":
        attrs["class"] = f"in {bound.field.widget.attrs.get('class', '')}".strip()
        attrs["data-count"] = "1" if getattr(bound.field, "max_length", None) and _is_long(bound) else ""
    return bound.as_widget(attrs={k: v for k, v in attrs.items() if v})


def _is_long(bound: BoundField) -> bool:
    return isinstance(bound.field.widget, Textarea)


@register.simple_tag
def most_letters(bound: BoundField) -> int | None:
    """How many letters a long text may have, None when nothing is to be said."""
    return getattr(bound.field, "max_length", None) if _is_long(bound) else None


# ── lists ──────────────────────────────────────────────────────────────────
@register.inclusion_tag("base/components/pages.html", takes_context=True)
def pages(context: template.Context, page: "Page[Any]", name: str = "page") -> dict[str, object]:
    """Pagination of a Django Page; the filters in the address stay."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    request = context.get("request")
    query = request.GET.copy() if request else QueryDict(mutable=True)

    def address(number: int) -> str:
        query[name] = str(number)
        return "?" + query.urlencode()

    rows = [(n, address(n) if isinstance(n, int) else "") for n in numbers]
    before = address(page.previous_page_number()) if page.has_previous() else ""
    after = address(page.next_page_number()) if page.has_next() else ""
    return {"page": page, "rows": rows, "before": before, "after": after}


@register.inclusion_tag("base/components/filters.html", takes_context=True)
def filters(context: template.Context, active: Mapping[str, tuple[str, str]]) -> dict[str, object]:
    """Filters in force, each with its way out. `active`: parameter → (name, value), as words."""
    request = context.get("request")
    rows = []
    for parameter, (name, value) in active.items():
        query = request.GET.copy() if request else QueryDict(mutable=True)
        query.pop(parameter, None)
        query.pop("page", None)
        rows.append((name, value, "?" + query.urlencode()))
    return {"rows": rows}


@register.inclusion_tag("base/components/toasts.html", takes_context=True)
def toasts(context: template.Context) -> dict[str, object]:
    """What was just done (Django messages)."""
    return {"messages": context.get("messages", ())}
