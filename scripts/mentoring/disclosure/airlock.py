"""The door: an edition goes in, a release comes out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mentoring.aggregates.release import Cell, Headcount, Release, ReleaseStage, Table
from mentoring.disclosure.catalogue import stage_tables
from mentoring.disclosure.coins import Coins, key_of
from mentoring.disclosure.headcounts import headcounts
from mentoring.disclosure.mechanism import protect, published
from mentoring.disclosure.procedure import classification, line, nested, yes_or_no
from mentoring.disclosure.tallies import answers, tally

if TYPE_CHECKING:
    from mentoring.disclosure.catalogue import TableSpec
    from mentoring.disclosure.history import History
    from mentoring.disclosure.ladders import Classification
    from mentoring.disclosure.ranges import Range
    from mentoring.store.edition import Edition

INVENTED = ("@example.org", "@example.com", "@example.net")


@dataclass(frozen=True, kw_only=True, slots=True)
class Airlock:
    """One edition on its way out, beside everything that has been released before."""

    edition: Edition
    history: History
    sizes: tuple[Headcount, ...]

    def table(self, spec: TableSpec) -> Table:
        """The table as it may be published, or withheld."""
        chosen = classification(spec, self.edition.name, self._size(spec), self.history)
        cells = self._cells(spec, chosen) if chosen else ()
        return Table(
            name=spec.name,
            population=spec.population,
            classification=(chosen or spec.ladder[-1]).name,
            multiple=spec.ladder[0].multiple,
            cells=cells,
        )

    def _size(self, spec: TableSpec) -> int | None:
        return next((one.exact for one in self.sizes if one.population is spec.population), None)

    def _cells(self, spec: TableSpec, chosen: Classification) -> tuple[Cell, ...]:
        size = self._size(spec) or 0
        counts = tally(chosen, answers(self.edition, spec), size)
        ranges = self._ranges(spec, chosen, counts, size)
        return tuple(
            Cell(category=category, low=one.low, high=one.high)
            for category, one in zip(chosen.categories, ranges, strict=False)
        )

    def _ranges(
        self, spec: TableSpec, chosen: Classification, counts: tuple[int, ...], size: int
    ) -> tuple[Range, ...]:
        """The range of each category; none where it cannot be published next to earlier tables."""
        if chosen.multiple:
            named = zip(chosen.categories, counts, strict=True)
            return tuple(self._of_several(f"{spec.name}/{name}", one, size) for name, one in named)
        cohort, coins = self.edition.cohort.record, self._coins(spec.name)
        outer = self.history.table(self.edition.name, spec.within) if spec.within else None
        if outer is None:
            free = line(size, cohort, spec, chosen)
            return published(protect(free, counts, coins), len(counts)) if free.safe else ()
        possible = nested(size, cohort, chosen, outer, self.history)
        return published(protect(possible, counts, coins), len(counts)) if possible.safe else ()

    def _of_several(self, name: str, count: int, size: int) -> Range:
        possible = protect(yes_or_no(size), (count, size - count), self._coins(name))
        return possible.range_of(0)

    def _coins(self, table: str) -> Coins:
        people = [entry.record for entry in self.edition.applications]
        return Coins(key=key_of(people), table=f"{self.edition.name}/{table}")


def release(edition: Edition, stage: ReleaseStage, month: str, history: History) -> Release:
    """What a stage of an edition may publish, given all that was published before.

    `month` is YYYY-MM.

    Raises:
        MentoringError: when it is not this stage's turn.
    """
    history.refuse_out_of_turn(edition.name, stage)
    sizes = headcounts(edition, stage, history)
    airlock = Airlock(edition=edition, history=history, sizes=sizes)
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
    """Whether every address is one that belongs to nobody (RFC 2606)."""
    addresses = [entry.record.person.email for entry in edition.applications]
    return all(address.endswith(INVENTED) for address in addresses)
