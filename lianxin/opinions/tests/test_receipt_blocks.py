"""Receipt numbers issued beforehand for a desk without network: each used once, or voided by an entry (Article 6)."""

import random
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from lianxin.kit import moment
from lianxin.kit.workflow import Refused
from lianxin.ledger.queries import entries_about
from lianxin.ledger.verify import verify
from lianxin.opinions import actions, permissions, rules
from lianxin.opinions.actions import Reserved
from lianxin.opinions.models import BlockNumber, Opinion, ReceiptBlock
from lianxin.opinions.tests.factory import NOW, Scene, scene

pytestmark = [pytest.mark.django_db, pytest.mark.article(6)]


@pytest.fixture(autouse=True)
def morning() -> object:
    with moment.at(NOW) as found:
        yield found


def issued(s: Scene, size: int = 4, who: str = "officer", **other: object) -> ReceiptBlock:
    given = {"day": NOW.date(), "size": size, "device": "一号平板", **other}
    return actions.issue_block(s.cast.station.code, by=s.actor(who), **given)  # type: ignore[arg-type]


def used(s: Scene, block: ReceiptBlock, number: str, text: str = "水渠漏水", **other: object) -> actions.Receipt:
    words = actions.Words(text=text, station=s.cast.station.code, **other)  # type: ignore[arg-type]
    return actions.register(words, by=s.actor("officer"), reserved=Reserved(block.code, number))


def test_numbers_of_a_block_look_like_all_others_and_their_codes_open_what_is_registered_later():
    s = scene()
    block = issued(s)
    (number, code), *_rest = actions.codes_of(block)

    receipt = used(s, block, number)

    assert rules.read_number(number) == number and rules.read_code(code) == code
    assert (receipt.number, receipt.check_code) == (number, code)
    opened = actions.check(number, code).opinion
    assert opened is not None and opened.text == "水渠漏水"
    assert number in receipt.promise


def test_a_number_is_used_once():
    s = scene()
    block = issued(s)
    number = block.numbers[0][0]
    used(s, block, number)

    with pytest.raises(Refused, match="已经用过了"):
        used(s, block, number, "另一件事")

    assert Opinion.objects.get(number=number).text == "水渠漏水"


@pytest.mark.parametrize("foreign", ["unknown number", "other block", "no block", "other day", "other station"])
def test_a_foreign_number_is_refused(foreign: str):
    s = scene()
    block, other = issued(s), issued(s)
    number, name, more = block.numbers[0][0], block.code, {}
    if foreign == "unknown number":
        number = rules.number_with_check_digit("0" * 11)
    elif foreign == "other block":
        name = other.code
    elif foreign == "no block":
        name = "x"
    elif foreign == "other day":
        more = {"happened_at": NOW - timedelta(days=1)}
    else:
        ReceiptBlock.objects.filter(pk=block.pk).update(station=s.cast.next_station)

    with pytest.raises(Refused, match="不是这个联络站这一天预留的"):
        words = actions.Words(text="水渠漏水", station=s.cast.station.code, **more)  # type: ignore[arg-type]
        actions.register(words, by=s.actor("officer"), reserved=Reserved(name, number))

    assert not Opinion.objects.exists()


def test_words_that_cannot_be_taken_use_up_no_number():
    s = scene()
    block = issued(s)
    with pytest.raises(rules.Rejected):
        used(s, block, block.numbers[0][0], "  ")

    assert used(s, block, block.numbers[0][0]).number == block.numbers[0][0]


def test_unused_numbers_are_voided_by_one_entry_that_names_them():
    s = scene()
    block = issued(s)
    first, *rest = [number for number, *_ in block.numbers]
    used(s, block, first)

    count = actions.void_unused(block, by=s.actor("officer"))
    again = actions.void_unused(block, by=s.actor("officer"))

    block.refresh_from_db()
    entries = entries_about("opinions.block", [block.code])
    assert (count, again, block.voided) == (3, 0, rest)
    assert [e.act for e in entries] == ["opinions.block_issued", "opinions.block_voided"]
    assert entries[-1].detail["voided"] == rest
    with pytest.raises(Refused, match="已经作废"):
        used(s, block, rest[0])
    assert verify().whole


def test_a_confidential_matter_takes_its_number_and_the_rest_is_voided():
    s = scene()
    block = issued(s, 2)
    first, second = [number for number, *_ in block.numbers]
    used(s, block, first, "有人收钱才给盖章", confidential=True)

    actions.void_unused(block, by=s.actor("officer"))

    block.refresh_from_db()
    row = Opinion.objects.get(number=first)
    assert block.voided == [second] and row.confidential and row.text == ""
    assert verify().whole


def test_a_number_that_was_handed_out_is_kept_and_a_voided_one_that_turns_up_is_good_again():
    s = scene()
    block = issued(s, 3)
    kept, lost, other = [number for number, *_ in block.numbers]
    actions.void_unused(block, by=s.actor("officer"), keep=[kept])

    assert used(s, block, kept).number == kept
    actions.restore_number(Reserved(block.code, lost), words="回执在群众手里", by=s.actor("officer"))
    assert used(s, block, lost).number == lost

    with pytest.raises(Refused, match="没有作废"):
        actions.restore_number(Reserved(block.code, lost), words="再来", by=s.actor("officer"))
    with pytest.raises(Refused, match="没有这个登记号段"):
        actions.restore_number(Reserved("x", other), words="再来", by=s.actor("officer"))
    assert actions.void_unused(block, by=s.actor("officer")) == 0
    assert verify().whole


