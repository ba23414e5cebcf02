"""The announcement: every applicant gets an answer, and proposed pairs become announced."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from mentoring.errors import MentoringError
from mentoring.operations.letters.announced_couples import couple, standing_couples
from mentoring.operations.letters.facts import common
from mentoring.operations.letters.letter import ANNOUNCEMENT, Couple, Letter
from mentoring.operations.letters.paired import first_letters, introductions
from mentoring.operations.letters.recipients import owed
from mentoring.operations.letters.tickets import Ticket, draw_of
from mentoring.operations.pairs.find import stepped, with_current
from mentoring.people.application import Application, ApplicationStatus, Role
from mentoring.people.pair import Pair
from mentoring.store.edition import Edition


def answer(
    edition: Edition, to: Application, tickets: Mapping[str, Ticket], why: Mapping[str, str]
) -> Letter:
    """The answer to a person without a pair; `why` has the code of the reason for each mentee."""
    cohort = edition.cohort.record
    reason = why.get(to.id)
    extra: dict[str, Any] = {
        "draw": draw_of(cohort, tickets.get(to.id)),
        "why": reason,
        "places": cohort.pairs,
    }
    return Letter(
        to=to,
        name=ANNOUNCEMENT,
        template=_kind(to, reason),
        facts=common(cohort, to) | extra,
    )


def _kind(to: Application, why: str | None) -> str:
    if to.status is ApplicationStatus.INELIGIBLE:
        return "not-eligible"
    if to.role is Role.MENTOR:
        return "mentor-free"
    if to.arrival == "late":
        return "too-late"
    return "not-selected" if why == "no-admissible-mentor" else "waiting"


@dataclass(frozen=True, kw_only=True, slots=True)
class Announcement:
    """The letters, and the pairs that they announce."""

    letters: tuple[Letter, ...]
    pairs: tuple[Pair, ...]


def announce(
    edition: Edition,
    today: date,
    *,
    tickets: Mapping[str, Ticket] | None = None,
    why: Mapping[str, str] | None = None,
) -> Announcement:
    """Letters to both sides of each pair, and to all other applicants who have not withdrawn.

    A letter to a pair is written until the receiver has answered, or the time to answer is over.
    Other letters are written for the same time after the first announcement or a later
    application. `tickets` are the lottery tickets of the mentees in a draw. `why` is the code of
    the reason why each mentee without a mentor has none.
    """
    before = [entry.record for entry in edition.pairs]
    if not before:
        raise MentoringError(
            f"{edition.name} has no pairs to announce. First: mentoring match {edition.name}."
        )
    if not edition.announced:
        _require_day(edition, today)
    after = [_announced(pair, today) for pair in before]
    changed = tuple(new for new, old in zip(after, before, strict=True) if new != old)
    couples = standing_couples(edition, after)
    told = [one for one in _told_before(edition, after) if one not in couples]
    paired = {pair.mentee for pair in after} | {
        mentorship.mentor for pair in after for mentorship in pair.mentorships
    }
    due = owed(edition, after, today)
    to_pairs = (
        *first_letters(edition, (*couples, *told), today),
        *introductions(edition, couples, today),
    )
    letters = [
        *(letter for letter in to_pairs if due.to_pair(letter) and _may_go(edition, letter)),
        *(
            answer(edition, person, tickets or {}, why or {})
            for person in edition.people.values()
            if person.id not in paired and person.may_be_written_to and due.to_other(person)
        ),
    ]
    return Announcement(letters=tuple(sorted(letters, key=lambda one: one.key)), pairs=changed)


def _may_go(edition: Edition, letter: Letter) -> bool:
    """Whether all people in a letter may be written to and mentioned."""
    return all(edition.people[one].may_be_written_to for one in (letter.to.id, *letter.about))


def _require_day(edition: Edition, today: date) -> None:
    """Raise an error before the published day of the announcement."""
    day = edition.cohort.record.dates.announcement
    if today < day:
        raise MentoringError(
            f"The pairs of {edition.name} are announced on {day}, and it is {today}: wait for that "
            f"day, or move it in data/cohorts/{edition.name}.yaml."
        )


def _announced(pair: Pair, today: date) -> Pair:
    current = pair.current
    if current is None or current.meaning.told:
        return pair
    return with_current(pair, stepped(current, "announced", today))


def _told_before(edition: Edition, pairs: Iterable[Pair]) -> Iterator[Couple]:
    """The pairs whose announcement was sent, including ended pairs.

    A mentor's letter still contains them, because it is compared with the letter that was sent.
    """
    told = {one.record.to for one in edition.sent if one.record.letter == ANNOUNCEMENT}
    for pair in pairs:
        for mentorship in pair.mentorships:
            if {pair.mentee, mentorship.mentor} <= told & edition.people.keys():
                yield couple(edition, pair, mentorship)
