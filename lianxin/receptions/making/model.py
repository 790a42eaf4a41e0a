"""A part as a mixed-integer model for HiGHS. Only the maker's own process imports this file.

Columns: z = a reception is held at a place, x = a deputy sits there, y = a reception has a deputy, r = seats that count
towards a deputy's least. What cannot be (a room busy, a deputy away) has no column at all.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

import highspy
import numpy as np

from lianxin.receptions.making.parts import Part

Terms = Mapping[int, float]
"""Column → coefficient."""
INFINITE = highspy.kHighsInf


@dataclass
class Sheet:
    """Columns and rows on their way into the solver."""

    lower: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)
    rows: list[tuple[float, Terms, float]] = field(default_factory=list)

    def column(self, lower: float = 0, upper: float = 1) -> int:
        """A new integer column; its number."""
        self.lower.append(lower)
        self.upper.append(upper)
        return len(self.lower) - 1

    def row(self, lower: float, terms: Terms, upper: float) -> int:
        """A new row; its number."""
        self.rows.append((lower, terms, upper))
        return len(self.rows) - 1

    def solver(self) -> highspy.Highs:
        """The model in a solver that answers the same every time: one thread, one seed, no gap allowed."""
        solver = highspy.Highs()  # type: ignore[no-untyped-call]
        for name, value in OPTIONS.items():
            solver.setOptionValue(name, value)
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = len(self.lower), len(self.rows)
        lp.col_cost_ = np.zeros(len(self.lower))
        lp.col_lower_, lp.col_upper_ = np.array(self.lower, dtype=float), np.array(self.upper, dtype=float)
        lp.row_lower_ = np.array([lower for lower, _, _ in self.rows], dtype=float)
        lp.row_upper_ = np.array([upper for _, _, upper in self.rows], dtype=float)
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.num_col_, lp.a_matrix_.num_row_ = lp.num_col_, lp.num_row_
        starts = np.cumsum([0, *(len(terms) for _, terms, _ in self.rows)])
        lp.a_matrix_.start_ = starts.astype(np.int32)
        lp.a_matrix_.index_ = np.array([c for _, terms, _ in self.rows for c in terms], dtype=np.int32)
        lp.a_matrix_.value_ = np.array([v for _, terms, _ in self.rows for v in terms.values()], dtype=float)
        lp.integrality_ = [highspy.HighsVarType.kInteger] * len(self.lower)
        solver.passModel(lp)
        return solver


OPTIONS: dict[str, bool | int | float] = {
    "output_flag": False,
    "threads": 1,
    "random_seed": 0,
    "mip_rel_gap": 0.0,
    "mip_abs_gap": 0.99,  # every aim counts whole things
}


class Model:
    """One part, its columns and the solver. `only` keeps one option of each reception: it is settled which are held."""

    def __init__(self, part: Part, only: Mapping[int, int] | None = None) -> None:
        self.part, self.only, self.sheet = part, only, Sheet()
        self.places = tuple(p for p in part.places if only is None or only.get(p[0]) == p[1])
        held = 0 if only is None else 1
        self.z = {place: self.sheet.column(held) for place in self.places}
        self.x = {(place, n): self.sheet.column() for place in self.places for n in part.open_to[place]}
        self.at: dict[int, list[int]] = defaultdict(list)
        self.of: dict[int, list[int]] = defaultdict(list)
        self.on: dict[tuple[int, date], list[int]] = defaultdict(list)
        for (place, n), column in self.x.items():
            self.at[place[0]].append(column)
            self.of[n].append(column)
            self.on[n, part.option(place).day].append(column)
        self._receptions()
        self._people()
        self._choosers()
        self._clashes()
        self.solver: highspy.Highs | None = None

    # ── rows ───────────────────────────────────────────────────────────────
    def _receptions(self) -> None:
        """One option at most; no more deputies than seats, and only where the reception is held."""
        by_reception: dict[int, list[int]] = defaultdict(list)
        for place in self.places:
            by_reception[place[0]].append(self.z[place])
            columns = [self.x[place, n] for n in self.part.open_to[place]]
            needs = self.part.receptions[place[0]].needs
            self.sheet.row(-INFINITE, {**dict.fromkeys(columns, 1.0), self.z[place]: -needs}, 0)
        self.y, self.seats, self.held = {}, {}, {}
        for m, columns in by_reception.items():
            self.y[m] = self.sheet.column()
            self.held[m] = self.sheet.row(0, dict.fromkeys(columns, 1.0), 1)
            self.seats[m] = self.sheet.row(0, dict.fromkeys(self.at[m], 1.0), self.part.receptions[m].needs)
            self.sheet.row(-INFINITE, {self.y[m]: 1, **dict.fromkeys(self.at[m], -1.0)}, 0)

    def _people(self) -> None:
        """Once a day; no more than his most."""
        for columns in self.on.values():
            if len(columns) > 1:
                self.sheet.row(-INFINITE, dict.fromkeys(columns, 1.0), 1)
        self.r, self.count = {}, {}
        for n, person in enumerate(self.part.people):
            terms = dict.fromkeys(self.of[n], 1.0)
            self.count[n] = self.sheet.row(0, terms, INFINITE if person.most is None else person.most)
            if person.least and terms:
                self.r[n] = self.sheet.column(0, person.least)
                self.sheet.row(-INFINITE, {self.r[n]: 1, **dict.fromkeys(terms, -1.0)}, 0)

    def _choosers(self) -> None:
        """Where somebody who chose the day gets no seat that day, all seats belong to others who chose it."""
        for place in self.places:
            choosers = [n for n in self.part.open_to[place] if self.part.people[n].own_days is not None]
            needs, day = self.part.receptions[place[0]].needs, self.part.option(place).day
            for n in choosers:
                terms = defaultdict(float, {self.x[place, other]: 1.0 for other in choosers})
                for column in [*self.on[n, day], *self._full(n)]:
                    terms[column] += needs
                terms[self.z[place]] = -needs
                self.sheet.row(0, terms, INFINITE)

    def _full(self, n: int) -> Iterable[int]:
        """A column that may be 1 once somebody who has a most has reached it."""
        most = self.part.people[n].most
        if most is not None:
            full = self.sheet.column()
            self.sheet.row(-INFINITE, {full: most, **dict.fromkeys(self.of[n], -1.0)}, 0)
            yield full

    def _clashes(self) -> None:
        for one, other in self.part.clashes:
            if one in self.z and other in self.z:
                self.sheet.row(-INFINITE, {self.z[one]: 1, self.z[other]: 1}, 1)

    # ── solving ────────────────────────────────────────────────────────────
    def spread(self) -> Terms:
        """The cost of uneven plans: a deputy's n-th reception costs n, so that nobody sits far more often."""
        costs: dict[int, float] = {}
        for n, person in enumerate(self.part.people):
            if person.own_days is None and self.of[n]:
                steps = [self.sheet.column() for _ in self.of[n]]
                costs |= {column: cost for cost, column in enumerate(steps, start=1)}
                self.sheet.row(0, {**dict.fromkeys(steps, 1.0), **dict.fromkeys(self.of[n], -1.0)}, 0)
        return costs

    def best(
        self, costs: Terms, seconds: float, start: Mapping[int, float] | None = None
    ) -> tuple[list[int] | None, bool]:
        """The values of all columns at least cost, and whether that is proven; None when nothing was found."""
        if not self.sheet.lower:
            return [], True
        solver = self.solver = self.solver or self.sheet.solver()
        every = np.arange(len(self.sheet.lower), dtype=np.int32)
        solver.changeColsCost(len(every), every, np.array([costs.get(int(c), 0.0) for c in every]))
        solver.setOptionValue("time_limit", solver.getRunTime() + max(seconds, 0.05))
        if start:
            columns = np.array(list(start), dtype=np.int32)
            solver.setSolution(len(columns), columns, np.array(list(start.values()), dtype=float))
        solver.run()
        proven = solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
        if solver.getInfo().primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
            return None, False
        return [round(value) for value in solver.getSolution().col_value], proven

    def hold(self, terms: Terms, least: float) -> None:
        """From now on the sum must be at least so much."""
        columns = np.array(list(terms), dtype=np.int32)
        values = np.array(list(terms.values()), dtype=float)
        if not terms:
            return
        if self.solver is None:
            self.sheet.row(least, terms, INFINITE)
        else:
            self.solver.addRow(least, INFINITE, len(columns), columns, values)

    def possible(self, forced: Iterable[tuple[int, float]], seconds: float) -> bool | None:
        """Whether all these rows can reach so much together; None when the time did not suffice to know."""
        solver = self.solver = self.solver or self.sheet.solver()
        rows = list(forced)
        for row, least in rows:
            solver.changeRowBounds(row, least, self.sheet.rows[row][2])
        solver.setOptionValue("time_limit", solver.getRunTime() + max(seconds, 0.05))
        solver.clearSolver()
        solver.run()
        status = solver.getModelStatus()
        for row, _ in rows:
            solver.changeRowBounds(row, self.sheet.rows[row][0], self.sheet.rows[row][2])
        known = {highspy.HighsModelStatus.kOptimal: True, highspy.HighsModelStatus.kInfeasible: False}
        return known.get(status)
