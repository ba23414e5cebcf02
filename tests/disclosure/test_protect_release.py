"""What an edition publishes, stage after stage."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import to_builtins

from mentoring import schemas
from mentoring.aggregates.release import History, Population, ReleaseStage
from mentoring.disclosure.count_people import PERSON, answers, tally
from mentoring.disclosure.feasible_tables import OneWayTable
from mentoring.disclosure.procedure import start, unexplained
from mentoring.disclosure.protect_release import release
from mentoring.disclosure.table_specs import catalogue
from mentoring.errors import MentoringError
from mentoring.people.application import Application
from mentoring.programme.rules import Balance, MatchingRules
from random_editions import KEY, any_edition, edition, released, releases_of, without
from tools import examples

SEEDS = st.integers(0, 2**32)
FIRST, SECOND, THIRD, LAST = ReleaseStage


@given(SEEDS)
@settings(max_examples=examples(15))
def test_a_release_is_true(seed: int) -> None:
    """Every published range holds its true count."""
    some = any_edition(seed)
    history = History(releases=released(some))
    specs = {spec.name: spec for spec in catalogue(some.cohort.record)}
    for table in (one for each in history.releases for one in each.tables if not one.withheld):
        spec, size = specs[table.name], history.total(some.name, table.population)
        begun = start(spec, some.cohort.record, size, history.before(some.name, spec.stage))
        assert begun is not None
        assert size is not None
        counts = tally(begun.classification, answers(some, spec), size)
        assert all(
            cell.low <= count <= cell.high for cell, count in zip(table.cells, counts, strict=True)
        )


@given(SEEDS)
@settings(max_examples=examples(10))
def test_a_release_fits_its_schema(seed: int) -> None:
    """The schema accepts the releases of any edition."""
    for one in released(any_edition(seed)):
        assert not schemas.validate("release", to_builtins(one))


def test_the_same_records_give_the_same_release() -> None:
    """A second run, with the files in another order, changes no byte."""
    one = edition(1)
    other = replace(one, applications=one.applications[::-1], pairs=one.pairs[::-1])
    assert releases_of(1) == released(other)


def test_stages_come_in_turn_and_once() -> None:
    """No stage is released before an earlier one, or again."""
    one = edition(2)
    with pytest.raises(MentoringError, match="The next stage to be released of 2026 is applic"):
        release(one, SECOND, "2026-11", History(), KEY)
    history = History(releases=releases_of(2)[:1])
    with pytest.raises(MentoringError, match="no stage is ever released again"):
        release(one, FIRST, "2026-11", history, KEY)


def test_an_answer_may_be_that_of_nobody_or_of_everybody() -> None:
    """A table of several answers starts with every number possible, for yes and for no."""
    cohort = edition(1).cohort.record
    spec = next(each for each in catalogue(cohort) if each.name == "mentees-by-topic")
    begun = start(spec, cohort, 46, History())
    assert begun
    assert [begun.tables.range_of(side) for side in range(2)] == [(0, 46), (0, 46)]


def test_one_mentor_may_stand_for_ten_pairs_of_a_rule() -> None:
    """Five pairs with mentors of CMS: readers assume five of them, and one may be all there is."""
    rules = MatchingRules(criteria={"topics": 1}, balance=Balance(mentors={"CMS": (5, 8)}))
    cohort = replace(edition(1).cohort.record, matching=rules)
    spec = next(each for each in catalogue(cohort) if each.name == "mentors-by-experiment")
    begun = start(spec, cohort, 31, History())
    assert begun
    assert isinstance(begun.tables, OneWayTable)
    at = begun.classification.categories.index("CMS")
    assert (begun.tables.assumed[at], begun.tables.counts[at]) == (5, (1, 31))


def test_what_was_public_before_a_stage_is_all_that_came_before_it() -> None:
    """Earlier editions and earlier stages, and not the stage itself."""
    history = History(releases=releases_of(1))
    assert [history.before("2026", stage).releases for stage in ReleaseStage] == [
        releases_of(1)[:number] for number in range(4)
    ]
    assert history.before("2027", FIRST) == history


def test_who_has_left_is_not_told_by_a_difference() -> None:
    """The pairs of the matching stay the population of all later stages."""
    one = edition(3)
    history = History(releases=releases_of(3)[:2])
    (later,) = released(without(one, pairs=2), history, THIRD)
    assert later.total(Population.PAIRS) == 20


def test_a_count_that_was_corrected_after_its_release_stays_within_what_is_public() -> None:
    """A mentee whose experiment was corrected is shown as near to it as earlier releases allow."""
    one = edition(4)
    history = History(releases=releases_of(4)[:1])
    moved = tuple(
        replace(entry, record=replace(entry.record, experiments=("LHCb",)))
        for entry in one.applications
    )
    (later,) = released(replace(one, applications=moved), history, SECOND)
    before = history.table("2026", "mentees-by-experiment")
    after = later.table("selected-by-experiment")
    assert before
    assert after
    for inner, outer in zip(after.cells, before.cells, strict=True):
        assert inner.low <= outer.high


@pytest.mark.parametrize(("mentees", "shown"), [(3, (0, 25)), (25, (0, 25)), (26, (26, 26))])
def test_few_applications_are_not_counted_exactly(mentees: int, shown: tuple[int, int]) -> None:
    """With 20 places, 25 applications would tell that 5 were turned down."""
    (first,) = released(edition(5, mentees=mentees), None, FIRST)
    (headcount,) = [one for one in first.headcounts if one.population is Population.MENTEES]
    assert (headcount.low, headcount.high) == shown
    withheld = [table.withheld for table in first.tables if table.population is Population.MENTEES]
    assert all(withheld) == (mentees < 26)


def test_the_classification_of_last_year_is_kept() -> None:
    """A year with fewer people makes a table coarser; a richer year after it stays as coarse."""
    small, large = edition(6, 2026, mentors=12), edition(7, 2029)
    first = released(small, None, FIRST)
    (second,) = released(large, History(releases=first), FIRST)
    names = [one.table("mentors-by-experiment") for one in (*first, second)]
    assert [table.classification for table in names if table] == ["large-and-others"] * 2


def test_tables_of_mentors_rest_for_two_editions() -> None:
    """Many mentors return, and several years' ranges of the same people could be laid together."""
    history, shown = History(), []
    for year in range(2026, 2031):
        (done,) = released(edition(year, year), history, FIRST)
        history = History(releases=(*history.releases, done))
        shown.append(done.table("mentors-by-region") is not None)
    assert shown == [True, False, False, True, False]


