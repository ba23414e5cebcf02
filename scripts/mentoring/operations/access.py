"""The right of access: all data held about one person, without what others said in confidence."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date

from mentoring.errors import DataError, UsageError
from mentoring.files.document import Document
from mentoring.files.yaml.parse import parse
from mentoring.operations import match_files
from mentoring.operations.erasure.scan import in_outbox
from mentoring.operations.git import Repository
from mentoring.people.application import Application, Voice
from mentoring.people.ledger import Sent
from mentoring.people.lifecycle import Side
from mentoring.people.normalized_words import folded, normalised
from mentoring.people.organisers import Member, Review
from mentoring.people.pair import CheckIn, Mentorship, Pair, Reported
from mentoring.people.personal_fields import withheld
from mentoring.people.traces import Trace, Traces, of_name
from mentoring.problems import did_you_mean
from mentoring.store.joining import read_application
from mentoring.store.programme import Edition, Programme
from mentoring.store.record_kinds import path_of

ANSWERS = "access"
"""The folder in an edition's outbox for answers to requests for access."""
_WITHHELD = "withheld"  # in place of another person's id


@dataclass(frozen=True, kw_only=True, slots=True)
class Earlier:
    """An earlier version of an application that the history still holds, and its day."""

    on: date
    application: Application


@dataclass(frozen=True, kw_only=True, slots=True)
class Decided:
    """A decision of the organisers about the person; the other person is withheld."""

    what: str
    on: date
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Sealed:
    """What a sealed match says of the person: `fits` are those of all their admissible pairs.

    `band` is set for a mentee (0 is the highest), `capacity` for a mentor.
    """

    match: int
    band: int | None
    capacity: int | None
    fits: tuple[int, ...]
    paired: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class HeldApplication:
    """An application with its related records. It is deleted on the day `until` at the latest."""

    until: date
    application: Application
    side: Side
    earlier: tuple[Earlier, ...]
    reviews: tuple[Review, ...]
    decisions: tuple[Decided, ...]
    sealed: tuple[Sealed, ...]
    mentorships: tuple[Mentorship, ...]
    sent: tuple[Sent, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Held:
    """All data about one person, due on a day; `member` is their service, by edition.

    `outbox` are the drafts and reports that mention them, without earlier answers to requests.
    """

    person: str
    on: date
    due: date
    applications: tuple[HeldApplication, ...]
    voices: tuple[Voice, ...]
    member: dict[str, Member]
    reviewed: int
    outbox: tuple[str, ...]


def gather(
    programme: Programme, repository: Repository, person: str, on: date, received: date
) -> Held:
    """All data held about the person with this id, under every id with the same address.

    `received` is the day of the request. Raises UsageError if no person has this id today.
    """
    editions = programme.editions
    everyone = [
        (edition, own, set(map(normalised, own.person.emails)))
        for edition in editions.values()
        for own in edition.people.values()
    ]
    addresses = set[str]().union(*(theirs for _, own, theirs in everyone if own.id == person))
    applications = [(edition, own) for edition, own, theirs in everyone if addresses & theirs]
    ids = {person, *(own.id for _, own in applications)}
    member = {  # found by their id, or by the application that they declared
        name: withheld(member, {member.id, *member.applications}, _WITHHELD)
        for name, edition in editions.items()
        for member in edition.members
        if not ids.isdisjoint({member.id, *member.applications})
    }
    voices = [entry.record for edition in editions.values() for entry in edition.voices]
    own_voices = tuple(voice for voice in voices if voice.id in ids)
    if not applications and not member and not own_voices:
        known = [own.id for _, own, _ in everyone]
        hint = did_you_mean(person, known) if known else ""
        raise UsageError(f"No person has the id {person}. {hint}".strip())
    words: set[Trace] = {(name,) for name in ids}
    for _, own in applications:
        words |= set(map(folded, own.person.emails)).union(*map(of_name, own.person.names))
    drafts = in_outbox(repository.folder, Traces(dict.fromkeys(words, _WITHHELD)))
    reviews = (entry.record for edition in editions.values() for entry in edition.reviews)
    return Held(
        person=person,
        on=on,
        due=programme.config.law.answer_due(received),
        applications=tuple(_held(edition, own, repository) for edition, own in applications),
        voices=own_voices,
        member=member,
        reviewed=sum(review.reviewer == person for review in reviews),
        outbox=tuple(path for path in drafts if path.split("/")[2:3] != [ANSWERS]),
    )


def _held(edition: Edition, application: Application, repository: Repository) -> HeldApplication:
    person, side = application.id, application.role
    reviews = [entry.record for entry in edition.reviews if entry.record.application == person]
    reviews.sort(key=lambda review: (tuple(sorted(review.scores.items())), review.note or ""))
    return HeldApplication(
        until=edition.cohort.record.privacy.retain_until,
        application=withheld(application, {person}, _WITHHELD),
        side=side,
        earlier=tuple(_earlier(repository, application)),
        reviews=tuple(withheld(review, {person}, _WITHHELD) for review in reviews),
        decisions=tuple(_decisions(edition, person)),
        sealed=tuple(_sealed(repository, edition, person)),
        mentorships=tuple(
            own for entry in edition.pairs for own in mentorships(entry.record, person, side)
        ),
        sent=tuple(entry.record for entry in edition.sent if entry.record.to == person),
    )


def _earlier(repository: Repository, now: Application) -> Iterator[Earlier]:
    """Readable earlier versions, the latest first; each is one file, or two with the identity."""
    paths, seen = (path_of(now), path_of(now, "identity")), {now}
    commits = repository.lines("log", "--format=%H %as", "--", *paths) if repository.there else ()
    for commit, _, day in (line.partition(" ") for line in commits):
        with suppress(DataError):
            whole, identity = (_document(repository, commit, path) for path in paths)
            version = read_application(whole, identity).record if whole else None
            if version and version not in seen:
                seen.add(version)
                shown = withheld(version, {now.id}, _WITHHELD)
                yield Earlier(on=date.fromisoformat(day), application=shown)


def _document(repository: Repository, commit: str, path: str) -> Document | None:
    blob = f"{commit}:{path}"
    return parse(repository.run("cat-file", "blob", blob), path) if repository.has(blob) else None


def mentorships(pair: Pair, person: str, side: Side) -> Iterator[Mentorship]:
    """The person's mentorships, without what the other side, or a second mentor, said or wants.

    On a side with two mentors, an answer is that of the mentor who acted for the side on its day.
    """
    for mentorship in pair.mentorships:
        seconds = {second.mentor for second in mentorship.second_mentors}
        if person in {pair.mentee, mentorship.mentor, *seconds}:
            yield withheld(_own(mentorship, person, side), {person}, _WITHHELD)


def _own(mentorship: Mentorship, person: str, side: Side) -> Mentorship:
    def is_theirs(said: Reported | CheckIn) -> bool:
        acts = side == "mentee" or mentorship.acting_mentor(said.on) == person
        return said.by == side and acts

    return replace(
        mentorship,
        goals=mentorship.goals if side == "mentee" else (),
        reported=tuple(filter(is_theirs, mentorship.reported)),
        check_ins=tuple(filter(is_theirs, mentorship.check_ins)),
        history=tuple(
            event if event.mentor in {None, person} else replace(event, reason=None)
            for event in mentorship.history
        ),
    )


def _decisions(edition: Edition, person: str) -> Iterator[Decided]:
    decided = edition.decided
    for what, pairs in (("pin", decided.pins), ("forbid", decided.forbids)):
        for pair in (pair for pair in pairs if person in pair.pair):
            yield Decided(what=what, on=pair.on, reason=pair.reason)
    for cap in (cap for cap in decided.caps if cap.mentor == person):
        yield Decided(what=f"at most {cap.at_most}", on=cap.on, reason=cap.reason)


def _sealed(repository: Repository, edition: Edition, person: str) -> Iterator[Sealed]:
    for number in match_files.numbers(repository.folder, edition.name):
        match = match_files.read(repository.folder, edition.name, number)
        instance = match.instance
        row, column = instance.rows.get(person), instance.columns.get(person)
        if row is None and column is None:
            continue
        fits = instance.fit[:, column] if row is None else instance.fit[row]
        yield Sealed(
            match=number,
            band=None if row is None else instance.mentees[row].band,
            capacity=None if column is None else instance.mentors[column].capacity,
            fits=tuple(sorted((fit for fit in fits.tolist() if fit >= 0), reverse=True)),
            paired=any(person in pair for pair in match.pairs),
        )
