"""Fixtures for tests of the product as a whole."""

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.postgres import Server
from tests.product import Product


@pytest.fixture(scope="session")
def fresh_database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str, str], str]]:
    """Makes a database of its own on the engine of this run: (name, template) → DATABASE_URL ('' for SQLite)."""
    made: list[str] = []
    url = os.environ.get("DATABASE_URL", "")
    server = Server(url)
    worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0")

    def make(name: str, template: str = "") -> str:
        if not url:
            return ""
        full = f"own_{worker}_{name}"
        made.append(full)
        return server.database(full, f"own_{worker}_{template}" if template else "template1")

    yield make
    for name in made:
        server.drop(name)


@pytest.fixture(scope="session")
def prepared_product(tmp_path_factory: pytest.TempPathFactory, fresh_database: Callable[[str, str], str]) -> Product:
    """An installation with its schema and nothing else. Never served itself: `live_product` copies it."""
    folder = tmp_path_factory.mktemp("prepared")
    (folder / "data").mkdir()
    product = Product(folder / "data", folder / "keys", fresh_database("prepared", ""))
    done = product.command("migrate", "--quiet")
    assert done.returncode == 0, done.stderr
    return product


@pytest.fixture(scope="session")
def peopled(
    prepared_product: Product, fresh_database: Callable[[str, str], str], tmp_path_factory: pytest.TempPathFactory
) -> tuple[Product, str]:
    """An installation with the small cast in it, and the code of its station; never served itself."""
    product = prepared_product.copied(tmp_path_factory.mktemp("peopled"), fresh_database("peopled", "prepared"))
    return product, json.loads(product.script("tests.populate", "place"))["station"]


@pytest.fixture
def peopled_product(
    peopled: tuple[Product, str], fresh_database: Callable[[str, str], str], tmp_path: Path
) -> Iterator[tuple[Product, str]]:
    """A copy of it, not started; ended at the end whatever happened."""
    original, station = peopled
    product = original.copied(tmp_path, fresh_database("copy", "peopled"))
    yield product, station
    product.kill()


@pytest.fixture(scope="session")
def walked(prepared_product: Product, tmp_path_factory: pytest.TempPathFactory) -> tuple[Product, dict[str, Any]]:
    """An installation with the populated county in it, and what `tests.addresses` told of it; never served itself."""
    product = prepared_product.copied(tmp_path_factory.mktemp("walked"), "")
    return product, json.loads(product.script("tests.addresses").splitlines()[-1])


@pytest.fixture
def copied_product(
    prepared_product: Product, fresh_database: Callable[[str, str], str], tmp_path: Path
) -> Iterator[Product]:
    """A copy of the prepared installation, not started; ended at the end whatever happened."""
    product = prepared_product.copied(tmp_path, fresh_database("copy", "prepared"))
    yield product
    product.kill()


@pytest.fixture
def live_product(copied_product: Product) -> Iterator[Product]:
    """The product serving as a process of its own, production durability, on a free loopback port."""
    copied_product.start()
    yield copied_product
    copied_product.stop()
