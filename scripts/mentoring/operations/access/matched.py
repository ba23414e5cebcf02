"""What matching and the mentorship know of a person."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mentoring.operations import match_files
from mentoring.operations.access.held import WITHHELD, Decided, Sealed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mentoring.operations.git.repository import Repository
    from mentoring.people.pair import Mentorship, Pair
    from mentoring.people.side import Side
    from mentoring.store.edition import Edition


def mentorships(pair: Pair, person: str, side: Side) -> Iterator[Mentorship]:
    """The mentorships of the person: what the other side said and wants is not theirs to see."""
    for one in pair.mentorships:
        if person in {pair.mentee, one.mentor}:
            yield replace(
                one,
                mentor=WITHHELD,
                goals=one.goals if side == "mentee" else (),
                reported=tuple(said for said in one.reported if said.by == side),
                check_ins=tuple(said for said in one.check_ins if said.by == side),
            )


def decisions(edition: Edition, person: str) -> Iterator[Decided]:
    """What the organisers decided about the person, and why."""
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
