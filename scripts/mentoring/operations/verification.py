"""Verification of an edition's matches: are they optimal, bound, current and feasible?"""

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import compress
from pathlib import Path

from mentoring import __version__
from mentoring.checks.run import check_edition
from mentoring.errors import MentoringError, UsageError
from mentoring.files.messages import described
from mentoring.matching.instance.instance import Instance, Pair
from mentoring.matching.proof import verify
from mentoring.operations import match_files
from mentoring.operations import sealed_facts as facts
from mentoring.operations.check_pair_files import pairs_as_sealed
from mentoring.operations.decisions import DecisionCost, decided
from mentoring.operations.git import Repository
from mentoring.operations.match_files import FOLDER, Match
from mentoring.operations.snapshot import Snapshot, sealing, text
from mentoring.people.ids import is_tombstone
from mentoring.problems import Problem, Severity
from mentoring.store.programme import Edition, Programme
from mentoring.store.reader import load

TOOL = "scripts/mentoring"
ERASED = "a person was erased since, and the fits of others may rest on them"
FEW = 5
"""At most this many differences of a match are named; the rest are counted."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """The checks and their results.

    `optimal`: every sealed match is the best for its sealed instance. `current`: the last instance
    is that of today's data, which is required until the announcement. `feasible`: the current pairs
    keep today's rules. `bound`: the matches obey the rules on file and, by the history, are what
    the data gave when they were sealed; None if that is not known, for the reason `why_unknown`.
    `decisions` are those that the match `decided_in` obeyed, with their costs, if it is proven.
    """

    cohort: str
    matches: int
    optimal: bool
    current: bool
    feasible: bool
    announced: bool
    problems: tuple[Problem, ...]
    bound: bool | None = None
    why_unknown: str = ""
    decisions: tuple[DecisionCost, ...] = ()
    decided_in: int | None = None

    @property
    def holds(self) -> bool:
        """Whether all required checks pass."""
        sound = self.optimal and self.feasible and self.bound is not False
        return sound and (self.current or self.announced)


def verdict(programme: Programme, cohort: str) -> Verdict:
    """The verdict on all sealed matches of an edition; an edition without any passes."""
    edition = programme.sound(cohort)
    matches, damaged = match_files.read_all(programme.root, cohort)
    unproven = [*damaged]
    for match in matches:
        failures = verify(match.instance, match.proof)
        unproven += (replace(failure, path=match.path("proof")) for failure in failures)
    unproven += pairs_as_sealed(edition, matches)
    today, stale = _compared(edition, matches[-1]) if matches else (None, [])
    found = [problem for problem in check_edition(edition) if problem.severity is Severity.ERROR]
    broken = [problem for problem in found if problem.path.startswith("data/pairs/")]
    unbound, why_unknown = list[Problem](), "the edition is closed" if matches else ""
    if matches and not edition.cohort.record.closed:
        unbound, why_unknown = disagreements(programme, edition, matches)
    bound: bool | None = None
    if any(problem.severity is Severity.ERROR for problem in unbound):
        bound = False
    elif matches and not why_unknown:
        bound = True
    verdict = Verdict(
        cohort=cohort,
        matches=len(match_files.numbers(programme.root, cohort)),
        optimal=not unproven,
        current=not stale,
        feasible=not broken,
        announced=edition.announced,
        problems=(*unproven, *unbound, *stale, *broken),
        bound=bound,
        why_unknown=why_unknown,
    )
    if unproven or today is None:
        return verdict
    first = match_files.since_first_choice(reversed(matches))[0]
    costs = tuple(decided(edition, first.instance, first.pairs, today))
    return replace(verdict, decisions=costs, decided_in=first.number)


def _compared(edition: Edition, last: Match) -> tuple[Snapshot | None, list[Problem]]:
    """Today's snapshot, if decisions can be met; a problem if it is not that of the last match."""
    today, change = None, "today's data would give another instance than the one sealed here"
    try:
        today = sealing(edition)
    except MentoringError as error:
        change = f"today's data cannot be matched: {error}"
    if today and today.instance.digest == last.instance.digest:
        return today, []
    code = "match-not-current/announced" if edition.announced else "match-not-current"
    return today, [_problem(last.path("instance"), code, change=change, edition=edition.name)]


def disagreements(
    programme: Programme, edition: Edition, matches: Sequence[Match]
) -> tuple[list[Problem], str]:
    """How the last match, and those that made today's pairs, disagree with the facts.

    Also says why this is not known in full, if so. Without a history, the reviews on file stand in
    for those of then; with one, another cap than that on file is only a warning, because the file
    may have been corrected since.
    """
    made = {mentorship.matched.match for _, mentorship in edition.mentorships}
    problems: list[Problem] = []
    unknown = ""
    for match in matches:
        if match.number not in made and match is not matches[-1]:
            continue
        earlier = [other for other in matches if other.number < match.number]
        from_history, why_unknown = _history(Repository(programme.root), match, earlier)
        cap = [*facts.other_cap(edition, match)]
        broken = [*facts.broken_rules(edition, match, earlier)]
        broken += facts.missing_people(edition, match.instance)
        if why_unknown:
            broken = [*cap, *broken, *facts.other_bands(edition, match.instance)]
        problems += [*_problems(match, broken), *from_history]
        problems += _problems(match, () if why_unknown else cap, "match-not-bound/corrected")
        unknown = unknown or why_unknown
    return problems, unknown


