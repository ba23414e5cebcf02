"""Whether the pair files are exactly the pairs that the sealed matches chose."""

from collections.abc import Iterator, Sequence

from mentoring.checks.check import mentorships
from mentoring.operations import match_files
from mentoring.operations.match_files import Match
from mentoring.people.personal_fields import is_tombstone
from mentoring.problems import Problem
from mentoring.store.programme import Edition, Programme


def problems(programme: Programme) -> Iterator[Problem]:
    """The pairs that differ from their edition's sealed matches, and damaged files."""
    for edition in programme.editions.values():
        if match_files.numbers(programme.root, edition.name) and edition.is_whole("pair"):
            found, damaged = match_files.read_all(programme.root, edition.name)
            yield from damaged
            yield from () if damaged else pairs_as_sealed(edition, found)


def pairs_as_sealed(edition: Edition, found: Sequence[Match]) -> Iterator[Problem]:
    """Pairs that no sealed match chose with this fit, and chosen pairs without a file.

    Before the announcement, only pairs of the last match may exist. After it, pairs may have ended,
    but the files of the first choice and of the last replacement must still exist.
    """
    yield from _unsealed(edition, found)
    if not found or edition.cohort.record.closed:
        return
    yield from _missing(edition, found)
    if not edition.announced:
        yield from _left_over(edition, found[-1])


def _unsealed(edition: Edition, found: Sequence[Match]) -> Iterator[Problem]:
    chosen = {(match.number, *pair): fit for match in found for pair, fit in match.fits.items()}
    for mentorship in mentorships(edition):
        mentor, made = mentorship.record.mentor, mentorship.record.matched
        if chosen.get((made.match, mentorship.entry.record.mentee, mentor)) != made.fit:
            yield mentorship.entry.problem(
                "pair-not-sealed",
                f"match {made.match} did not choose {mentor} with a fit of {made.fit}",
                "Restore the file; `mentoring match` and `mentoring replace` make pairs. If two "
                "branches were merged that each replaced a pair, run one of the two again.",
                at=(*mentorship.at, "matched"),
            )


def _missing(edition: Edition, found: Sequence[Match]) -> Iterator[Problem]:
    """Chosen pairs that have no file, except pairs of people erased since."""
    there = {
        (mentorship.entry.record.mentee, mentorship.record.mentor)
        for mentorship in mentorships(edition)
    }
    first = match_files.first_of(found)
    for match in {match.number: match for match in (first, found[-1])}.values():
        for mentee, mentor in match.pairs:
            erased = is_tombstone(mentee) or is_tombstone(mentor)
            if (mentee, mentor) not in there and not erased:
                yield Problem(
                    path=f"data/pairs/{edition.name}/{mentee}.yaml",
                    code="pair-missing",
                    message=f"match {match.number} chose {mentor} for {mentee}; no such file",
                    hint="Restore the file from Git: a pair that ends keeps its file.",
                )


def _left_over(edition: Edition, last: Match) -> Iterator[Problem]:
    for entry in edition.pairs:
        current = entry.record.current
        if current and current.matched.match != last.number:
            made = current.matched.match
            yield entry.problem(
                "pair-left-over",
                f"match {made} chose this pair, and match {last.number} came after it",
                f"Run `mentoring match {edition.name}` again.",
                at=("mentorships", entry.record.mentorships.index(current), "matched"),
            )
