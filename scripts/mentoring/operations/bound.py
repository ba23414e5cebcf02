"""Whether sealed matches agree with the facts: the rules on file, and the data in the history."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from mentoring import __version__
from mentoring.errors import DataError, MentoringError, UsageError
from mentoring.files.strict_json import parse_json
from mentoring.matching.instance import serialize as instances
from mentoring.matching.instance.instance import Instance
from mentoring.operations.git import history
from mentoring.operations.git.repository import Repository
from mentoring.operations.match_files import Match
from mentoring.operations.sealed_facts import (
    broken_rules,
    differences,
    may_not_again,
    missing_people,
    other_bands,
    other_cap,
    other_queue,
)
from mentoring.operations.snapshot import sealing
from mentoring.people.tombstone import is_tombstone
from mentoring.problems import Problem, Severity
from mentoring.store.edition import Edition
from mentoring.store.programme import Programme
from mentoring.store.reader import load

FOLDER = "data/matches"
TOOL = "scripts/mentoring"
ERASED = "somebody was erased since, on whom the fits of others may rest"
FEW = 5
"""At most this many differences of a match are named; the rest are counted."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Bound:
    """Whether matches agree with the facts; None if the history needed is not available."""

    holds: bool | None
    problems: tuple[Problem, ...] = ()
    why_unknown: str = ""


def bound(programme: Programme, edition: Edition, found: Sequence[Match]) -> Bound:
    """Whether the last match, and those that made today's pairs, agree with the facts."""
    problems: list[Problem] = []
    unknown = ""
    for match in _binding(edition, found):
        earlier = [one for one in found if one.number < match.number]
        told, reason = _history(Repository(programme.root), match, earlier)
        cap = [*other_cap(edition, match)]
        broken = [*(cap if reason else ()), *broken_rules(edition, match, earlier)]
        broken += missing_people(edition, match.instance)
        broken += other_bands(edition, match.instance) if reason else ()
        problems += [*_problems(match, broken), *told]
        problems += _problems(match, () if reason else cap, Severity.WARNING)
        unknown = unknown or reason
    failed = any(problem.severity is Severity.ERROR for problem in problems)
    return Bound(
        holds=False if failed else None if unknown else True,
        problems=tuple(problems),
        why_unknown=unknown,
    )


def _binding(edition: Edition, found: Sequence[Match]) -> list[Match]:
    """The last match, and the matches that made today's pairs."""
    numbers = {
        mentorship.matched.match for pair in edition.pairs for mentorship in pair.record.mentorships
    }
    return [match for match in found if match.number in numbers or match is found[-1]]


def _problems(
    match: Match, sentences: Sequence[str], severity: Severity = Severity.ERROR
) -> Iterator[Problem]:
    shown = [*sentences[:FEW]]
    if len(sentences) > FEW:
        shown.append(f"{len(sentences) - FEW} more facts differ.")
    hint = (
        "Restore the match from Git; `mentoring match` seals what the data give."
        if severity is Severity.ERROR
        else "The data were corrected since; what was true then is in the history."
    )
    for sentence in shown:
        yield Problem(
            path=f"{FOLDER}/{match.cohort}/{match.number}/instance.json",
            code="match-not-bound",
            message=sentence,
            hint=hint,
            severity=severity,
        )


def _history(
    repository: Repository, match: Match, earlier: Sequence[Match]
) -> tuple[list[Problem], str]:
    """The problems that the history shows in a match, or why it cannot show any."""
    if (repository.folder / TOOL).is_dir():
        return [], "this is the tool's own repository, whose sample is made anew"
    if not history.has_history(repository):
        return [], "the history is not at hand (no repository, or a shallow clone)"
    steps = history.touched(repository, f"{FOLDER}/{match.cohort}/{match.number}/instance.json")
    if not steps:  # it is new, and sealed from the files as they are
        return [*_at(repository.folder, match, earlier)], ""
    problems = [*_rewritten(repository, match, steps)]
    unknown = "" if problems else _cannot_tell(repository, match, steps[0][0])
    with tempfile.TemporaryDirectory(prefix="mentoring-") as there:
        history.unpack(repository, steps[0][0], Path(there))
        problems += _at(Path(there), match, earlier) if unknown in {"", ERASED} else ()
    return problems, "" if problems else unknown


def _cannot_tell(repository: Repository, match: Match, commit: str) -> str:
    """Why a match cannot be compared with the data of its commit; empty if it can be."""
    if not history.parents(repository, commit):
        return "the history begins with this match"
    if match.tool != __version__ and _pinned(repository, commit, match):
        return f"version {match.tool} of the tool gave the fits"
    return ERASED if _stones(match) else ""


