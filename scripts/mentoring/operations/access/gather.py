"""Gathering the data held about a person, from every edition and the history."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from mentoring.checks.identity import normalised
from mentoring.errors import DataError, UsageError
from mentoring.files.yaml.parse import parse
from mentoring.operations.access.held import WITHHELD, Earlier, Held, HeldApplication, masked
from mentoring.operations.access.matched import decisions, mentorships, sealed
from mentoring.operations.erasure.leftovers import in_outbox
from mentoring.operations.git.repository import Repository
from mentoring.people.application import Application, Role
from mentoring.people.roster import Member
from mentoring.people.side import Side
from mentoring.people.traces import Trace, Traces, of_address, of_name
from mentoring.problems import did_you_mean
from mentoring.store.edition import Edition
from mentoring.store.programme import Programme
from mentoring.store.reader import read_record
from mentoring.store.record_kinds import kind_for, path_of


def earlier(repository: Repository, now: Application) -> Iterator[Earlier]:
    """Readable earlier versions from the history, the latest first."""
    path = path_of(now)
    seen = {now}
    commits = repository.lines("log", "--format=%H %as", "--", path) if repository.there else ()
    for commit, _, day in (line.partition(" ") for line in commits):
        if not repository.succeeds("rev-parse", "--verify", "--quiet", f"{commit}:{path}"):
            continue
        version = _version(repository.run("cat-file", "blob", f"{commit}:{path}"), path, now)
        if version and version not in seen:
            seen.add(version)
            conflicts = masked(version.conflicts)
            yield Earlier(
                on=date.fromisoformat(day), application=replace(version, conflicts=conflicts)
            )


def _version(data: bytes, path: str, like: Application) -> Application | None:
    try:
        record: Application = read_record(parse(data, path), kind_for(like)).record
    except DataError:
        return None
    return record


ANSWERS = "access"
"""The folder in an edition's outbox for answers to requests for access."""


def gather(
    programme: Programme, repository: Repository, person: str, on: date, received: date
) -> Held:
    """All data held about the person with this id, under every id with the same address.

    `received` is the day of the request. Raises UsageError if no person has this id today.
    """
    found = _applications(programme, person)
    member = _member(programme, {person, *found})
    if not found and not member:
        known = [name for edition in programme.editions.values() for name in edition.people]
        hint = did_you_mean(person, known) if known else ""
        raise UsageError(f"Nobody has the id {person}. {hint}".strip())
    reviews = [entry.record for e in programme.editions.values() for entry in e.reviews]
    return Held(
        person=person,
        on=on,
        due=programme.config.law.answer_due(received),
        applications=tuple(
            _held(edition, application, repository) for edition, application in found.values()
        ),
        member=member,
        reviewed=sum(review.reviewer == person for review in reviews),
        outbox=tuple(_drafts(repository.folder, _traces(person, found))),
    )


def _drafts(root: Path, traces: Traces) -> Iterator[str]:
    """The files in the outbox that mention the person, except earlier answers to requests."""
    return (path for path in in_outbox(root, traces) if path.split("/")[2:3] != [ANSWERS])


def _applications(programme: Programme, person: str) -> dict[str, tuple[Edition, Application]]:
    """Every application of the person (those under the same address), by id."""
    everybody = {
        one.id: (edition, one)
        for edition in programme.editions.values()
        for one in edition.people.values()
    }
    if person not in everybody:
        return {}
    addresses = set(map(normalised, everybody[person][1].person.emails))
    return {
        key: value
        for key, value in everybody.items()
        if addresses.intersection(map(normalised, value[1].person.emails))
    }


def _member(programme: Programme, ids: set[str]) -> dict[str, Member]:
    """The person's entry in each roster, found by their id or by the application they declared."""
    return {
        name: replace(member, conflicts=masked(member.conflicts))
        for name, edition in programme.editions.items()
        if edition.roster
        for member in edition.roster.record.members
        if member.id in ids or not ids.isdisjoint(member.applications)
    }


def _traces(person: str, found: dict[str, tuple[Edition, Application]]) -> Traces:
    words: set[Trace] = {(key,) for key in {person, *found}}
    for _, one in found.values():
        words |= {of_address(address) for address in one.person.emails}
        words |= {trace for name in one.person.names for trace in of_name(name)}
    return Traces(dict.fromkeys(words, WITHHELD))


def _held(edition: Edition, one: Application, repository: Repository) -> HeldApplication:
    side: Side = "mentee" if one.role is Role.MENTEE else "mentor"
    reviews = (entry.record for entry in edition.reviews if entry.record.application == one.id)
    return HeldApplication(
        until=edition.cohort.record.privacy.retain_until,
        application=replace(one, conflicts=masked(one.conflicts)),
        side=side,
        earlier=tuple(earlier(repository, one)),
        reviews=tuple(
            sorted(
                (replace(review, reviewer=WITHHELD) for review in reviews),
                key=lambda review: (tuple(sorted(review.scores.items())), review.note or ""),
            )
        ),
        decisions=tuple(decisions(edition, one.id)),
        sealed=tuple(sealed(repository, edition, one.id)),
        mentorships=tuple(
            mentorship
            for entry in edition.pairs
            for mentorship in mentorships(entry.record, one.id, side)
        ),
        sent=tuple(entry.record for entry in edition.sent if entry.record.to == one.id),
    )
