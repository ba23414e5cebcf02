"""The right of access: all data held about one person, from every edition and the history.

What others said in confidence is left out, and their ids are withheld.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from mentoring.checks.identity import normalised
from mentoring.errors import DataError, UsageError
from mentoring.files.yaml.parse import parse
from mentoring.operations import match_files
from mentoring.operations.erasure.scan import in_outbox
from mentoring.operations.git.repository import Repository
from mentoring.people.application import Application, Role
from mentoring.people.ledger import Sent
from mentoring.people.lifecycle import HistoryEntry
from mentoring.people.pair import Mentorship, Pair
from mentoring.people.review import Review
from mentoring.people.roster import Member
from mentoring.people.side import Side
from mentoring.people.traces import Trace, Traces, of_address, of_name
from mentoring.people.voice import Voice
from mentoring.problems import did_you_mean
from mentoring.store.edition import Edition
from mentoring.store.joining import read_application
from mentoring.store.programme import Programme
from mentoring.store.record_kinds import identity_path, path_of

ANSWERS = "access"
"""The folder in an edition's outbox for answers to requests for access."""
WITHHELD = "withheld"
"""The text in place of another person's id."""


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
    """What a sealed match says of the person: how many pairs they could be in, and the fits.

    `band` is set for a mentee (0 is the highest), `capacity` for a mentor. `fits` are the fits of
    all admissible pairs, the highest first, without the other person's id.
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
    """All data about one person, who must receive it by the day `due`.

    `member` is their service as organiser or reviewer, by edition. `outbox` are the drafts and
    reports that mention them, without earlier answers to requests.
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
    editions = programme.editions.values()
    applications = _applications(programme, person)
    member = _member(programme, {person, *applications})
    every_voice = (entry.record for edition in editions for entry in edition.voices)
    voices = tuple(voice for voice in every_voice if voice.id in {person, *applications})
    if not applications and not member and not voices:
        known = [name for edition in editions for name in edition.people]
        hint = did_you_mean(person, known) if known else ""
        raise UsageError(f"No person has the id {person}. {hint}".strip())
    words: set[Trace] = {(name,) for name in {person, *applications}}
    for _, application in applications.values():
        words |= {of_address(address) for address in application.person.emails}
        words |= {trace for name in application.person.names for trace in of_name(name)}
    drafts = in_outbox(repository.folder, Traces(dict.fromkeys(words, WITHHELD)))
    return Held(
        person=person,
        on=on,
        due=programme.config.law.answer_due(received),
        applications=tuple(
            _held(edition, application, repository)
            for edition, application in applications.values()
        ),
        voices=voices,
        member=member,
        reviewed=sum(e.record.reviewer == person for edition in editions for e in edition.reviews),
        outbox=tuple(path for path in drafts if path.split("/")[2:3] != [ANSWERS]),
    )


def _applications(programme: Programme, person: str) -> dict[str, tuple[Edition, Application]]:
    """Every application of the person (those under the same address), by id."""
    applicants = {
        application.id: (edition, application)
        for edition in programme.editions.values()
        for application in edition.people.values()
    }
    if person not in applicants:
        return {}
    addresses = set(map(normalised, applicants[person][1].person.emails))
    return {
        name: (edition, application)
        for name, (edition, application) in applicants.items()
        if addresses.intersection(map(normalised, application.person.emails))
    }


def _member(programme: Programme, ids: set[str]) -> dict[str, Member]:
    """The person's entry in each roster, found by their id or by the application they declared."""
    return {
        name: replace(member, conflicts=_masked(member.conflicts))
        for name, edition in programme.editions.items()
        if edition.roster
        for member in edition.roster.record.members
        if member.id in ids or not ids.isdisjoint(member.applications)
    }


def _masked(ids: tuple[str, ...]) -> tuple[str, ...]:
    """The same number of ids, masked, because an application is confidential."""
    return (WITHHELD,) * len(ids)


