"""Turns an edition's counts into a protected release: every count becomes a drawn range."""

import hmac
from collections.abc import Sequence
from itertools import cycle, islice

from mentoring.aggregates.release import Cell, History, Range, Release, ReleaseStage, Table
from mentoring.disclosure.count_people import answers, headcounts, tally
from mentoring.disclosure.feasible_tables import Tables
from mentoring.disclosure.history import text
from mentoring.disclosure.knowledge import GAP
from mentoring.disclosure.procedure import Start, start
from mentoring.disclosure.table_specs import TableSpec, catalogue
from mentoring.errors import MentoringError
from mentoring.store.programme import Edition


def candidate_ranges(tables: Tables, category: int, count: int) -> tuple[Range, ...]:
    """The ranges from which one is drawn for `count`, which must be possible; each is as likely.

    They are the narrowest safe ranges of a category that contain `count`, one for each low end; the
    set of all follows from public information alone. Widening a safe range keeps it safe, so the
    high ends rise with the low ends; the last range is widened to cover the remaining counts.
    Ranges within the first or the last one are left out.

    Each inner range is drawn with the same probability for every count in it, so it reveals nothing
    beyond its ends. The remaining outcomes repeat the ranges at the ends, which are therefore
    skewed towards the end, as any range that includes zero must be.
    """

    def narrowest(low: int) -> Range:
        high = low + GAP  # nothing narrower is safe
        while not tables.narrowed(category, Range(low, high)).safe:
            high += 1
        return Range(low, high)

    possible = tables.range_of(category)
    last = Range(possible.high - GAP, possible.high)
    while not tables.narrowed(category, last).safe:
        last = Range(last.low - 1, last.high)  # the full range is safe
    ends = {narrowest(possible.low), last}
    inner: list[Range] = []
    for low in range(min(count, last.low - 1), possible.low, -1):
        candidate = narrowest(low)
        if candidate.high < count:
            break
        if candidate not in {candidate.meet(end) for end in ends}:
            inner.insert(0, candidate)
    edges = sorted(end for end in ends if count in end)
    repeated = max(GAP + 1 - len(inner), len(edges))
    return (*inner, *islice(cycle(edges or inner), repeated))


def protect(tables: Tables, counts: Sequence[int], key: bytes, name: str) -> Tables:
    """The tables that remain possible after publication; `tables` must be safe.

    The edition's key draws each range: random to outsiders, the same at every run. No record goes
    into a draw, so no late application, erasure or correction can move a range: two different
    releases of one table would reveal more than one. If a correction after an earlier release made
    a count impossible, the nearest possible count is protected.
    """
    for category, count in enumerate(counts):
        possible = tables.range_of(category)
        shown = min(max(count, possible.low), possible.high)
        candidates = candidate_ranges(tables, category, shown)
        draw = int.from_bytes(hmac.digest(key, f"{name}/{category}".encode(), "sha256"), "big")
        tables = tables.narrowed(category, candidates[draw % len(candidates)])
    return tables


def published(tables: Tables, categories: int) -> tuple[Range, ...]:
    """The range of every category that any reader can infer."""
    return tuple(tables.range_of(category) for category in range(categories))


def release(
    edition: Edition, stage: ReleaseStage, month: str, history: History, key: str
) -> Release:
    """What a stage of an edition may publish in a month (YYYY-MM), given all earlier releases.

    `key` is the edition's, in hexadecimal. Raises MentoringError if it is not this stage's turn.
    """
    done = [release.stage for release in history.of(edition.name)]
    if stage in done:
        raise MentoringError(text("released", stage=stage, edition=edition.name))
    if stage is not (due := list(ReleaseStage)[len(done)]):
        raise MentoringError(text("turn", edition=edition.name, due=due))
    sizes = headcounts(edition, stage, history)
    exact = {headcount.population: headcount.exact for headcount in sizes}
    return Release(
        cohort=edition.name,
        stage=stage,
        month=month,
        synthetic=all(entry.record.is_invented for entry in edition.applications),
        headcounts=sizes,
        tables=tuple(
            _table(edition, spec, history, exact.get(spec.population), bytes.fromhex(key))
            for spec in catalogue(edition.cohort.record)
            if spec.stage is stage
        ),
    )


def _table(
    edition: Edition, spec: TableSpec, history: History, size: int | None, key: bytes
) -> Table:
    """The protected table, without cells if it is withheld."""
    begun = start(spec, edition.cohort.record, size, history)
    chosen = begun.classification if begun else spec.ladder[-1]
    cells: tuple[Cell, ...] = ()
    if begun and size is not None:
        counts = tally(chosen, answers(edition, spec), size)
        ranges = _ranges(begun, counts, size, key, f"{edition.name}/{spec.name}")
        shown = zip(chosen.categories, ranges, strict=True)
        cells = tuple(Cell(category=name, low=low, high=high) for name, (low, high) in shown)
    return Table(
        name=spec.name,
        population=spec.population,
        classification=chosen.name,
        multiple=spec.ladder[0].multiple,
        cells=cells,
    )


def _ranges(
    begun: Start, counts: Sequence[int], size: int, key: bytes, name: str
) -> tuple[Range, ...]:
    """The published range of each category; each of multiple answers is a yes-or-no question."""
    if not begun.classification.multiple:
        return published(protect(begun.tables, counts, key, name), len(counts))
    return tuple(
        protect(begun.tables, (count, size - count), key, f"{name}/{category}").range_of(0)
        for category, count in zip(begun.classification.categories, counts, strict=True)
    )
