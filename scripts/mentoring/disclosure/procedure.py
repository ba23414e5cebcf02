"""The public part of a release: what follows from sizes and earlier releases, never from counts.

This module reads no personal data. So a coarse or withheld table reveals nothing new:
`unexplained` repeats these decisions from the published data and must reach the same result.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from mentoring.aggregates.release import History, Population, Range, Table
from mentoring.disclosure.feasible_tables import LinkedTables, OneWayTable, Split, Tables, unknown
from mentoring.disclosure.knowledge import MOST_MENTEES, REST, Rules, records_known
from mentoring.disclosure.table_specs import Classification, TableSpec, catalogue
from mentoring.programme.cohort import Cohort


class Start(NamedTuple):
    """All possible tables of a classification; for multiple answers, those of one category."""

    classification: Classification
    tables: Tables


def start(spec: TableSpec, cohort: Cohort, size: int | None, history: History) -> Start | None:
    """The start of a table of `size` people; None if the whole table is withheld.

    It has last year's classification if that still fits, else the finest that does. A table within
    another has the same classification, so that the two can be compared.
    """
    earlier, first = history.earlier(cohort.cohort, spec.name), int(cohort.cohort[:4]) - REST
    rests = spec.population is Population.MENTORS and any(year >= first for year, _ in earlier)
    outer = history.table(cohort.cohort, spec.within) if spec.within else None
    if size is None or rests or (spec.within and not outer):
        return None
    if outer:
        fits = [rung for rung in spec.ladder if rung.name == outer.classification]
    else:
        fits = [rung for rung in spec.ladder if size >= rung.fewest]
        fits.sort(key=lambda rung: rung.name not in {name for _, name in earlier[:1]})
    if not fits:
        return None
    tables: Tables
    chosen = fits[0]
    if outer:
        tables = _linked(Rules(cohort, outer.name, chosen), size, outer, history)
    elif chosen.multiple:
        tables = unknown(size, (0, 0), records_known(spec.population))
    else:
        tables = _one_way(Rules(cohort, spec.name, chosen), spec.population, size)
    return Start(chosen, tables) if tables.safe else None


def _one_way(rules: Rules, population: Population, size: int) -> OneWayTable:
    """Every possible table of `size` people under the edition's rules.

    A mentor may be in several of the pairs of which a rule asks for a least number.
    """
    share = MOST_MENTEES if population is Population.MENTORS else 1
    least = tuple(-(-low // share) for low in rules.assumed)
    return unknown(size, least, records_known(population), rules.assumed)


def _linked(rules: Rules, selected: int, outer: Table, history: History) -> LinkedTables:
    """The possible parts of an already published table, under the edition's rules.

    The mentors' table in the same categories counts too, if pairs may not share a category.
    """
    edition, name = rules.cohort.cohort, outer.name.replace("mentees", "mentors")
    left = (history.total(edition, Population.MENTEES) or 0) - selected
    shown = zip(rules.bounds(selected), outer.cells, strict=True)
    splits = tuple(Split(bound, Range(0, left), cell.range) for bound, cell in shown)
    alone, published = LinkedTables(selected, left, splits), history.table(edition, name)
    if not published or published.classification != outer.classification or not rules.apart:
        return alone
    size = history.total(edition, Population.MENTORS) or 0
    mentors = _one_way(replace(rules, table=name), Population.MENTORS, size)
    known = replace(mentors, counts=tuple(cell.range for cell in published.cells))
    return replace(alone, mentors=known, apart=rules.apart)


def unexplained(history: History, cohorts: Mapping[str, Cohort]) -> tuple[str, ...]:
    """The tables whose classification, or absence, could reveal something to an attacker.

    If a decision, repeated from the releases before it, differs, it must have used the counts.
    """
    found = []
    for release in history.releases:
        cohort, before = cohorts[release.cohort], history.before(release.cohort, release.stage)
        specs = {spec.name: spec for spec in catalogue(cohort) if spec.stage is release.stage}
        for table in release.tables:
            spec = specs.get(table.name)
            begun = spec and start(spec, cohort, release.total(table.population), before)
            due = (begun.classification.name, begun.classification.categories) if begun else ()
            shown = (table.classification, tuple(cell.category for cell in table.cells))
            if spec is None or due != (() if table.withheld else shown):
                found.append(f"{release.cohort} {table.name}")
    return tuple(found)
