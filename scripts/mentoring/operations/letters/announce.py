"""Announcing: everybody who applied gets an answer; a proposed pair becomes an announced one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mentoring.errors import MentoringError
from mentoring.operations.letters.couples import couple, standing_couples
from mentoring.operations.letters.draw import draw_of
from mentoring.operations.letters.facts import common, first_steps, partner
from mentoring.operations.letters.letter import Couple, Letter
from mentoring.operations.pairs.find import stepped, with_current
from mentoring.people.application import ApplicationStatus, Role
from mentoring.people.pair import MentorshipStatus

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from datetime import date

    from mentoring.people.application import Application
    from mentoring.people.pair import Pair
    from mentoring.store.edition import Edition

ANNOUNCEMENT = "announcement"


@dataclass(frozen=True, kw_only=True, slots=True)
class Announcement:
    """The letters to everybody, and the pairs that are announced by them."""

    letters: tuple[Letter, ...]
    pairs: tuple[Pair, ...]


def announce(
    edition: Edition,
    today: date,
    *,
    tickets: Mapping[str, int] | None = None,
    without_mentor: Collection[str] = (),
) -> Announcement:
    """Letters to both sides of each pair, and to everybody else who applied and did not withdraw.

    `tickets` are the lottery tickets of the mentees who took part in a draw; `without_mentor` are
    those for whom no mentor would do, and who therefore do not wait.
    """
    before = [entry.record for entry in edition.pairs]
    if not before:
        raise MentoringError(
            f"{edition.name} has no pairs to announce. First: mentoring match {edition.name}."
        )
    after = [_announced(pair, today) for pair in before]
    changed = tuple(new for new, old in zip(after, before, strict=True) if new != old)
    couples = standing_couples(edition, after)
    told = [one for one in _told_before(edition, after) if one not in couples]
    paired = {pair.mentee for pair in after} | {
        one.mentor for pair in after for one in pair.mentorships
    }
    letters = [
        *_first_letters(edition, (*couples, *told), today),
        *_introductions(edition, couples, today),
        *(
            _answer(edition, person, tickets or {}, without_mentor)
            for person in edition.people.values()
            if person.id not in paired and person.status is not ApplicationStatus.WITHDRAWN
        ),
    ]
    return Announcement(letters=tuple(sorted(letters, key=lambda one: one.key)), pairs=changed)


def _announced(pair: Pair, today: date) -> Pair:
    current = pair.current
    if current is None or current.status is not MentorshipStatus.PROPOSED:
        return pair
    return with_current(
        pair, stepped(current, "announced", today, status=MentorshipStatus.ANNOUNCED)
    )


def _told_before(edition: Edition, pairs: Iterable[Pair]) -> Iterator[Couple]:
    """The pairs whose announcement went out, ended ones included.

    They belong in a mentor's letter still: it is compared with what was sent.
    """
    told = {one.record.to for one in edition.sent if one.record.letter == ANNOUNCEMENT}
    for pair in pairs:
        for one in pair.mentorships:
            if {pair.mentee, one.mentor} <= told & edition.people.keys():
                yield couple(edition, pair, one)


def _first_letters(edition: Edition, couples: tuple[Couple, ...], today: date) -> Iterator[Letter]:
    """One letter to each mentee of the match, and one to each mentor, with all their mentees."""
    matched = sorted(
        (one for one in couples if one.mentorship.matched.how == "match"),
        key=lambda one: one.mentee.id,
    )
    for one in matched:
        yield _paired(edition, one.mentee, (one,), ANNOUNCEMENT, today)
    for mentor in {one.mentor.id: one.mentor for one in matched}.values():
        theirs = tuple(one for one in matched if one.mentor.id == mentor.id)
        yield _paired(edition, mentor, theirs, ANNOUNCEMENT, today)


def _introductions(edition: Edition, couples: tuple[Couple, ...], today: date) -> Iterator[Letter]:
    """A letter to both sides of a pair that was made later, named after the other side."""
    for one in couples:
        if one.mentorship.matched.how != "match":
            yield _paired(edition, one.mentee, (one,), f"introduction-{one.mentor.id}", today)
            yield _paired(edition, one.mentor, (one,), f"introduction-{one.mentee.id}", today)


def _paired(
    edition: Edition, to: Application, couples: tuple[Couple, ...], name: str, today: date
) -> Letter:
    announced = couples[0].mentorship.day_of("announced") or today
    others = [one.mentor if to.role is Role.MENTEE else one.mentee for one in couples]
    cohort = edition.cohort.record
    return Letter(
        to=to,
        name=name,
        template=f"paired-{to.role}",
        facts=common(cohort, to)
        | first_steps(cohort, announced)
        | {"partners": tuple(partner(one) for one in others)},
        agreements=couples,
        calendars=couples,
    )


def _answer(
    edition: Edition,
    to: Application,
    tickets: Mapping[str, int],
    without_mentor: Collection[str],
) -> Letter:
    """The answer to somebody who is in no pair."""
    cohort = edition.cohort.record
    extra: dict[str, Any] = {"draw": draw_of(cohort, tickets.get(to.id))}
    return Letter(
        to=to,
        name=ANNOUNCEMENT,
        template=_kind(to, without_mentor),
        facts=common(cohort, to) | extra,
    )


def _kind(to: Application, without_mentor: Collection[str]) -> str:
    if to.status is ApplicationStatus.INELIGIBLE:
        return "not-eligible"
    if to.role is Role.MENTOR:
        return "mentor-free"
    if to.arrival == "late":
        return "too-late"
    return "not-selected" if to.id in without_mentor else "waiting"
