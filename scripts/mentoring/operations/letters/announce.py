"""The announcement: every applicant gets an answer, and proposed pairs become announced."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from mentoring.errors import MentoringError
from mentoring.matching.instance.instance import FORBIDDEN
from mentoring.matching.instance.tickets import tickets as tickets_of
from mentoring.operations.letters.dates import calendar_file
from mentoring.operations.letters.facts import Ticket, draw_of, first_steps, partner
from mentoring.operations.letters.letter import (
    ANNOUNCEMENT,
    Couple,
    Letter,
    couple,
    current_couples,
    letter,
)
from mentoring.operations.match_files import Match
from mentoring.operations.pairs.find import recorded
from mentoring.operations.run_match import tied
from mentoring.people.application import Application, ApplicationStatus, Role
from mentoring.people.lifecycle import BOTH, life
from mentoring.people.pair import Pair
from mentoring.store.edition import Edition


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
    _require_ready(edition, before, today)
    after = [
        recorded(pair, "announced", today)
        if pair.current and not pair.current.meaning.told
        else pair
        for pair in before
    ]
    mentorships = [mentorship for pair in after for mentorship in pair.mentorships]
    days = [day for mentorship in mentorships if (day := mentorship.day_of("announced"))]
    first = min(days, default=edition.cohort.record.dates.announcement)
    within = timedelta(days=edition.cohort.record.progress.accept_days)
    paired = {pair.mentee for pair in after} | {mentorship.mentor for mentorship in mentorships}
    letters = [
        draft
        for draft in _to_pairs(edition, after, today)
        if any(_unanswered(draft.to, pair, first, today - within) for pair in draft.agreements)
        and all(
            edition.people[receiver].may_be_written_to for receiver in (draft.to.id, *draft.about)
        )
    ]
    letters += [
        _answer(edition, person, (tickets or {}).get(person.id), (why or {}).get(person.id))
        for person in edition.people.values()
        if person.id not in paired
        and person.may_be_written_to
        and today <= max(first, person.submitted.date()) + within
    ]
    return Announcement(
        letters=tuple(sorted(letters, key=lambda draft: draft.key)),
        pairs=tuple(new for new, old in zip(after, before, strict=True) if new != old),
    )


def _require_ready(edition: Edition, pairs: list[Pair], today: date) -> None:
    """Raise an error without pairs, or before the published day of the first announcement."""
    if not pairs:
        raise MentoringError(
            f"{edition.name} has no pairs to announce. First: mentoring match {edition.name}."
        )
    day = edition.cohort.record.dates.announcement
    if not edition.announced and today < day:
        raise MentoringError(
            f"The pairs of {edition.name} are announced on {day}, and it is {today}: wait for that "
            f"day, or move it in data/cohorts/{edition.name}.yaml."
        )


def _unanswered(to: Application, pair: Couple, first: date, since: date) -> bool:
    """Whether one side has not answered about a pair that was announced on or after a day."""
    accepted = life(pair.mentorship.events).accepted
    waits = pair.mentorship.meaning.deadlines and accepted != BOTH and str(to.role) not in accepted
    return waits and (pair.announced or first) >= since


def _to_pairs(edition: Edition, pairs: list[Pair], today: date) -> Iterator[Letter]:
    """One letter to each mentee and each mentor of the match; one to each side of a later pair.

    A mentor's letter is about all their mentees. It still contains those whose pair has ended
    since it was sent, because it is compared with the letter that was sent.
    """
    current = current_couples(edition, pairs)
    told = [pair for pair in _told_before(edition, pairs) if pair not in current]
    matched = sorted(
        (pair for pair in (*current, *told) if pair.mentorship.matched.how == "match"),
        key=lambda pair: pair.mentee.id,
    )
    for pair in matched:
        yield _paired(edition, pair.mentee, [pair], ANNOUNCEMENT, today)
    for mentor in {pair.mentor.id: pair.mentor for pair in matched}.values():
        theirs = [pair for pair in matched if pair.mentor.id == mentor.id]
        yield _paired(edition, mentor, theirs, ANNOUNCEMENT, today)
    for pair in current:
        if pair.mentorship.matched.how != "match":
            for to, other in pair.sides:
                yield _paired(edition, to, [pair], f"introduction-{other.id}", today)


def _told_before(edition: Edition, pairs: Iterable[Pair]) -> Iterator[Couple]:
    """The pairs whose announcement was sent, including ended pairs."""
    told = {entry.record.to for entry in edition.sent if entry.record.letter == ANNOUNCEMENT}
    for pair in pairs:
        for mentorship in pair.mentorships:
            if {pair.mentee, mentorship.mentor} <= told & edition.people.keys():
                yield couple(edition, pair, mentorship)


def _paired(
    edition: Edition, to: Application, couples: list[Couple], name: str, today: date
) -> Letter:
    """The letter that introduces a person to their partners, with agreements and calendars."""
    cohort = edition.cohort.record
    others = [other for pair in couples for side, other in pair.sides if side.role is to.role]
    facts = first_steps(cohort, couples[0].announced or today)
    facts["partners"] = tuple(partner(other, to, cohort.config) for other in others)
    dates = [calendar_file(edition, to, pair) for pair in couples]
    return letter(
        edition,
        to,
        name,
        f"paired-{to.role}",
        facts,
        about=others,
        agreements=couples,
        calendars=dates,
    )


def _answer(edition: Edition, to: Application, ticket: Ticket | None, why: str | None) -> Letter:
    """The answer to a person without a pair; `why` is the code of a mentee's reason."""
    if to.status is ApplicationStatus.INELIGIBLE:
        template = "not-eligible"
    elif to.role is Role.MENTOR:
        template = "mentor-free"
    elif to.arrival == "late":
        template = "too-late"
    else:
        template = "not-selected" if why == "no-admissible-mentor" else "waiting"
    cohort = edition.cohort.record
    facts = {"draw": draw_of(cohort, ticket), "why": why, "places": cohort.pairs}
    return letter(edition, to, ANNOUNCEMENT, template, facts)


def best_tickets(match: Match) -> dict[str, Ticket]:
    """The best ticket of each unpaired mentee with an admissible mentor; empty without a draw."""
    instance, paired, found = match.instance, dict(match.pairs), {}
    lots = tied(match)
    for mentee, row in instance.rows.items():
        admissible = [
            mentor for mentor, j in instance.columns.items() if instance.fit[row, j] != FORBIDDEN
        ]
        if instance.lottery is None or not admissible or mentee in paired:
            continue
        mentors = lots.get(mentee) or admissible
        drawn = tickets_of(instance.lottery, [(mentee, mentor) for mentor in mentors])
        number, mentor = max(zip(drawn, mentors, strict=True))
        found[mentee] = Ticket(mentee=mentee, mentor=mentor, number=number, decided=mentee in lots)
    return found
