"""What is measured, one after the other, on one installation."""

import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from tests.bench import load
from tests.bench.load import Ask, at_once
from tests.postgres import Server, free_port
from tests.product import Product

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
JSON = {"Content-Type": "application/json"}
WORDS = "村口的路灯坏了三个月，晚上老人不敢出门，请问什么时候能修好？编号"
MANY = 16
ASKING = 500
"""So many ask for one place at the same moment."""
IMPORTS = {"import_a_county": 1_500, "import_10k_mandates": 10_000, "import_100k_mandates": 100_000}
HUNDREDFOLD = "import_100k_mandates"
COUNTIES = ("430523000000", "430524000000", "430525000000")
"""Three counties of which the world knows nobody, one for each import."""


@dataclass(frozen=True)
class Figure:
    """One measured value beside its limits and aim."""

    name: str
    value: float
    unit: str
    n: int
    against: dict[str, float] = field(default_factory=dict)
    aim: str = ""

    def as_json(self) -> dict[str, Any]:
        against = {name: round(value, 3) for name, value in self.against.items()}
        told = {"name": self.name, "value": round(self.value, 3), "unit": self.unit, "n": self.n, "against": against}
        return told | ({"aim": self.aim} if self.aim else {})


def pss(pid_of_group: int) -> float:
    """Proportional memory of all processes of a group, in MiB."""
    whole = 0
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            group = int((entry / "stat").read_text().rpartition(")")[2].split()[2])
            if group == pid_of_group:
                rollup = (entry / "smaps_rollup").read_text()
                whole += next(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:"))
        except OSError:
            continue
    return whole / 1024


def cpu(pid_of_group: int) -> float:
    """Milliseconds of processor that a group of processes has used: what else the machine does moves it least."""
    ticks = 0
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if int(fields[2]) == pid_of_group:
                ticks += int(fields[11]) + int(fields[12])
    return ticks * 1000 / os.sysconf("SC_CLK_TCK")


@dataclass
class Bench:
    """One run."""

    product: Product
    seconds: float
    scale: str
    opinions: int = 0
    limits: int = 0
    events: int = 2_000
    """Receptions of a county's calendar: 40 stations, each week of a year."""
    rounds: int = 2
    times: int = 3
    """How often what takes a process of its own is measured; the median counts."""
    imports: dict[str, int] = field(default_factory=lambda: dict(IMPORTS))
    """Figures of imports, and how many mandates each brings."""

    def run(self) -> Iterator[Figure]:
        """Every figure, in an order in which none spoils another."""
        yield from self._world()
        self.known = json.loads(self._inside("subjects"))
        yield from self._start()
        yield from self._worker()
        self._bare()
        try:
            self.product.start()
            self.fresh = pss(self._pid())
            yield from self._read()
            yield from self._intake()
            yield from self._memory()
        finally:
            self.product.stop()
            self.bare.terminate()
            self.bare.wait(30)
        yield from self._ledger()
        yield from self._import()
        yield from self.planned()
        yield from self.received()

    def imported_alone(self) -> Iterator[Figure]:
        """The figures of imports, in a small world that knows nobody of their counties."""
        list(self._world())
        yield from self._import()

    def planned(self) -> Iterator[Figure]:
        """The plan maker, which needs no installation: from the start of its program to its answer."""
        command = [sys.executable, "-m", "tests.bench.plans", str(self.times)]
        told = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()[-1])
        for size, aim in (("a station", "≤ 1 s after its start"), ("a township", "≤ 5 s")):
            one = told[size]
            against = {"bare solve s": one["bare"], "bare start s": told["start"], "planning alone s": one["planning"]}
            against["ratio"] = (one["bare"] + told["start"]) / one["program"]
            yield Figure(f"plan_maker, {size}", one["program"], "s", one["receptions"], against, aim)

    def received(self) -> Iterator[Figure]:
        """Bookings that all want one place, and the calendar of a county: in an installation of their own."""
        with tempfile.TemporaryDirectory(prefix="lianxin-receptions-") as folder:
            (Path(folder) / "data").mkdir()
            url = self.product.database_url
            own = Product(
                Path(folder) / "data", Path(folder) / "keys", Server(url).database("receptions") if url else ""
            )
            done = own.command("migrate", "--quiet")
            if done.returncode:
                raise RuntimeError(done.stderr)
            self._bare()
            try:
                yield self._last_place(own)
            finally:
                own.kill()
                self.bare.terminate()
                self.bare.wait(30)
            yield self._calendar(own)

    def _last_place(self, own: Product) -> Figure:
        told = json.loads(own.script("tests.bench.receptions", "place"))
        own.start(quiet=True)
        port, path = int(self.bare_url.rpartition(":")[2]), f"/receptions/{told['reception']}/book"
        ours, bare = [], []
        for at in told["times"][: self.times]:
            bare.append(at_once(port, "/write", ["text=a"] * ASKING)[0])
            forms = [urlencode({"at": at, "key": f"{at}-{number}"}) for number in range(ASKING)]
            seconds, answers = at_once(own.port, path, forms)
            if answers != {200: 1, 409: ASKING - 1}:
                raise RuntimeError(f"not one booking and {ASKING - 1} clear answers: {answers}")
            ours.append(seconds)
        value, limit = ASKING / load.middle(ours), ASKING / load.middle(bare)
        against = {"bare view": limit, "ratio": value / limit, "seconds for all": load.middle(ours)}
        return Figure("booking under contention", value, "answers/s", ASKING, against, "1 booking, the others told")

    def _calendar(self, own: Product) -> Figure:
        told = json.loads(own.script("tests.bench.receptions", "calendar", str(self.events)))
        value = told["reading"] + told["writing"]
        against = {"bare rows s": told["bare"], "ratio": told["bare"] / value, "reading s": told["reading"]}
        against |= {"writing s": told["writing"], "icalendar writing s": told["library"]}
        against |= {"again ms": told["again"] * 1000, "KiB": told["octets"] / 1024}
        return Figure("calendar feed of a county", value, "s", told["events"], against, "writing ≤ ⅕ of icalendar's")

    # ── parts ──────────────────────────────────────────────────────────────
    def _inside(self, *words: str) -> str:
        return self.product.script("tests.bench.inside", *words)

    def _pid(self) -> int:
        assert self.product.process is not None
        return self.product.process.pid

    def _world(self) -> Iterator[Figure]:
        if not self.opinions:
            return
        began = time.perf_counter()
        words = ("world", "build", "--scale", self.scale, "--seed", "1", "--opinions", str(self.opinions))
        done = self.product.command(*words, timeout=3600)
        if done.returncode:
            raise RuntimeError(done.stderr)
        seconds = time.perf_counter() - began
        yield Figure("world build", self.opinions / seconds, "opinions/s", self.opinions, {"seconds": seconds})

    def _start(self) -> Iterator[Figure]:
        times = []
        for _ in range(self.times):
            began = time.perf_counter()
            self.product.start(answers="/")
            times.append(time.perf_counter() - began)
            self.product.stop()
        yield Figure("start to first page", load.middle(times), "s", self.times, aim="≤ 1.4 s")

    def _worker(self) -> Iterator[Figure]:
        command = [sys.executable, "-m", "lianxin", "worker"]
        process = subprocess.Popen(
            command, env=self.product.environment, start_new_session=True, stderr=subprocess.DEVNULL
        )
        time.sleep(max(3.0, self.seconds))
        yield Figure("memory of the worker, fresh", pss(process.pid), "MiB PSS", 1, aim="≤ 80 MiB")
        process.kill()  # on a world just built it reads the whole ledger into the figures: minutes, and no harm done
        process.wait(60)

    def _bare(self) -> None:
        """The bare views on the same kind of server with the same database settings."""
        port = free_port()
        environment = self.product.environment
        if not self.product.database_url:
            folder = self.product.data.with_name("bare")
            folder.mkdir(exist_ok=True)
            environment = environment | {"DATA": str(folder)}
        self.bare = subprocess.Popen(
            [sys.executable, "-m", "tests.bench.bare", "--port", str(port)], env=environment, start_new_session=True
        )
        self.bare_url = f"http://127.0.0.1:{port}"
        for _ in range(200):
            try:
                urllib.request.urlopen(self.bare_url + "/page", timeout=5).close()
                return
            except OSError:
                time.sleep(0.05)
        raise RuntimeError("the bare view does not answer")

    def _both(
        self, name: str, ask: Ask, limit: Ask, aims: tuple[str, str], more: dict[str, float] | None = None,
        seconds: float = 0,
    ) -> Iterator[Figure]:  # fmt: skip
        """p50 with one client and requests per second with sixteen, each beside the bare view's."""
        each = (seconds or self.seconds) / self.rounds
        for clients, unit in ((1, "ms p50"), (MANY, "req/s")):
            # The two are measured in turn, so that what else the machine does meets both.
            ours, bare, used = [], [], [-cpu(self._pid()), -cpu(self.bare.pid)]
            for _ in range(self.rounds):
                bare.append(load.put(self.bare_url, limit, clients=clients, seconds=each))
                ours.append(load.put(self.product.base_url, ask, clients=clients, seconds=each))
            used = [used[0] + cpu(self._pid()), used[1] + cpu(self.bare.pid)]
            refused = sum(a.refused for a in ours)
            if refused:
                raise RuntimeError(f"{name}: {refused} answers were errors")
            pick = (lambda a: a.p50) if clients == 1 else (lambda a: a.rate)
            value, against = sum(map(pick, ours)) / self.rounds, sum(map(pick, bare)) / self.rounds
            asked = sum(a.requests for a in ours)
            told = {"bare view": against, "ratio": against / value if clients == 1 else value / against}
            told |= {"p99 ms": max(a.p99 for a in ours)} | (more or {})
            told |= {"cpu ms": used[0] / asked, "bare cpu ms": used[1] / sum(a.requests for a in bare)}
            yield Figure(f"{name}, {clients} at once", value, unit, asked, told, aims[clients > 1])

    def _read(self) -> Iterator[Figure]:
        known, page = self.known, Ask("/page")
        lists = ("/desk/lists/all", "/desk/lists/unrouted", "/desk/")
        inside = json.loads(self._inside("desk", *lists))
        desk, counted = {"Cookie": f"sessionid={inside['cookie']}"}, inside["queries"]
        receipt = urlencode({"number": known["number"], "code": known["code"]})
        # Always a whole second: so that a smoke run tries wrk, too, where it is installed.
        yield from self._both("home", Ask("/"), page, ("≤ 8 ms", ""), seconds=max(1.0, self.seconds))
        yield from self._both("station page", Ask(f"/stations/{known['station']}"), page, ("≤ 8 ms", ""))
        yield from self._both("results", Ask("/results/"), page, ("≤ 15 ms", ""))
        road = Ask("/receipt", "POST", FORM, before=receipt + "&n=")
        yield from self._both("road page", road, page, ("≤ 8 ms", "≥ 400/s"))
        api = Ask(f"/api/v1/opinions/{known['number']}", headers={"X-Check-Code": known["code"]})
        yield from self._both("road through the API", api, page, ("≤ 8 ms", "≥ 400/s"))
        for path in lists:
            more = {"opinions": float(known["opinions"]), "queries": float(counted[path])}
            yield from self._both(f"desk {path}", Ask(path, headers=desk), page, ("≤ 15 ms", ""), more)

    def _intake(self) -> Iterator[Figure]:
        raw = json.loads(self._inside("commits", str(max(200, self.limits // 100))))
        commits = {"raw commits/s": raw["commits"] / raw["seconds"]}
        write = Ask("/write", "POST", FORM, before="text=" + quote(WORDS))
        station = self.known["station"]
        typed = Ask(
            "/say", "POST", FORM,
            before="step=where&tell_by=lookup&station=" + station + "&text=" + quote(WORDS) + "&key=bench",
        )  # fmt: skip
        body = json.dumps({"station": station, "text": WORDS}, ensure_ascii=True)[:-2]
        sent = Ask("/api/v1/opinions", "POST", JSON, before=body, after='"}')
        aims = ("≤ 6 ms", "≥ ½ of the bare view, ≥ 480/s")
        yield from self._both("intake through the API", sent, write, aims, commits)
        yield from self._both("intake through the form", typed, write, aims, commits)

    def _memory(self) -> Iterator[Figure]:
        yield Figure("memory of the web process, fresh", self.fresh, "MiB PSS", 1, aim="≤ 130 MiB")
        yield Figure("memory of the web process, after load", pss(self._pid()), "MiB PSS", 1)

    def _import(self) -> Iterator[Figure]:
        """A county's own workbook, then rosters of two lengths: seconds and memory must grow with the rows alone."""
        wanted = [f"{county}:{count}" for county, count in zip(COUNTIES, self.imports.values(), strict=True)]
        with tempfile.TemporaryDirectory(prefix="lianxin-rosters-") as folder:
            told = json.loads(self.product.script("tests.bench.rosters", folder, *wanted, timeout=7200))
        for name, (mandates, one) in zip(self.imports, zip(self.imports.values(), told, strict=True), strict=True):
            bare, ours, again = one["bare"], one["bring"], one["again"]
            against = {"bare s": bare["seconds"], "ratio": bare["seconds"] / ours["seconds"]}
            against |= {"rows/s": ours["rows"] / ours["seconds"], "cpu s": ours["cpu"], "bare cpu s": bare["cpu"]}
            against |= {"peak MiB": ours["peak"], "bare peak MiB": bare["peak"], "again s": again["seconds"]}
            if name == HUNDREDFOLD:
                tenth = told[-2]["bring"]
                against["cpu a row, of a tenth's"] = ours["cpu"] / ours["rows"] / (tenth["cpu"] / tenth["rows"])
            yield Figure(name, ours["seconds"], "s", mandates, against)

    def _ledger(self) -> Iterator[Figure]:
        sealed = json.loads(self._inside("seal"))
        rate = sealed["entries"] / sealed["seconds"] if sealed["entries"] else 0.0
        yield Figure("sealing", rate, "entries/s", sealed["entries"], {"seconds": sealed["seconds"]})
        rates, chains = [], []
        for _ in range(self.times):
            bare = json.loads(self._inside("chain", str(self.limits)))
            chains.append(bare["records"] / bare["seconds"])
            done = self.product.command("ledger", "verify", "--json")
            if done.returncode:
                raise RuntimeError(done.stdout[:2000] + done.stderr)
            report = json.loads(done.stdout)
            rates.append(report["entries"] / report["seconds"])
        value, limit = load.middle(rates), load.middle(chains)
        against = {"hash chain/s": limit, "ratio": value / limit, "rows": float(report["rows"])}
        yield Figure("ledger verify", value, "entries/s", report["entries"], against, "≥ ½ of the bare rate")
