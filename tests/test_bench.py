"""The bench itself: a short run gives every figure, and each that has a limit stands beside it."""

import json
import os
import subprocess
import sys

import pytest

pytestmark = pytest.mark.faults

EXPECTED = {
    "world build", "start to first page", "memory of the worker, fresh", "memory of the web process, fresh",
    "memory of the web process, after load", "sealing", "ledger verify", "intake through the API, 16 at once",
    "intake through the form, 1 at once", "road page, 16 at once", "station page, 1 at once",
    "desk /desk/lists/all, 1 at once", "home, 1 at once", "results, 1 at once",
    "import_a_county", "import_10k_mandates", "import_100k_mandates",
    "plan_maker, a station", "plan_maker, a township", "booking under contention", "calendar feed of a county",
}  # fmt: skip


def test_a_short_run_gives_every_figure_beside_its_limit(database_engine: str) -> None:
    command = [sys.executable, "-m", "tests.bench", "--quick", "--engine", database_engine]
    done = subprocess.run(command, capture_output=True, text=True, timeout=400, check=False)
    assert done.returncode == 0, done.stderr
    found = {figure["name"]: figure for figure in map(json.loads, done.stdout.splitlines())}
    assert set(found) >= EXPECTED
    for figure in found.values():
        assert figure.keys() >= {"name", "value", "unit", "n", "against"}
        assert figure["value"] > 0, figure
    for name in ("ledger verify", "intake through the API, 16 at once", "road page, 1 at once"):
        assert found[name]["against"]["ratio"] > 0


@pytest.fixture
def database_engine() -> str:
    if os.environ.get("DATABASE_URL"):
        pytest.skip("one engine is enough for a smoke run")
    return "sqlite"
