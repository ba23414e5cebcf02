"""Whether the pair files are exactly the pairs that the sealed matches chose."""

from collections.abc import Iterator, Sequence

from mentoring.checks.check import Located, each
from mentoring.errors import DataError
from mentoring.files.messages import described
from mentoring.matching.instance.instance import Pair
from mentoring.operations import match_files
from mentoring.operations.match_files import Match
from mentoring.people.ids import is_tombstone
from mentoring.problems import Problem
from mentoring.store.programme import Edition, Programme


def problems(programme: Programme) -> Iterator[Problem]:
    """The pairs that differ from their edition's sealed matches, and damaged files."""
    for edition in programme.editions.values():
        if match_files.numbers(programme.root, edition.name) and edition.is_whole("pair"):
            found, damaged = match_files.read_all(programme.root, edition.name)
            yield from damaged or pairs_as_sealed(edition, found)


def pairs_as_sealed(edition: Edition, found: Sequence[Match]) -> Iterator[Problem]:
    """Pairs that no sealed match chose with this fit, and chosen pairs without a file.

    Before the announcement, only pairs of the last match may exist. After it, pairs may have ended,
    but the files of the first choice and of the last replacement must still exist.
    """
    chosen = {(match.number, *pair): fit for match in found for pair, fit in match.fits.items()}
    pairs, there = [*each(edition, "pairs", "mentorships")], set[Pair]()
    for pair in pairs:
        made, names = pair.record.matched, (pair.entry.record.mentee, pair.record.mentor)
        there.add(names)
        if chosen.get((made.match, *names)) != made.fit:
            yield _problem(pair, "pair-not-sealed", mentor=names[1], made=made)
    if not found or edition.cohort.record.closed:
        return
    first, last = match_files.since_first_choice(reversed(found))[0], found[-1]
    for match in {match.number: match for match in (first, last)}.values():
        for mentee, mentor in match.pairs:
            erased = is_tombstone(mentee) or is_tombstone(mentor)
            if (mentee, mentor) not in there and not erased:
                facts = {"match": match, "mentee": mentee, "mentor": mentor}
                path = f"data/pairs/{edition.name}/{mentee}.yaml"
                yield Problem(path=path, **described(__package__, "pair-missing", **facts))
    for pair in pairs if not edition.announced else ():
        made = pair.record.matched
        if pair.record is pair.entry.record.current and made.match != last.number:
            yield _problem(pair, "pair-left-over", made=made, last=last, edition=edition.name)


def require_sealed(programme: Programme, cohort: str) -> None:
    """Raise DataError if the pair files are not the pairs that the sealed matches chose."""
    found, problems = match_files.read_all(programme.root, cohort)
    problems += pairs_as_sealed(programme.edition(cohort), found)
    if problems:
        raise DataError(problems)


def _problem(pair: Located, code: str, **facts: object) -> Problem:
    return pair.entry.problem(**described(__package__, code, **facts), at=(*pair.at, "matched"))
