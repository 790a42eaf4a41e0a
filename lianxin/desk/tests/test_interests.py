"""The desk of a deputy who declared something: a private note, one step back, and nothing of it anywhere else."""

import pytest
from django.test import Client
from django.urls import reverse

from lianxin.interests.models import Declaration, Recusal
from lianxin.interests.tests.factory import FIRM, KIN, SHORT, declaration
from lianxin.opinions import actions
from lianxin.opinions.models import Opinion
from lianxin.opinions.tests.factory import Scene, scene
from lianxin.people.models import Sight

pytestmark = [pytest.mark.django_db, pytest.mark.article(11)]
WHY = "承包人是我妻弟青岚"
OTHERS = ("officer", "chair", "office", "liu", "yang", "health", "auditor", "volunteer", "stranger")


@pytest.fixture
def s() -> Scene:
    return scene()


def at(s: Scene, nick: str) -> Client:
    client = Client()
    client.force_login(s.cast.users[nick])
    return client


def page(s: Scene, nick: str, path: str) -> str:
    answer = at(s, nick).get(path, follow=True)
    octets = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return octets.decode(errors="replace")


def named(s: Scene, text: str = "青岚井水厂的车把路压坏了") -> Opinion:
    return actions.pass_on(s.opinion(text), deputy=s.cast.people["long"].code, by=s.actor("officer"))


def test_he_alone_is_told_on_the_matters_page_and_can_step_back_there(s: Scene) -> None:
    declaration(s)
    row = named(s)
    here = reverse("desk:opinion", args=[row.number])
    assert FIRM in page(s, "long", here)
    assert f"{here}?do=recuse#act" in page(s, "long", here)
    for nick in ("officer", "chair", "office"):
        shown = page(s, nick, here)
        assert "青岚井水厂的车" in shown
        assert FIRM not in shown and "interest" not in shown
    plain = reverse("desk:opinion", args=[named(s, "别的事").number])
    assert 'id="interest"' not in page(s, "long", plain)


def test_he_declares_changes_checks_and_withdraws_in_simple_forms(s: Scene) -> None:
    long, new = at(s, "long"), reverse("desk:interests_new", args=["declare"])
    given = {"kind": "kin_firm", "name": FIRM, "others": "", "relation": ""}
    assert "是您的什么人" in long.post(new, given).content.decode(), "refused with what is missing"
    answer = long.post(new, {**given, "relation": KIN, "others": SHORT}, follow=True)
    assert FIRM in answer.content.decode()
    row = Declaration.objects.get()
    one = reverse("desk:interests_one", args=[row.code])
    assert SHORT in long.get(f"{one}?do=revise_declaration").content.decode()
    act = reverse("desk:interests_act", args=[row.code, "revise_declaration"])
    long.post(act, {**given, "relation": KIN, "name": "改过的水业公司", "seen": row.version})
    assert "改过的水业公司" in long.get(one).content.decode()
    long.post(reverse("desk:interests_new", args=["check_declarations"]), {})
    long.post(reverse("desk:interests_act", args=[row.code, "withdraw_declaration"]), {"seen": row.version + 1})
    row.refresh_from_db()
    assert row.withdrawn_at is not None


def test_the_named_reader_reads_it_with_a_trace_and_his_list_says_nothing(s: Scene) -> None:
    row = declaration(s)
    assert FIRM not in page(s, "reader", reverse("desk:interests"))
    assert not Sight.objects.exists()
    assert FIRM in page(s, "reader", reverse("desk:interests_one", args=[row.code]))
    assert Sight.objects.get().what == "declaration"


def test_stepping_back_at_the_desk_takes_the_matter_off_it(s: Scene) -> None:
    declaration(s)
    row = named(s)
    long = at(s, "long")
    assert row.text[:8] in long.get("/desk/").content.decode()
    answer = long.post(
        reverse("desk:act", args=[row.number, "recuse"]), {"words": WHY, "seen": row.version}, follow=True
    )
    assert answer.status_code == 200
    assert row.text[:8] not in long.get("/desk/").content.decode()
    assert long.get(reverse("desk:opinion", args=[row.number])).status_code == 404
    assert long.get(reverse("desk:sheet", args=[row.number])).status_code == 404
    assert WHY in page(s, "long", reverse("desk:recusals_one", args=[Recusal.objects.get().code]))


def test_the_planted_words_stand_on_no_page_list_print_or_export_of_anybody_else(s: Scene) -> None:
    row = declaration(s)
    matter = named(s, "车把路压坏了")
    kept = named(s, "另一件")
    actions.recuse(matter, words=WHY, by=s.actor("long"))
    fact = Recusal.objects.get().code
    paths = [
        "/desk/", "/desk/paper", "/desk/paper?format=print", f"/desk/lists/all?q={SHORT}", "/desk/lists/all?format=csv",
        "/desk/lists/to_sort", f"/desk/opinions/{matter.number}", f"/desk/opinions/{matter.number}/sheet",
        f"/desk/opinions/{kept.number}?do=pass_on", f"/desk/opinions/{kept.number}?do=order_recusal",
        "/desk/interests/", "/desk/interests/?format=print", "/desk/interests/?format=csv", "/desk/recusals/",
        "/desk/recusals/?format=print", f"/desk/recusals/{fact}", f"/desk/interests/{row.code}",
    ]  # fmt: skip
    for nick in OTHERS:
        for path in paths:
            shown = page(s, nick, path).replace(f"q={SHORT}", "").replace(f'value="{SHORT}"', "")
            for word in (FIRM, KIN, WHY):
                assert word not in shown, f"{nick} {path}"
    for nick in ("officer", "chair", "office"):
        assert "龙秀梅代表回避" in page(s, nick, f"/desk/opinions/{matter.number}")
    assert "龙秀梅代表回避" in page(s, "office", "/desk/recusals/")


def test_a_matter_that_became_confidential_leaves_the_offices_list_of_recusals(s: Scene) -> None:
    row = actions.recuse(named(s), by=s.actor("long"))
    assert row.number in page(s, "office", "/desk/recusals/")
    actions.mark_confidential(row, by=s.actor("officer"))
    assert row.number not in page(s, "office", "/desk/recusals/")
    assert row.number in page(s, "reader", "/desk/recusals/")
