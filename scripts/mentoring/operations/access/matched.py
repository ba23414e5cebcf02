"""The data about a person in matches and mentorships."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from mentoring.operations import match_files
from mentoring.operations.access.held import WITHHELD, Decided, Sealed
from mentoring.operations.git.repository import Repository
from mentoring.people.check_in import CheckIn
from mentoring.people.lifecycle import HistoryEntry
from mentoring.people.meeting import Reported
from mentoring.people.pair import Mentorship, Pair
from mentoring.people.side import Side
from mentoring.store.edition import Edition


def mentorships(pair: Pair, person: str, side: Side) -> Iterator[Mentorship]:
    """The person's mentorships, without what the other side said or wants."""
    for mentorship in pair.mentorships:
        seconds = {second.mentor for second in mentorship.second_mentors}
        if person in {pair.mentee, mentorship.mentor, *seconds}:
            yield replace(
                mentorship,
                mentor=WITHHELD,
                goals=mentorship.goals if side == "mentee" else (),
                reported=tuple(
                    said for said in mentorship.reported if _said(mentorship, said, person, side)
                ),
                check_ins=tuple(
                    said for said in mentorship.check_ins if _said(mentorship, said, person, side)
                ),
                history=tuple(_theirs(event, person) for event in mentorship.history),
            )


def _said(one: Mentorship, said: Reported | CheckIn, person: str, side: Side) -> bool:
    """Whether the person said it. A side with two mentors is the one who acted for it that day."""
    return said.by == side and (side == "mentee" or one.acting_mentor(said.on) == person)


def _theirs(event: HistoryEntry, person: str) -> HistoryEntry:
    """An event without another person's id and their reason for joining."""
    other = event.mentor not in {None, person}
    return replace(event, mentor=WITHHELD, reason=None) if other else event


def decisions(edition: Edition, person: str) -> Iterator[Decided]:
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


def sealed(repository: Repository, edition: Edition, person: str) -> Iterator[Sealed]:
    """The person's row or column in each sealed match."""
    for number in match_files.numbers(repository.folder, edition.name):
        match = match_files.read(repository.folder, edition.name, number)
        rows, columns = match.instance.rows, match.instance.columns
        if person not in rows and person not in columns:
            continue
        if person in rows:
            mentee = match.instance.mentees[rows[person]]
            band, capacity, fits = mentee.band, None, match.instance.fit[rows[person]]
        else:
            mentor = match.instance.mentors[columns[person]]
            band, capacity, fits = None, mentor.capacity, match.instance.fit[:, columns[person]]
        yield Sealed(
            match=number,
            band=band,
            capacity=capacity,
            fits=tuple(sorted((fit for fit in fits.tolist() if fit >= 0), reverse=True)),
            paired=any(person in pair for pair in match.pairs),
        )
