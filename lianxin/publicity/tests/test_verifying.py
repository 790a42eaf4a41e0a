"""Proofs: by the house, by promise, and by a file in a browser without a network."""

import base64
import json
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import sync_playwright

from lianxin.ledger import queries as ledger
from lianxin.opinions import actions as opinions
from lianxin.publicity import queries
from lianxin.publicity.views.verify import standalone
from lianxin.worlds.cast import Cast

from .conftest import WORDS

CHROMIUM = "/usr/bin/chromium"
DATA = re.compile(r'(<script type="application/json" id="data">)(.*?)(</script>)', re.S)


def _read(paths: list[Path]) -> list[tuple[str, str]]:
    found, wrong = [], []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_context(offline=True).new_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        for path in paths:
            page.goto(path.as_uri())
            page.wait_for_selector("html[data-result]", timeout=10_000)
            found.append((page.get_attribute("html", "data-result") or "", page.inner_text("main")))
        browser.close()
    assert wrong == []
    return found


def results_of(*paths: Path) -> list[tuple[str, str]]:
    """(data-result, what is read) of files opened from the disk with the network off."""
    # The browser's driver runs an event loop, beside which Django's database refuses to work: a thread of its own.
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(_read, list(paths)).result()


def altered(page: str, change: Any) -> str:
    def swap(found: re.Match[str]) -> str:
        data = json.loads(found.group(2))
        change(data["bundle"])
        return found.group(1) + json.dumps(data, ensure_ascii=False).replace("<", "\\u003c") + found.group(3)

    return DATA.sub(swap, page)


def _other_words(bundle: dict[str, Any]) -> None:
    bundle["payload"]["body"] = bundle["payload"]["body"].replace("没有医生", "有医生")


def _other_header(bundle: dict[str, Any]) -> None:
    bundle["header"] = bundle["header"].replace("opinions.registered", "opinions.answered")


def _other_promise(bundle: dict[str, Any]) -> None:
    bundle["promise"] = bundle["promise"].replace(bundle["number"], "000000000000")


def _other_path(bundle: dict[str, Any]) -> None:
    bundle["proof"]["inclusion"][0] = "00" * 32


def _other_place(bundle: dict[str, Any]) -> None:
    bundle["proof"]["position"] -= 1


def _other_root(bundle: dict[str, Any]) -> None:
    lines = bundle["proof"]["checkpoint"].split("\n")
    lines[2] = base64.b64encode(b"\0" * 32).decode()
    bundle["proof"]["checkpoint"] = "\n".join(lines)


def _stranger_signs(bundle: dict[str, Any]) -> None:
    for jwk in bundle["keys"]["jwks"]:
        if jwk["kty"] == "EC":
            jwk["kid"] = "00000000"


TAMPERED = {
    "digest": _other_words, "leaf": _other_header, "promise": _other_promise, "path": _other_path,
    "position": _other_place, "root": _other_root, "key": _stranger_signs,
}  # fmt: skip


@pytest.mark.django_db
def test_a_receipt_is_proved_step_by_step(client: Client, kept: opinions.Receipt) -> None:
    page = client.post("/verify", {"number": kept.number, "code": kept.check_code}).content.decode()
    assert page.count('class="yes"') == 5
    assert WORDS in page
    assert client.post("/verify", {"number": kept.number, "code": "1"}).status_code == 404


@pytest.mark.django_db
def test_an_unsealed_receipt_waits(client: Client, cast: Cast) -> None:
    given = opinions.register(opinions.Words(text=WORDS, station=cast.station.code))
    page = client.post("/verify", {"number": given.number, "code": given.check_code}).content.decode()
    assert page.count('class="wait"') == 2
    assert 'class="no"' not in page


@pytest.mark.django_db
@pytest.mark.parametrize("what", [n for n in TAMPERED if n != "key"])
def test_the_house_sees_each_tampered_part(kept: opinions.Receipt, what: str) -> None:
    bundle = json.loads(json.dumps(ledger.bundle(kept.number)))
    assert all(ledger.checked(bundle).values())
    TAMPERED[what](bundle)
    assert False in ledger.checked(bundle).values()


@pytest.mark.django_db
def test_a_promise_that_is_pasted_is_looked_up(client: Client, kept: opinions.Receipt, cast: Cast) -> None:
    fresh = opinions.register(opinions.Words(text="另一件", station=cast.station.code))
    fates = [
        client.post("/verify", {"note": note}).context["fate"]
        for note in (kept.promise, fresh.promise, kept.promise.replace("\n", "\r\n"), "anything", "",
                     kept.promise.replace(kept.number, fresh.number))
    ]  # fmt: skip
    assert fates == ["kept", "waiting", "kept", "foreign", "foreign", "foreign"]


@pytest.mark.django_db
def test_a_promise_whose_record_was_dropped_is_called_broken(
    client: Client, kept: opinions.Receipt, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ledger.sql, "rows", lambda *_: [])  # as if entry and leaf had been removed
    assert ledger.promise_kept(kept.promise).fate == "broken"


@pytest.mark.django_db
def test_the_offline_file_is_a_download_that_asks_no_network(client: Client, kept: opinions.Receipt) -> None:
    answer = client.post("/verify/offline", {"number": kept.number, "code": kept.check_code})
    text = answer.content.decode()
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Cache-Control"] == "no-store"
    assert "http://" not in text
    assert "https://" not in text
    assert kept.check_code not in text
    assert WORDS in text
    assert client.get("/verify/offline").status_code == 405
    foreign = {"Origin": "https://elsewhere.example"}
    answer = client.post("/verify/offline", {"number": kept.number, "code": kept.check_code}, headers=foreign)
    assert answer.status_code == 403


@pytest.mark.django_db
@pytest.mark.browser
def test_the_offline_file_verifies_itself_whole_and_tampered(kept: opinions.Receipt, tmp_path: Path) -> None:
    bundle = ledger.bundle(kept.number)
    assert bundle is not None
    whole = standalone(bundle)
    pages = {"whole": whole} | {name: altered(whole, change) for name, change in TAMPERED.items()}
    paths = [tmp_path / f"{name}.html" for name in pages]
    for path, page in zip(paths, pages.values(), strict=True):
        path.write_text(page, encoding="utf-8")
    found = results_of(*paths)
    assert {p.stem: result for p, (result, _words) in zip(paths, found, strict=True)} == {
        name: "good" if name == "whole" else "bad" for name in pages
    }
    assert WORDS in found[0][1]
    assert queries.fingerprints()[1] in found[0][1]


@pytest.mark.django_db
@pytest.mark.browser
def test_words_that_look_like_a_page_stay_words_in_the_file(cast: Cast, tmp_path: Path) -> None:
    odd = "</script><script>document.title='owned'</script><!-- <script> \u2028"
    given = opinions.register(opinions.Words(text=odd, station=cast.station.code))
    bundle = ledger.bundle(given.number)
    assert bundle is not None
    (tmp_path / "odd.html").write_text(standalone(bundle), encoding="utf-8")
    ((result, words),) = results_of(tmp_path / "odd.html")
    assert result == "open"  # not sealed yet
    assert "document.title='owned'" in words