def _pinned(repository: Repository, commit: str, match: Match) -> bool:
    """Whether the commit pins the version of the tool that a match names."""
    return repository.succeeds("grep", "-q", "-F", f"mentoring=={match.tool}", commit)


def _stones(match: Match) -> bool:
    return any(map(is_tombstone, (*match.instance.rows, *match.instance.columns)))


def _rewritten(
    repository: Repository, match: Match, steps: Sequence[tuple[str, str]]
) -> Iterator[Problem]:
    """A problem if a match's files were changed after they were sealed."""
    folder = f"{FOLDER}/{match.cohort}/{match.number}"
    proof = history.touched(repository, f"{folder}/proof.json")
    commits = [commit for commit, status in (*steps, *proof) if status != "A"]
    if commits or repository.text("status", "--porcelain", "--", folder):
        where = f"in commit {commits[0][:12]}" if commits else "in the work tree"
        yield Problem(
            path=f"{folder}/instance.json",
            code="match-rewritten",
            message=f"this match was changed {where}, after it was sealed",
            hint=f"git restore --source={steps[0][0][:12]} -- {folder}",
        )


def _at(root: Path, match: Match, earlier: Sequence[Match]) -> Iterator[Problem]:
    """The differences between a match and the result of the data in a folder."""
    edition = load(root).editions.get(match.cohort)
    if edition is None:
        yield from _problems(match, ["There was no such edition when the match was sealed."])
        return
    sentences = [*other_cap(edition, match), *broken_rules(edition, match, earlier)]
    sentences += other_queue(edition, match.instance)
    try:
        given = sealing(edition).instance
    except MentoringError as error:
        sentences.append(f"The data could not be matched when it was sealed: {error}")
    else:
        told = differences(match.instance, given, may_not_again(edition))
        sentences += [one for one in told if not _stones(match) or "nobody like" in one]
    yield from _problems(match, sentences)


def rewritten_since(repository: Repository, base: str) -> tuple[Problem, ...]:
    """The sealed files that HEAD changed or removed since it left a base, except by erasures."""
    if base.startswith("-"):
        raise UsageError(f"{base} is no commit.")
    return tuple(
        Problem(
            path=path,
            code="match-rewritten",
            message=f"this sealed file is {'removed' if status == 'D' else 'changed'}",
            hint="Sealed matches are appended, never rewritten: take the change back.",
        )
        for status, path in history.changed(repository, base, FOLDER)
        if status == "D" or not _erasure(repository, base, path)
    )


def _erasure(repository: Repository, base: str, path: str) -> bool:
    """Whether the only change in a sealed file is tombstones in place of ids."""
    folder = path.rpartition("/")[0]
    start = repository.text("merge-base", base, "HEAD")
    before, after = (
        _instance(repository, commit, f"{folder}/instance.json") for commit in (start, "HEAD")
    )
    if before is None or after is None:
        return False
    gone = _ids(before) - _ids(after)
    stones = _ids(after) - _ids(before)
    if not gone or len(gone) != len(stones) or not all(map(is_tombstone, stones)):
        return False
    return instances.digest(_without(before, gone)) == instances.digest(_without(after, stones))


def _instance(repository: Repository, commit: str, path: str) -> Instance | None:
    try:
        data = repository.run("cat-file", "blob", f"{commit}:{path}")
        value: Any = parse_json(data, path, whole=True).value
        return instances.decode(value)
    except (MentoringError, DataError, LookupError, TypeError, ValueError):
        return None


def _ids(instance: Instance) -> set[str]:
    return {*instance.rows, *instance.columns}


def _without(instance: Instance, who: set[str]) -> Instance:
    """The instance without some people."""
    rows = [k for k, one in enumerate(instance.mentees) if one.id not in who]
    columns = [k for k, one in enumerate(instance.mentors) if one.id not in who]
    kept = (instance.why_not or {}).items()
    return replace(
        instance,
        mentees=tuple(instance.mentees[k] for k in rows),
        mentors=tuple(instance.mentors[k] for k in columns),
        fit=instance.fit[rows][:, columns],
        why_not={key: codes for key, codes in kept if not who & set(key.split(":"))},
        pins=tuple(pair for pair in instance.pins if not who & set(pair)),
        held=tuple(pair for pair in instance.held if not who & set(pair)),
        waited={key: rank for key, rank in instance.waited.items() if key not in who},
        drawn=(),
    )
