"""Turns an edition's counts into a protected release: every count becomes a drawn range."""

import hmac
from collections.abc import Sequence
from dataclasses import dataclass

from mentoring.aggregates.release import Cell, Headcount, Release, ReleaseStage, Table
from mentoring.disclosure.count_people import answers, headcounts, tally
from mentoring.disclosure.feasible_tables import LinkedTables, OneWayTable
from mentoring.disclosure.history import History
from mentoring.disclosure.procedure import Start, start
from mentoring.disclosure.ranges import GAP, Range
from mentoring.disclosure.table_specs import TableSpec, stage_tables
from mentoring.store.edition import Edition

Tables = OneWayTable | LinkedTables


@dataclass(frozen=True, kw_only=True, slots=True)
class CandidateRanges:
    """The ranges that contain one count: those at the ends of the possible range, and inner ones.

    Each inner range is drawn with the same probability for every count in it, so it reveals nothing
    beyond its ends. The remaining probability goes to the ranges at the ends, which are therefore
    skewed towards the end, as any range that includes zero must be.
    """

    inner: tuple[Range, ...]
    edges: tuple[Range, ...]

    @property
    def ranges(self) -> tuple[Range, ...]:
        """All of them."""
        return (*self.inner, *self.edges)

    @property
    def outcomes(self) -> int:
        """The number of outcomes to draw from: the usual range's size, or the number of ranges."""
        return max(GAP + 1, len(self.ranges))

    def drawn(self, draw: int) -> Range:
        """The range selected by a draw from 0 to `outcomes` - 1."""
        if draw < len(self.inner):
            return self.inner[draw]
        rest = self.edges or self.inner
        return rest[(draw - len(self.inner)) % len(rest)]


def candidate_ranges(tables: Tables, category: int, count: int) -> CandidateRanges:
    """The narrowest safe ranges of a category that contain `count`, which must be possible.

    Each low end has one narrowest safe range; the set of ranges follows from public information
    alone. Widening a safe range keeps it safe, so the high ends rise with the low ends, and the
    last range is widened to the end to cover the remaining counts. Ranges within the first or the
    last one are left out.
    """
    possible = tables.range_of(category)
    low = possible.high
    while not tables.narrowed(category, Range(low, possible.high)).safe:
        low -= 1  # the full range is safe
    last = Range(low, possible.high)
    ends = {_narrowest(tables, category, possible.low), last}
    inner = set()
    for low in range(min(count, last.low - 1), possible.low, -1):
        narrowest = _narrowest(tables, category, low)
        if narrowest.high < count:
            break
        if not any(narrowest.within(end) for end in ends):
            inner.add(narrowest)
    edges = {end for end in ends if count in end}
    return CandidateRanges(inner=tuple(sorted(inner)), edges=tuple(sorted(edges)))


def _narrowest(tables: Tables, category: int, low: int) -> Range:
    """The narrowest safe range from `low`."""
    high = low
    while not tables.narrowed(category, Range(low, high)).safe:
        high += 1
    return Range(low, high)


@dataclass(frozen=True, kw_only=True, slots=True)
class KeyedDraws:
    """A keyed draw for each category of one table: random to outsiders, the same at every run.

    Each edition has its own random key. No record goes into a draw, so late applications, erasures
    and corrections cannot move the ranges: two different releases of one table would reveal more
    than one.
    """

    key: bytes
    table: str

    def draw(self, category: int, choices: int) -> int:
        """A number from 0 to `choices` - 1."""
        message = f"{self.table}/{category}".encode()
        digest = hmac.digest(self.key, message, "sha256")
        return int.from_bytes(digest, "big") % choices


def protect(tables: Tables, counts: Sequence[int], draws: KeyedDraws) -> Tables:
    """The tables that remain possible after publication; `tables` must be safe.

    A count can only be impossible because of a correction after an earlier release; then the
    nearest possible count is protected.
    """
    for category, count in enumerate(counts):
        shown = tables.range_of(category).nearest(count)
        candidates = candidate_ranges(tables, category, shown)
        drawn = candidates.drawn(draws.draw(category, candidates.outcomes))
        tables = tables.narrowed(category, drawn)
    return tables


def published(tables: Tables, categories: int) -> tuple[Range, ...]:
    """The range of every category that any reader can infer."""
    return tuple(tables.range_of(category) for category in range(categories))


def release(
    edition: Edition, stage: ReleaseStage, month: str, history: History, key: str
) -> Release:
    """What a stage of an edition may publish, given all earlier releases.

    `month` is YYYY-MM; `key` is the edition's, in hexadecimal.

    Raises:
        MentoringError: if it is not this stage's turn.
    """
    history.refuse_out_of_turn(edition.name, stage)
    sizes = headcounts(edition, stage, history)
    specs = stage_tables(edition.cohort.record, stage)
    return Release(
        cohort=edition.name,
        stage=stage,
        month=month,
        synthetic=all(entry.record.is_invented for entry in edition.applications),
        headcounts=sizes,
        tables=tuple(_table(edition, spec, history, sizes, bytes.fromhex(key)) for spec in specs),
    )


def _table(
    edition: Edition,
    spec: TableSpec,
    history: History,
    sizes: Sequence[Headcount],
    key: bytes,
) -> Table:
    """The protected table; without cells if it is withheld."""
    size = next((total.exact for total in sizes if total.population is spec.population), None)
    begun = start(spec, edition.cohort.record, size, history)
    return Table(
        name=spec.name,
        population=spec.population,
        classification=(begun.classification if begun else spec.ladder[-1]).name,
        multiple=spec.ladder[0].multiple,
        cells=tuple(_cells(edition, spec, begun, key)) if begun else (),
    )


def _cells(edition: Edition, spec: TableSpec, begun: Start, key: bytes) -> list[Cell]:
    """The cells; each category of a multiple-choice table is a separate yes-or-no question."""
    categories = begun.classification.categories
    counts = tally(begun.classification, answers(edition, spec), begun.size)
    name = f"{edition.name}/{spec.name}"
    if begun.classification.multiple:
        shown = [
            protect(
                begun.tables,
                (count, begun.size - count),
                KeyedDraws(key=key, table=f"{name}/{category}"),
            ).range_of(0)
            for category, count in zip(categories, counts, strict=True)
        ]
    else:
        draws = KeyedDraws(key=key, table=name)
        shown = [*published(protect(begun.tables, counts, draws), len(counts))]
    return [
        Cell(category=category, low=one.low, high=one.high)
        for category, one in zip(categories, shown, strict=True)
    ]