def test_an_edition_may_be_named_by_a_year_and_a_word() -> None:
    """Its tables of mentors rest after those of the year before, and of the same year."""
    made = edition(2, 2027)
    named = replace(made.cohort, record=replace(made.cohort.record, cohort="2027-spring"))
    spring, shown = replace(made, cohort=named), []
    for before in (History(), History(releases=releases_of(1)), History(releases=released(made))):
        (first,) = released(spring, before, FIRST)
        shown.append(first.table("mentors-by-region") is not None)
        cohorts = {one.name: one.cohort.record for one in (edition(1), made, spring)}
        assert not unexplained(History(releases=(*before.releases, first)), cohorts)
    assert shown == [True, False, False]


@pytest.mark.parametrize("differ", [True, False])
def test_only_pairs_that_must_differ_tie_mentees_to_mentors(*, differ: bool) -> None:
    """If all mentors are of CMS, next to no mentee of CMS was selected: that table is left out."""
    one = edition(1)
    mentors = (
        replace(entry, record=replace(entry.record, experiments=("CMS",)))
        if entry.record.role == "mentor"
        else entry
        for entry in one.applications
    )
    record = one.cohort.record
    affiliation = replace(record.config.affiliation, differ=differ)
    record = replace(record, config=replace(record.config, affiliation=affiliation))
    some = replace(one, applications=tuple(mentors), cohort=replace(one.cohort, record=record))
    matching = released(some, None, FIRST, SECOND)[1]
    assert (matching.table("selected-by-experiment") is None) == differ


def test_who_did_not_agree_is_counted_by_nothing_that_they_are() -> None:
    """Without consent to statistics, a person counts in the headcount alone."""
    one = edition(8)
    spec = next(each for each in catalogue(one.cohort.record) if each.name == "mentees-by-topic")
    silent = sum(not entry.record.consent.statistics for entry in one.applications[:46])
    assert silent
    assert answers(one, spec).count(()) == silent


ASKED = {"experiments", "career", "location", "topics"}
COUNTED_BY = {"role", "status", "submitted", "consent"}
DRAWN_BY = {"id", "person"}


def test_a_release_reads_nothing_else() -> None:
    """No other field of an application changes any figure."""
    others = {field.name for field in fields(Application)} - ASKED - COUNTED_BY - DRAWN_BY
    one = edition(9)
    nonsense: dict[str, Any] = dict.fromkeys(others, object())
    changed = tuple(
        replace(entry, record=replace(entry.record, **nonsense)) for entry in one.applications
    )
    assert released(replace(one, applications=changed)) == releases_of(9)


def test_a_release_reads_nothing_sensitive() -> None:
    """Pronouns, country, needs, notes, place and hours change no figure: nothing asks for them."""
    one = edition(9)
    told = tuple(
        replace(
            entry,
            record=replace(
                entry.record,
                person=replace(
                    entry.record.person,
                    pronouns="they/them",
                    country="Switzerland",
                    accessibility="Captions help me.",
                    notes="On shift in January.",
                ),
                location=replace(entry.record.location, place="Meyrin", in_person=True),
            ),
        )
        for entry in one.applications
    )
    assert released(replace(one, applications=told)) == releases_of(9)


def test_no_table_can_ask_for_anything_sensitive() -> None:
    """A question sees four attributes of a person, and no more."""
    assert [*PERSON] == ["experiment", "career", "region", "topic"]
