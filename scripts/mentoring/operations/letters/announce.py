"""The announcement: every applicant gets an answer, and proposed pairs become announced."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from mentoring.errors import MentoringError
from mentoring.matching.explain.alternatives import tied_mentors
from mentoring.matching.instance.instance import FORBIDDEN
from mentoring.matching.instance.objective import tickets as tickets_of
from mentoring.operations.letters.dates import entries
from mentoring.operations.letters.facts import Draw, Ticket, first_steps, partner
from mentoring.operations.letters.letter import ANNOUNCEMENT, Couple, Letter, couple, letter, text
from mentoring.operations.match_files import Match
from mentoring.operations.pairs.steps import recorded
from mentoring.people.application import Application, ApplicationStatus
from mentoring.people.lifecycle import BOTH, life
from mentoring.people.pair import Pair
from mentoring.store.programme import Edition


@dataclass(frozen=True, kw_only=True, slots=True)
class Announcement:
    """The letters, and the pairs that they announce."""

    letters: tuple[Letter, ...]
    pairs: tuple[Pair, ...]


def announce(
    edition: Edition,
    today: date,
    *,
    tickets: Mapping[str, Ticket] = MappingProxyType({}),
    why: Mapping[str, str] = MappingProxyType({}),
) -> Announcement:
    """Letters to both sides of each pair, and to all other applicants who have not withdrawn.

    A letter to a pair is written until the receiver has answered, or the time to answer is over;
    others for the same time after the first announcement or a later application. `tickets` are
    those of the mentees in a draw, `why` the code of the reason why a mentee has no mentor.
    """
    cohort, people, dates = edition.cohort.record, edition.people, edition.cohort.record.dates
    if not edition.pairs:
        raise MentoringError(text("no-pairs", edition=edition.name))
    if not edition.announced and today < dates.announcement:
        raise MentoringError(
            text("early", edition=edition.name, day=dates.announcement, today=today)
        )
    proposed = (pair for pair in edition.pair_files.values() if not pair.latest.meaning.told)
    new = {pair.mentee: recorded(pair, "announced", today) for pair in proposed}
    pairs = {**edition.pair_files, **new}
    mentorships = [mentorship for pair in pairs.values() for mentorship in pair.mentorships]
    days = [day for mentorship in mentorships if (day := mentorship.day_of("announced"))]
    first = min(days, default=dates.announcement)
    within = timedelta(days=cohort.progress.accept_days)
    letters = [
        draft
        for draft in _to_pairs(edition, pairs, today)
        if any(_unanswered(draft.to, pair, first, today - within) for pair in draft.agreements)
        and all(people[person].may_be_written_to for person in (draft.to.id, *draft.about))
    ]
    paired = pairs.keys() | {mentorship.mentor for mentorship in mentorships}
    letters += [
        _answer(edition, person, tickets.get(person.id), why.get(person.id))
        for person in people.values()
        if person.id not in paired
        and person.may_be_written_to
        and today <= max(first, person.submitted.date()) + within
    ]
    letters.sort(key=lambda draft: draft.key)
    return Announcement(letters=tuple(letters), pairs=tuple(new.values()))


def _unanswered(to: Application, pair: Couple, first: date, since: date) -> bool:
    """Whether one side has not answered about a pair that was announced on or after a day."""
    accepted = life(pair.mentorship.events).accepted
    waits = pair.mentorship.meaning.deadlines and accepted != BOTH and str(to.role) not in accepted
    return waits and (pair.announced or first) >= since


def _to_pairs(edition: Edition, pairs: Mapping[str, Pair], today: date) -> Iterator[Letter]:
    """One letter to each mentee and each mentor of the match; one to each side of a later pair.

    A mentor's letter is about all their mentees. It still contains those whose pair has ended
    since it was sent, because it is compared with the letter that was sent.
    """
    told = {entry.record.to for entry in edition.sent if entry.record.letter == ANNOUNCEMENT}
    told &= edition.people.keys()
    mentees_of: dict[str, list[Couple]] = {}
    for mentee, file in sorted(pairs.items()):
        for mentorship in file.mentorships:
            if mentorship is not file.current and not {mentee, mentorship.mentor} <= told:
                continue
            pair = couple(edition, mentee, mentorship)
            if mentorship.matched.how == "match":
                mentees_of.setdefault(pair.mentor.id, []).append(pair)
                yield _introduction(edition, pair.mentee, [pair], ANNOUNCEMENT, today)
            elif mentorship is file.current:
                for to, other in pair.sides:
                    yield _introduction(edition, to, [pair], f"introduction-{other.id}", today)
    for theirs in mentees_of.values():
        yield _introduction(edition, theirs[0].mentor, theirs, ANNOUNCEMENT, today)


def _introduction(
    edition: Edition, to: Application, couples: Sequence[Couple], name: str, today: date
) -> Letter:
    """The letter that introduces a person to their partners, with agreements and calendars."""
    cohort = edition.cohort.record
    others = [other for pair in couples for side, other in pair.sides if side.role == to.role]
    dates = {f"dates-{pair.mentee.id}.ics": entries(cohort, pair, to.role) for pair in couples}
    return letter(
        edition,
        to,
        name,
        template=f"paired-{to.role}",
        about=others,
        enclosed={"agreements": tuple(couples), "calendars": dates},
        partners=tuple(partner(other, to, cohort.config) for other in others),
        **first_steps(cohort, couples[0].announced or today),
    )


def _answer(edition: Edition, to: Application, ticket: Ticket | None, why: str | None) -> Letter:
    """The answer to a person without a pair; `why` is the code of a mentee's reason."""
    if to.status is ApplicationStatus.INELIGIBLE:
        template = "not-eligible"
    elif to.role == "mentor":
        template = "mentor-free"
    elif to.arrival == "late":
        template = "too-late"
    else:
        template = "not-selected" if why == "no-admissible-mentor" else "waiting"
    cohort, draw = edition.cohort.record, None
    lottery = cohort.matching.lottery
    if lottery and lottery.seed is not None and ticket:
        draw = Draw(beacon=lottery.beacon, round=lottery.round, seed=lottery.seed, ticket=ticket)
    return letter(edition, to, ANNOUNCEMENT, template, draw=draw, why=why, places=cohort.pairs)


def best_tickets(match: Match) -> dict[str, Ticket]:
    """The best ticket of each unpaired mentee with an admissible mentor; empty without a draw."""
    instance, paired = match.instance, dict(match.pairs)
    lots = tied_mentors(instance, match.pairs)
    best: dict[str, Ticket] = {}
    if instance.lottery is None:
        return best
    for mentee in instance.rows.keys() - paired.keys():
        fits = instance.fit[instance.rows[mentee]]
        admissible = [mentor for mentor, j in instance.columns.items() if fits[j] != FORBIDDEN]
        if mentors := lots.get(mentee) or admissible:
            drawn = tickets_of(instance.lottery, [(mentee, mentor) for mentor in mentors])
            number, mentor = max(zip(drawn, mentors, strict=True))
            decided = mentee in lots
            best[mentee] = Ticket(mentee=mentee, mentor=mentor, number=number, decided=decided)
    return best
