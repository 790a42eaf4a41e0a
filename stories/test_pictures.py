"""The pictures of the docs: taken by the stories and in the demo county (`make shots`), and none left over."""

import re
import subprocess
import sys
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from lianxin.worlds.demo import PASSWORD
from stories.conftest import BROWSING
from stories.telling import DESK, MOST_BYTES, ROOT, Person, Place
from tests.product import Product

SHOTS = ROOT / "docs" / "shots"
TAKEN = re.compile(r'拍\(\s*"([\w-]+)"')
SHOWN = re.compile(r"(?:docs/)?shots/([\w.-]+\.png)")


def taken() -> set[str]:
    """The names of all pictures that stories take."""
    told = "".join(path.read_text("utf-8") for path in sorted((ROOT / "stories").glob("test_*.py")))
    return {f"{name}.png" for name in TAKEN.findall(told)}


def shown() -> set[str]:
    """The names of all pictures that pages of the tree show."""
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    return {name for page in pages for name in SHOWN.findall(page.read_text("utf-8"))}


@pytest.fixture
def demo(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """The demo county as `make run` serves it."""
    folder = tmp_path_factory.mktemp("demo")
    (folder / "data").mkdir()
    product = Product(folder / "data", folder / "keys")
    command = [sys.executable, "-m", "lianxin", "demo", "--port", str(product.port)]
    product.process = subprocess.Popen(command, env=product.environment, start_new_session=True)
    product.wait_for("/healthz", within=300)
    here = Place(product, chromium)
    yield here
    BROWSING.submit(here.走).result()
    product.stop()


@pytest.mark.browser
def test_the_demo_county_shows_its_roads_and_desks(demo: Place) -> None:
    谁都可以 = demo.来("谁都可以", width=DESK)
    谁都可以.打开("/")
    谁都可以.拍("wide-home", tall=1300)
    谁都可以.打开("/results/?q=卫生院")
    谁都可以.点("全过程")
    谁都可以.拍("wide-road", tall=1300)
    路上的人 = demo.来("路上的人")
    路上的人.打开("/results/?q=卫生院")
    路上的人.点("全过程")
    路上的人.拍("story-road")
    罗小禾 = at_the_desk(demo, "罗小禾", "luoxiaohe")
    罗小禾.打开("/desk/?list=to_sort")
    罗小禾.拍("story-desk", tall=900)
    石青山 = at_the_desk(demo, "石青山", "shiqingshan")
    石青山.拍("wide-office", tall=1100)


def at_the_desk(demo: Place, name: str, username: str) -> Person:
    return demo.登录(name, username, password=PASSWORD, width=DESK)


def test_every_picture_that_a_page_shows_is_there() -> None:
    there = {path.name for path in SHOTS.glob("*.png")}
    assert shown()
    assert shown() <= there, shown() - there


def test_the_pictures_are_those_that_the_stories_take_and_none_is_heavy() -> None:
    there = {path.name: path.stat().st_size for path in SHOTS.glob("*.png")}
    assert set(there) == taken()
    assert {name: size for name, size in there.items() if size > MOST_BYTES} == {}
