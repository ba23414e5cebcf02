"""Runs every check and collects what they find."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentoring.checks import (
    agreements,
    applications,
    decisions,
    editions,
    file_paths,
    identity,
    lottery,
    mentorship_events,
    pairs,
    releases,
    retention,
    reviews,
    roster,
    texts,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from mentoring.problems import Problem
    from mentoring.store.edition import Edition
    from mentoring.store.programme import Programme

EDITION_CHECKS: tuple[Callable[[Edition], Iterable[Problem]], ...] = (
    file_paths.file_says_what_it_holds,
    texts.nothing_is_hidden,
    identity.emails_are_unique,
    identity.names_are_told_apart,
    editions.dates_are_in_order,
    editions.check_ins_are_inside,
    editions.events_are_inside,
    editions.limits_make_sense,
    editions.criteria_exist,
    applications.experiments_take_part,
    applications.consent_stands,
    applications.arrival_fits_the_dates,
    applications.reason_is_given,
    applications.conflicts_are_resolved,
    applications.references_resolve,
    applications.hours_are_in_order,
    roster.stewards_are_recused,
    roster.references_resolve,
    roster.assignments_resolve,
    reviews.reviewer_may_review,
    reviews.application_is_a_mentees,
    reviews.items_are_the_rubrics,
    decisions.people_exist,
    decisions.pins_may_be,
    decisions.pinned_take_part,
    decisions.pins_are_one_a_mentee,
    decisions.pins_fit,
    pairs.people_take_part,
    pairs.people_may_be_paired,
    pairs.mentorships_follow_each_other,
    pairs.capacity_holds,
    pairs.cap_holds,
    mentorship_events.facts_are_inside_the_life,
    mentorship_events.steps_follow_the_announcement,
    mentorship_events.check_ins_were_due,
    mentorship_events.in_person_is_agreed,
    agreements.hashes_fit,
    agreements.signatures_are_inside_the_life,
    lottery.the_commitment_opens,
)


def check(programme: Programme, today: date) -> tuple[Problem, ...]:
    """Every problem in the programme's files and between them, in the order of places."""
    found = list(programme.problems)
    found += identity.ids_are_unique(programme)
    found += releases.files_are_as_released(programme)
    found += releases.files_are_in_the_ledger(programme)
    found += releases.stages_are_in_turn(programme)
    for edition in programme.editions.values():
        found += check_edition(edition)
        found += lottery.ties_can_be_drawn(edition, today)
        found += lottery.the_round_is_to_come(edition, today)
        found += retention.data_are_not_kept_too_long(edition, today)
    return tuple(sorted(set(found)))


def check_edition(edition: Edition) -> list[Problem]:
    """Every problem between the records of one edition, whatever the day."""
    return [problem for rule in EDITION_CHECKS for problem in rule(edition)]