def test_lookup_of_an_unused_number_is_honest_and_of_a_wrong_code_says_nothing():
    s = scene()
    block = issued(s)
    number, code = actions.codes_of(block)[0]

    before = actions.check(number, code)
    wrong = actions.check(number, "0000000000")
    actions.void_unused(block, by=s.actor("officer"))
    after = actions.check(number, code)

    assert (before.opinion, before.unused) == (None, "open")
    assert (wrong.opinion, wrong.unused) == (None, "")
    assert (after.opinion, after.unused) == (None, "voided")


@pytest.mark.parametrize("who", ["volunteer", "stranger", "strange_chair", "stranger_deputy", "city", "auditor"])
def test_who_does_not_run_the_day_takes_no_numbers_and_voids_none(who: str):
    s = scene()
    with pytest.raises(PermissionDenied):
        issued(s, who=who)
    block = issued(s)
    for act in (
        lambda by: actions.void_unused(block, by=by),
        lambda by: actions.restore_number(Reserved(block.code, block.numbers[0][0]), words="", by=by),
    ):
        with pytest.raises(PermissionDenied):
            act(s.actor(who))


def test_who_runs_the_station_and_its_deputies_may_issue():
    s = scene()
    at = s.cast.station
    everybody = "officer chair liu long yang ma volunteer office health stranger stranger_deputy reader city".split()

    found = {nick for nick in everybody if permissions.may_issue_block(s.actor(nick), at.division, at.code)}

    assert found == {"officer", "chair", "office", "liu", "long", "yang", "ma"}


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"size": 0}, "一次领1到"),
        ({"size": rules.MOST_IN_BLOCK + 1}, "一次领1到"),
        ({"day": NOW.date() - timedelta(days=1)}, "只能为今天到"),
        ({"day": NOW.date() + timedelta(days=rules.BLOCK_AHEAD + 1)}, "只能为今天到"),
    ],
)
def test_blocks_have_a_measure(given: dict[str, object], said: str):
    with pytest.raises(Refused, match=said):
        issued(scene(), **given)


def test_a_station_has_only_so_many_blocks_out_for_one_day():
    s = scene()
    blocks = [issued(s, 1) for _ in range(rules.MOST_BLOCKS)]
    with pytest.raises(Refused, match="先收回不用的"):
        issued(s, 1)
    actions.void_unused(blocks[0], by=s.actor("officer"))
    issued(s, 1)


def test_a_station_that_does_not_exist_gets_none():
    s = scene()
    with pytest.raises(Refused, match="没有这个联络站"):
        actions.issue_block("nowhere", day=NOW.date(), size=1, device="", by=s.actor("officer"))


def test_an_intake_never_draws_a_number_that_waits_for_a_desk(monkeypatch: pytest.MonkeyPatch):
    s = scene()
    block = issued(s, 1)
    waiting = int(block.numbers[0][0][:11])
    draws = iter([waiting, waiting, 12345678901])
    monkeypatch.setattr("lianxin.opinions.actions.reserving.chance.below", lambda _limit: next(draws))

    assert s.opinion().number == rules.number_with_check_digit("12345678901")


def test_blocks_are_disjoint_and_in_any_order_each_number_ends_used_or_voided():
    seed = random.randrange(10**6)
    print("seed", seed)
    luck, s = random.Random(seed), scene()
    blocks = [issued(s, 5) for _ in range(3)]
    numbers = [(block, number) for block in blocks for number, *_ in block.numbers]
    assert len({number for _b, number in numbers}) == 15 == BlockNumber.objects.count()
    steps = [(block, number, "use") for block, number in luck.sample(numbers, 8)]
    steps += [(block, "", "void") for block in luck.sample(blocks, 2)]
    luck.shuffle(steps)

    done = set()
    for block, number, step in steps:
        if step == "void":
            actions.void_unused(block, by=s.actor("officer"))
            continue
        try:
            done.add(used(s, block, number).number)
        except Refused:
            block.refresh_from_db()
            assert number in block.voided
    for block in blocks:
        actions.void_unused(block, by=s.actor("officer"))

    voided = {number for block in ReceiptBlock.objects.all() for number in block.voided}
    assert not done & voided
    assert done | voided == {number for _b, number in numbers}
    assert verify().whole


def test_of_many_who_use_one_number_at_once_one_does(committed: None):
    s = scene()
    block, by, station = issued(s, 1), s.actor("officer"), s.cast.station.code

    def attempt(place: int) -> str:
        try:
            with moment.at(NOW):
                words = actions.Words(text=f"第{place}件", station=station)
                return actions.register(words, by=by, reserved=Reserved(block.code, block.numbers[0][0])).number
        except Refused:
            return ""
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as crowd:
        answers = list(crowd.map(attempt, range(8)))

    assert sorted(answers)[:-1] == [""] * 7
    assert Opinion.objects.count() == 1
