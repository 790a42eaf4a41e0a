"""Every component renders, in every state, and says in words what it draws."""

from datetime import date, datetime

import pytest
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import Client, RequestFactory

from lianxin.base import catalogue
from lianxin.base.drawing import MOST_DRAWN, Mark, feed, ruler
from lianxin.base.forms import SampleForm
from lianxin.base.tests.sources import STATIC, icon_names
from lianxin.kit import lights
from lianxin.kit.moment import SHANGHAI

DUE = date(2026, 11, 23)


def drawn(source: str, **context: object) -> str:
    return Template(source).render(Context(context))


@pytest.mark.parametrize(
    "path", ["/components/", "/components/desk/", "/components/paper/", "/components/paper/?size=a3"]
)
def test_the_catalogue_opens(path: str) -> None:
    page = Client().get(path)
    assert page.status_code == 200
    assert "{%" not in page.content.decode()


def test_dates_are_machine_readable_too() -> None:
    at = datetime(2026, 3, 12, 20, 14, tzinfo=SHANGHAI)
    assert drawn("{{ at|cn_when }}", at=at) == (
        '<time datetime="2026-03-12T20:14:00+08:00">2026年3月12日 周四 20:14</time>'
    )
    assert drawn("{{ none|cn_date }}{{ none|cn_when }}{{ none|cn_near }}", none=None) == ""


def test_masking_escapes_what_it_leaves_open() -> None:
    said = drawn("{{ t|masked }}", t="<b>电话13900000000</b>")
    assert said == '&lt;b&gt;电话<span class="mask">已遮盖</span>&lt;/b&gt;'


def test_a_light_shows_icon_word_and_days_and_nothing_shows_no_light() -> None:
    lit = drawn("{% light l %}", l=lights.light(DUE, date(2026, 11, 29)))
    assert "icons.svg#alert" in lit
    assert "逾期<em>超6天</em>" in lit
    assert drawn("{% light l %}", l=None) == ""


def test_a_field_ties_its_hint_and_its_error_to_the_input() -> None:
    form = SampleForm(data={"check": "40791", "text": "井干了"})
    said = drawn("{% field form.check %}{% field form.text %}", form=form)
    assert 'aria-invalid="true"' in said
    assert 'aria-describedby="id_check_err"' in said
    assert 'id="id_check_err"' in said
    assert 'value="40791"' in said
    assert 'aria-describedby="id_text_hint"' in said
    assert "井干了" in said


def test_a_missing_answer_is_asked_for_in_our_words() -> None:
    form = SampleForm(data={})
    assert form.errors["place"] == ["这里还没有写。"]
    assert form.errors["level"] == ["这里还没有选。"]


def test_choices_are_a_group_with_a_legend() -> None:
    said = drawn("{% field form.level %}", form=SampleForm())
    assert said.count('<label class="pick">') == 2
    assert "<fieldset" in said
    assert "<legend" in said


def test_a_form_prints_itself_in_our_look() -> None:
    form = SampleForm(data={})
    assert str(form) == form.as_fields()
    assert 'class="in' in form.as_fields()


def test_up_to_twenty_voices_are_drawn_one_by_one_and_more_are_counted() -> None:
    assert len(feed(14).paths) == 14
    assert len(feed(MOST_DRAWN).dots) == MOST_DRAWN
    crowd = drawn("{% road road %}", road=catalogue.kept_road(MOST_DRAWN + 2))
    assert f"{MOST_DRAWN + 1}人" in crowd
    assert "feed__b" in crowd
    assert "feed__b" not in drawn("{% road road %}", road=catalogue.kept_road(MOST_DRAWN + 1))


def test_the_road_says_in_words_what_its_line_draws() -> None:
    said = drawn("{% road road %}", road=catalogue.kept_road())
    assert said.count('<li class="stop') == 9
    assert said.count('aria-hidden="true"><span class="dot">') == 9
    assert "过了14天" in said
    assert "同一天" in said
    assert "办结" in said
    assert "办结" not in drawn("{% road road %}", road=catalogue.open_road())


def test_steps_ahead_are_named_as_such() -> None:
    said = drawn("{% road road %}", road=catalogue.new_road())
    assert said.count("（还没到）") == 3
    assert 'aria-current="step"' in said


def test_a_provisional_date_says_it_can_only_move_later() -> None:
    said = drawn("{% road road %}", road=catalogue.open_road())
    assert "暂定" in said
    assert "只会推后，不会提前" in said


def test_the_ruler_stacks_what_falls_on_one_day_and_keeps_what_lies_beyond() -> None:
    marks = [Mark(str(n), lights.Light(lights.Kind.OK, 200)) for n in range(3)]
    wide = ruler(marks).boxes[0]
    assert {p.x for p in wide.points} == {"920.0"}
    assert len({p.y for p in wide.points}) == 3
    assert ruler([]).counts == ()


def test_pages_and_filters_keep_the_rest_of_the_address() -> None:
    request = RequestFactory().get("/desk/?light=near&organ=7&page=2")
    page = Paginator(range(140), 20).page(2)
    said = drawn("{% pages page %}", page=page, request=request)
    assert "?light=near&amp;organ=7&amp;page=3" in said
    assert 'aria-current="page">2<' in said
    said = drawn("{% filters active %}", active={"light": ("期限", "临期")}, request=request)
    assert 'href="?organ=7"' in said


def test_one_page_has_no_pagination() -> None:
    page = Paginator(range(5), 20).page(1)
    assert "<nav" not in drawn("{% pages page %}", page=page)


def test_empty_values_are_left_out_of_a_list_of_values() -> None:
    assert (
        drawn("{% kv pairs %}", pairs=(("地点", "桐木村"), ("空", "")))
        == '<dl class="kv"><dt>地点</dt><dd>桐木村</dd></dl>'
    )


def test_receipt_and_code_are_grouped() -> None:
    said = drawn('{% receipt "583920174416" "4079158236" %}')
    assert "5839 2017 4416" in said
    assert "40791 58236" in said


def test_a_box_escapes_its_title_and_keeps_its_content() -> None:
    said = drawn('{% note "warn" title=t %}<p>里面</p>{% endnote %}', t="<i>")
    assert said == '<div class="note note--warn"><h3>&lt;i&gt;</h3><p>里面</p></div>'


def test_every_icon_that_a_template_asks_for_is_in_the_sprite() -> None:
    sprite = (STATIC / "icons.svg").read_text(encoding="utf-8")
    missing = [name for name in icon_names() if f'id="{name}"' not in sprite]
    assert missing == []
    assert [name for name in catalogue.ICONS if f'id="{name}"' not in sprite] == []