def _problems(match: Match, said: Sequence[str], code: str = "match-not-bound") -> list[Problem]:
    more = [text("more", count=len(said[FEW:]))] if said[FEW:] else []
    return [_problem(match.path("instance"), code, fact=fact) for fact in (*said[:FEW], *more)]


def _problem(path: str, code: str, **values: object) -> Problem:
    return Problem(path=path, **described(__package__, code, **values))


def _history(
    repository: Repository, match: Match, earlier: Sequence[Match]
) -> tuple[list[Problem], str]:
    """The problems that the history shows in a match, and why it cannot show all ("" if it can)."""
    if (repository.folder / TOOL).is_dir():
        return [], "this is the tool's own repository, whose history is not that of a programme"
    if not repository.has_history:
        return [], "there is no history (no repository, or a shallow clone)"
    steps = repository.touched(match.path("instance"))
    if not steps:  # it is new, and sealed from the files as they are
        return _at(repository.folder, match, earlier), ""
    problems = [*_rewritten(repository, match, steps)]
    sealed = steps[0][0]
    if not problems and not repository.text("log", "-1", "--format=%P", sealed):
        return [], "the history begins with this match"
    pinned = f"mentoring=={match.proof.tool}"  # a version of the tool that is not this one
    other_tool = match.proof.tool != __version__
    if not problems and other_tool and repository.succeeds("grep", "-q", "-F", pinned, sealed):
        return [], f"version {match.proof.tool} of the tool computed the fits"
    with tempfile.TemporaryDirectory(prefix="mentoring-") as folder:
        repository.unpack(sealed, Path(folder))
        problems += _at(Path(folder), match, earlier)
    erased = any(map(is_tombstone, match.instance.homes))
    return problems, ERASED if erased and not problems else ""


def _rewritten(
    repository: Repository, match: Match, steps: Sequence[tuple[str, str]]
) -> Iterator[Problem]:
    """A problem if a match's files were changed after they were sealed."""
    folder = f"{FOLDER}/{match.cohort}/{match.number}"
    proof = repository.touched(match.path("proof"))
    commits = [commit for commit, status in (*steps, *proof) if status != "A"]
    if commits or repository.text("status", "--porcelain", "--", folder):
        where = f"in commit {commits[0][:12]}" if commits else "in the work tree"
        told = {"where": where, "commit": steps[0][0][:12], "folder": folder}
        yield _problem(match.path("instance"), "match-rewritten", **told)


def _at(root: Path, match: Match, earlier: Sequence[Match]) -> list[Problem]:
    """The differences between a match and the result of the data in a folder."""
    edition = load(root).editions.get(match.cohort)
    if edition is None:
        return _problems(match, [text("no-edition")])
    sentences = [*facts.other_cap(edition, match), *facts.broken_rules(edition, match, earlier)]
    sentences += facts.other_queue(edition, match.instance)
    try:
        given = sealing(edition).instance
    except MentoringError as error:
        sentences.append(text("unmatchable", why=error))
    else:
        sentences += facts.differences(edition, match.instance, given)
    return _problems(match, sentences)


def rewritten_since(repository: Repository, base: str) -> tuple[Problem, ...]:
    """The sealed files that HEAD changed or removed since it left a base, except by erasures."""
    if base.startswith("-"):
        raise UsageError(f"{base} is not a commit.")
    diff = ("diff", "--no-renames", "--name-status", "--diff-filter=a", f"{base}...HEAD", "--")
    changed = (line.split("\t", 1) for line in repository.lines(*diff, FOLDER))
    return tuple(
        _problem(path, "match-rewritten/since", what="removed" if status == "D" else "changed")
        for status, path in changed
        if status == "D" or not _erasure(repository, base, path)
    )


def _erasure(repository: Repository, base: str, path: str) -> bool:
    """Whether the only change in a sealed file is tombstones in place of ids."""
    instance = f"{path.rpartition('/')[0]}/instance.json"
    versions = list[Instance]()
    try:
        for commit in (repository.text("merge-base", base, "HEAD"), "HEAD"):
            data = repository.run("cat-file", "blob", f"{commit}:{instance}")
            versions.append(match_files.decoded("instance", data, path))
    except MentoringError:
        return False
    before, after = versions
    then, now = ({*instance.rows, *instance.columns} for instance in versions)
    gone, stones = then - now, now - then
    if not gone or len(gone) != len(stones) or not all(map(is_tombstone, stones)):
        return False
    return _without(before, gone).digest == _without(after, stones).digest


def _without(instance: Instance, people: set[str]) -> Instance:
    """The instance without some people, and without what the draw gave to people erased."""
    rows = [mentee.id not in people for mentee in instance.mentees]
    columns = [mentor.id not in people for mentor in instance.mentors]

    def kept(pairs: Sequence[Pair]) -> tuple[Pair, ...]:
        return tuple(filter(people.isdisjoint, pairs))

    codes = (instance.why_not or {}).items()
    return replace(
        instance,
        mentees=tuple(compress(instance.mentees, rows)),
        mentors=tuple(compress(instance.mentors, columns)),
        fit=instance.fit[rows][:, columns],
        why_not={pair: why for pair, why in codes if people.isdisjoint(pair.split(":"))},
        pins=kept(instance.pins),
        held=kept(instance.held),
        waited={key: rank for key, rank in instance.waited.items() if key not in people},
        drawn=(),
    )
