"""Turns an edition's counts into a protected release."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from mentoring.aggregates.release import Cell, Headcount, Release, ReleaseStage, Table
from mentoring.disclosure.candidate_ranges import Worlds, menu
from mentoring.disclosure.catalogue import TableSpec, stage_tables
from mentoring.disclosure.headcounts import headcounts
from mentoring.disclosure.history import History
from mentoring.disclosure.keyed_draws import KeyedDraws
from mentoring.disclosure.procedure import Start, start
from mentoring.disclosure.ranges import Range
from mentoring.disclosure.tallies import answers, tally
from mentoring.store.edition import Edition

W = TypeVar("W", bound=Worlds)


def protect(worlds: W, counts: Sequence[int], coins: KeyedDraws) -> W:
    """The worlds that remain possible after the table is published; `worlds` must be safe."""
    for category, count in enumerate(counts):
        worlds = worlds.narrowed(category, _drawn(worlds, category, count, coins))
    return worlds


def published(worlds: Worlds, categories: int) -> tuple[Range, ...]:
    """The range of every category that any reader can infer."""
    return tuple(worlds.range_of(category) for category in range(categories))


def _drawn(worlds: Worlds, category: int, count: int, coins: KeyedDraws) -> Range:
    """A drawn candidate range that contains the count, or the nearest possible count.

    A count can only be impossible because of a correction after an earlier release.
    """
    possible = worlds.range_of(category)
    shown = possible.nearest(count)
    choices = menu(worlds, category, shown)
    return choices.drawn(coins.draw(category, choices.sides))


Counts = tuple[int, ...]
INVENTED = ("@example.org", "@example.com", "@example.net")


@dataclass(frozen=True, kw_only=True, slots=True)
class ReleaseProtection:
    """Protects the tables of one edition, given everything released before."""

    edition: Edition
    history: History
    sizes: tuple[Headcount, ...]
    key: bytes

    def table(self, spec: TableSpec) -> Table:
        """The protected table; without cells if it is withheld."""
        begun = start(spec, self.edition.cohort.record, self._size(spec), self.history)
        return Table(
            name=spec.name,
            population=spec.population,
            classification=(begun.classification if begun else spec.ladder[-1]).name,
            multiple=spec.ladder[0].multiple,
            cells=self._cells(spec, begun) if begun else (),
        )

    def _size(self, spec: TableSpec) -> int | None:
        return next((size.exact for size in self.sizes if size.population is spec.population), None)

    def _cells(self, spec: TableSpec, begun: Start) -> tuple[Cell, ...]:
        chosen = begun.classification
        counts = tally(chosen, answers(self.edition, spec), begun.size)
        ranges = (self._several if chosen.multiple else self._single)(spec, begun, counts)
        return tuple(
            Cell(category=category, low=one.low, high=one.high)
            for category, one in zip(chosen.categories, ranges, strict=True)
        )

    def _single(self, spec: TableSpec, begun: Start, counts: Counts) -> tuple[Range, ...]:
        """The ranges of a table that counts each person once."""
        return published(protect(begun.worlds, counts, self._coins(spec.name)), len(counts))

    def _several(self, spec: TableSpec, begun: Start, counts: Counts) -> tuple[Range, ...]:
        """The ranges of a table in which each category is a separate yes-or-no question."""
        named = zip(begun.classification.categories, counts, strict=True)
        return tuple(
            protect(
                begun.worlds,
                (count, begun.size - count),
                self._coins(f"{spec.name}/{name}"),
            ).range_of(0)
            for name, count in named
        )

    def _coins(self, table: str) -> KeyedDraws:
        return KeyedDraws(key=self.key, table=f"{self.edition.name}/{table}")


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
    airlock = ReleaseProtection(
        edition=edition, history=history, sizes=sizes, key=bytes.fromhex(key)
    )
    specs = stage_tables(edition.cohort.record, stage)
    return Release(
        cohort=edition.name,
        stage=stage,
        month=month,
        synthetic=_invented(edition),
        headcounts=sizes,
        tables=tuple(airlock.table(spec) for spec in specs),
    )


def _invented(edition: Edition) -> bool:
    """Whether every address is in a reserved example domain (RFC 2606)."""
    addresses = [
        address for entry in edition.applications for address in entry.record.person.emails
    ]
    return all(address.endswith(INVENTED) for address in addresses)
