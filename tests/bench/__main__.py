"""`make bench`: one JSON line for each figure, each beside its limit measured in the same run.

python -m tests.bench [--engine sqlite|postgresql] [--opinions N] [--part imports] [--quick] [--no-page]
"""

import argparse
import contextlib
import json
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tests import postgres
from tests.bench import pages
from tests.bench.figures import Bench, Figure
from tests.product import Product


@contextlib.contextmanager
def installation(engine: str) -> Iterator[Product]:
    """An empty installation in a folder of its own."""
    with contextlib.ExitStack() as held:
        folder = Path(held.enter_context(tempfile.TemporaryDirectory(prefix="lianxin-bench-")))
        (folder / "data").mkdir()
        url = held.enter_context(postgres.running()).database("bench") if engine == "postgresql" else ""
        product = Product(folder / "data", folder / "keys", url)
        held.callback(product.kill)
        yield product


def standing(folder: Path) -> Product:
    """An installation that stands already, built by `lianxin world build`; what the bench says is added to it."""
    return Product(folder.absolute() / "data", folder.absolute() / "keys")


def tell(figure: Figure) -> None:
    """One JSON line."""
    print(json.dumps(figure.as_json(), ensure_ascii=False), flush=True)


PARTS = {"imports": Bench.imported_alone, "plans": Bench.planned, "receptions": Bench.received}


def main(words: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench")
    parser.add_argument("--engine", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--opinions", type=int, default=100_000)
    parser.add_argument("--on", type=Path, help="a folder that holds data/ and keys/ of a world built before (SQLite)")
    parser.add_argument("--quick", action="store_true", help="a smoke run: small and short, no page written")
    parser.add_argument("--part", choices=tuple(PARTS), default="", help="these figures alone, in their own table")
    parser.add_argument("--no-page", action="store_true", help="print only; leave docs/performance.md alone")
    given = parser.parse_args(words)
    began = time.monotonic()
    with contextlib.nullcontext(standing(given.on)) if given.on else installation(given.engine) as product:
        bench = Bench(product, seconds=0.25 if given.quick else 6.0, scale="township" if given.quick else "county")
        bench.opinions = 0 if given.on else 60 if given.quick else given.opinions
        bench.rounds, bench.times = (1, 1) if given.quick else (2, 3)
        bench.limits = 2_000 if given.quick else 200_000
        bench.events = 100 if given.quick else bench.events
        if given.quick:
            bench.imports = dict(zip(bench.imports, (200, 20, 100), strict=True))
        if given.part:
            bench.scale, bench.opinions = "township", 60
        found = []
        for figure in PARTS[given.part](bench) if given.part else bench.run():
            tell(figure)
            found.append(figure)
    print(f"{time.monotonic() - began:.0f} s", file=sys.stderr)
    if not given.quick and not given.no_page:
        pages.write(given.engine, found, given.part)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