def _held(edition: Edition, application: Application, repository: Repository) -> HeldApplication:
    person = application.id
    side: Side = "mentee" if application.role is Role.MENTEE else "mentor"
    reviews = (entry.record for entry in edition.reviews if entry.record.application == person)
    pairs = (entry.record for entry in edition.pairs)
    return HeldApplication(
        until=edition.cohort.record.privacy.retain_until,
        application=replace(application, conflicts=_masked(application.conflicts)),
        side=side,
        earlier=tuple(_earlier(repository, application)),
        reviews=tuple(
            sorted(
                (replace(review, reviewer=WITHHELD) for review in reviews),
                key=lambda review: (tuple(sorted(review.scores.items())), review.note or ""),
            )
        ),
        decisions=tuple(_decisions(edition, person)),
        sealed=tuple(_sealed(repository, edition, person)),
        mentorships=tuple(own for pair in pairs for own in mentorships(pair, person, side)),
        sent=tuple(entry.record for entry in edition.sent if entry.record.to == person),
    )


def _earlier(repository: Repository, now: Application) -> Iterator[Earlier]:
    """Readable earlier versions from the history, the latest first."""
    paths, seen = (path_of(now), identity_path(now)), {now}
    commits = repository.lines("log", "--format=%H %as", "--", *paths) if repository.there else ()
    for commit, _, day in (line.partition(" ") for line in commits):
        version = _version(repository, commit, paths)
        if version and version not in seen:
            seen.add(version)
            shown = replace(version, conflicts=_masked(version.conflicts))
            yield Earlier(on=date.fromisoformat(day), application=shown)


def _version(repository: Repository, commit: str, paths: tuple[str, str]) -> Application | None:
    """The application as the commit holds it, in one file or two; None if it cannot be read."""
    there = (
        repository.succeeds("rev-parse", "--verify", "--quiet", f"{commit}:{path}")
        for path in paths
    )
    try:
        readable, identity = (
            parse(repository.run("cat-file", "blob", f"{commit}:{path}"), path) if exists else None
            for path, exists in zip(paths, there, strict=True)
        )
        return read_application(readable, identity).record if readable else None
    except DataError:
        return None


def mentorships(pair: Pair, person: str, side: Side) -> Iterator[Mentorship]:
    """The person's mentorships, without what the other side said or wants.

    A side with two mentors is the one who acted for it on the day.
    """
    for mentorship in pair.mentorships:
        seconds = {second.mentor for second in mentorship.second_mentors}
        if person not in {pair.mentee, mentorship.mentor, *seconds}:
            continue
        days = {report.on for report in mentorship.reported}
        days |= {check_in.on for check_in in mentorship.check_ins}
        if side == "mentor":
            days = {day for day in days if mentorship.acting_mentor(day) == person}
        yield replace(
            mentorship,
            mentor=WITHHELD,
            goals=mentorship.goals if side == "mentee" else (),
            reported=tuple(
                said for said in mentorship.reported if said.by == side and said.on in days
            ),
            check_ins=tuple(
                said for said in mentorship.check_ins if said.by == side and said.on in days
            ),
            history=tuple(_theirs(event, person) for event in mentorship.history),
        )


def _theirs(event: HistoryEntry, person: str) -> HistoryEntry:
    """An event without another person's id and their reason for joining."""
    other = event.mentor not in {None, person}
    return replace(event, mentor=WITHHELD, reason=None) if other else event


def _decisions(edition: Edition, person: str) -> Iterator[Decided]:
    """The organisers' decisions about the person, with their reasons."""
    if edition.decisions is None:
        return
    decided = edition.decisions.record
    for what, entries in (("pin", decided.pins), ("forbid", decided.forbids)):
        for entry in entries:
            if person in {entry.mentee, entry.mentor}:
                yield Decided(what=what, on=entry.on, reason=entry.reason)
    for cap in decided.caps:
        if cap.mentor == person:
            yield Decided(what=f"at most {cap.at_most}", on=cap.on, reason=cap.reason)


def _sealed(repository: Repository, edition: Edition, person: str) -> Iterator[Sealed]:
    """The person's row or column in each sealed match."""
    for number in match_files.numbers(repository.folder, edition.name):
        match = match_files.read(repository.folder, edition.name, number)
        instance, band, capacity = match.instance, None, None
        row, column = instance.rows.get(person), instance.columns.get(person)
        if row is not None:
            band, fits = instance.mentees[row].band, instance.fit[row]
        elif column is not None:
            capacity, fits = instance.mentors[column].capacity, instance.fit[:, column]
        else:
            continue
        yield Sealed(
            match=number,
            band=band,
            capacity=capacity,
            fits=tuple(sorted((fit for fit in fits.tolist() if fit >= 0), reverse=True)),
            paired=any(person in pair for pair in match.pairs),
        )
