"""Making and checking a new history, with its matches proven again, while the old one stays."""

import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from mentoring.checks.run import check
from mentoring.errors import DataError, MentoringError
from mentoring.files.changes import Changes
from mentoring.files.decodings import encoded, plain
from mentoring.matching.instance.instance import Instance, Pair
from mentoring.matching.proof import Proof, verify
from mentoring.matching.solve import solve
from mentoring.operations.erasure.plan import QUIET_FETCH, Plan, clone_in, stashes, text
from mentoring.operations.erasure.redaction import Redaction
from mentoring.operations.erasure.rewrite_history import rewrite, scope_of
from mentoring.operations.erasure.scan import Scan, scan, tainted_objects
from mentoring.operations.erasure.subject import Subject
from mentoring.operations.git import GitError, Repository
from mentoring.operations.match_files import Match, decoded, files
from mentoring.people.ids import is_tombstone
from mentoring.problems import Problem, Severity
from mentoring.store.programme import Programme
from mentoring.store.reader import load
from mentoring.store.record_kinds import quotable_path
from mentoring.store.vault import vault_of

_STASHES = "refs/stashes/"
_UNDER_WAY = ("MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD", "BISECT_LOG", "rebase-merge",
              "rebase-apply")  # fmt: skip
_MOST = 20


@dataclass(frozen=True, kw_only=True, slots=True)
class Removal:
    """What an erasure removes: the subject, and the files in `folders`.

    A commit with this `message` follows the new history: its `changes` record the erasure.
    """

    subject: Subject
    message: str
    changes: Callable[[Programme], Changes]
    folders: tuple[str, ...] = ()


def require_whole(git: Repository) -> None:
    """Raise MentoringError with every obstacle to rewriting the history."""
    if not git.there:
        raise MentoringError(text("no-repository"))
    store = git.directory / "objects"
    found = {
        "sha-256": git.text("rev-parse", "--show-object-format") != "sha1",
        "work-trees": git.text("worktree", "list", "--porcelain").count("worktree ") > 1,
        "borrows": (store / "info/alternates").exists(),
        "shallow": git.text("rev-parse", "--is-shallow-repository") == "true",
        "partial": git.succeeds("config", "--get-regexp", r"^remote\..*\.promisor$"),
        "no-commit": not git.has("HEAD^{commit}"),
        "no-branch": not git.succeeds("symbolic-ref", "--quiet", "HEAD"),
        "under-way": any((store.parent / name).exists() for name in _UNDER_WAY),
    }
    obstacles = [text(key) for key, is_there in found.items() if is_there]
    kept = sorted(pack.relative_to(git.folder) for pack in (store / "pack").glob("*.keep"))
    obstacles += [text("kept-pack", path=pack.as_posix()) for pack in kept]
    for line in git.lines("for-each-ref", "--format=%(objecttype) %(*objecttype) %(refname)"):
        kind, of, ref = line.split(" ", 2)
        if "commit" not in {kind, of}:
            obstacles.append(text("no-commit-at", ref=ref))
    obstacles += _changed(git)
    try:
        git.run("var", "GIT_COMMITTER_IDENT")
    except GitError:
        obstacles.append(text("no-name"))
    if obstacles:
        raise MentoringError(text("obstacles", obstacles="\n".join(obstacles)))


def _changed(git: Repository) -> Iterator[str]:
    status = plain(git.run("status", "--porcelain", "--no-renames", "-z"))
    paths = (line[len("XY ") :] for line in status.split("\0") if line)
    changed = sorted({quotable_path(path) for path in paths})
    if changed:
        yield text("changed")
        yield from (f"  {path}" for path in changed[:_MOST])
    if len(changed) > _MOST:
        yield text("more-changed", count=len(changed) - _MOST)


def prepare(repository: Repository, removal: Removal, today: date) -> tuple[Plan, Scan]:
    """Make the new history in a clone inside `.git`, add the commit, and check for traces.

    Raises MentoringError if a trace is left, and DataError if the programme would not be valid.
    """
    subject, old_stashes, vault = removal.subject, stashes(repository), vault_of(repository.folder)
    clone = _cloned(repository, old_stashes)
    new_seals = _resealed(clone, removal)
    redaction = Redaction(
        subject=subject,
        folders=removal.folders,
        resealed=new_seals,
        vault=vault,
        tainted=dict.fromkeys(new_seals, True) | tainted_objects(clone, subject, vault),
    )
    scope = scope_of(clone, redaction)
    commits, renamed = rewrite(clone, redaction, scope)
    head = repository.text("symbolic-ref", "HEAD")
    head = renamed.get(head, head)
    clone.run("symbolic-ref", "HEAD", head)
    if not clone.has("HEAD"):
        raise MentoringError(text("nothing-left"))
    errors = _errors(load(repository.folder), today)
    known = {(redaction.path(error.path) or error.path, error.code) for error in errors}
    _add_commit(repository, clone, removal, known, today)
    # git-filter-repo leaves maps from old hashes to new ones, and the old commits.
    shutil.rmtree(clone.directory / "filter-repo", ignore_errors=True)
    clone.run("gc", "--quiet", "--prune=now")
    left = scan(clone, subject.certain, subject.doubtful, scope.foreign)
    if left.certain:
        places = ", ".join(sorted({hit.where for hit in left.certain})[:5])
        raise MentoringError(text("traces-left", places=places))
    # A stash is a merge of the committed, staged and maybe untracked files. An entry about the
    # subject alone is dropped.
    kept = ((commits.get(old, old), message) for old, message in old_stashes)
    plan = Plan(
        head=head,
        before={name: oid for name, oid in repository.refs().items() if name != "refs/stash"},
        after={name: oid for name, oid in clone.refs().items() if not name.startswith(_STASHES)},
        stashes=tuple(
            (oid, subject.certain.cut(message))
            for oid, message in kept
            if oid and len(clone.text("rev-parse", f"{oid}^@").split()) > 1
        ),
        certain=tuple(subject.certain.instead.items()),
        doubtful=tuple(subject.doubtful.instead.items()),
        remotes=scope.remotes,
        foreign=scope.foreign,
        commits=scope.total,
        changed=sum(old != new for old, new in commits.items()),
        first=scope.first,
        dropped=dict(redaction.dropped),
    )
    return plan, left


def _cloned(repository: Repository, entries: Sequence[tuple[str, str]]) -> Repository:
    """A bare clone with every ref, and stashes at `refs/stashes/0`, 1, …, the newest first."""
    clone = clone_in(repository)
    clone.folder.parent.mkdir()
    repository.run("init", "--quiet", "--bare", "--template=", str(clone.folder))
    clone.run("config", "protocol.version", "2")  # which gives stashes below the newest, too
    # By name, as `*` would turn symbolic refs, such as a remote's HEAD, into branches.
    refs = [f"+{name}:{name}\n" for name in repository.refs() if name != "refs/stash"]
    refs += [f"+{oid}:{_STASHES}{number}\n" for number, (oid, _) in enumerate(entries)]
    origin = str(repository.directory)
    clone.run("fetch", *QUIET_FETCH, "--stdin", origin, data=encoded("".join(refs)))
    return clone


def _resealed(clone: Repository, removal: Removal) -> dict[str, bytes]:
    """New bytes, by blob, of every proven match of these people that is not removed."""
    tombstones = removal.subject.tombstones
    instances: dict[str, tuple[str, Instance]] = {}
    proven: list[tuple[str, Proof]] = []
    for oid, path in sorted(clone.paths().items()):
        if path.startswith(removal.folders) or not path.startswith("data/matches/"):
            continue
        data = clone.run("cat-file", "blob", oid)
        with suppress(MentoringError):  # an invalid file is redacted as any other
            if path.endswith("/instance.json"):
                instance = decoded("instance", data, path)
                instances[instance.digest] = (oid, instance)
            elif path.endswith("/proof.json"):
                proven.append((oid, decoded("proof", data, path)))
    new: dict[str, bytes] = {}
    for oid, proof in proven:
        if proof.instance in instances:
            instance_oid, instance = instances[proof.instance]
            is_theirs = not tombstones.keys().isdisjoint(instance.homes)
            if is_theirs and not verify(instance, proof):
                # the number is only in the path, and not needed
                match = Match(cohort=instance.cohort, number=1, instance=instance, proof=proof)
                new[instance_oid], new[oid] = files(reseal(match, tombstones)).values()
    return new


def reseal(match: Match, tombstones: Mapping[str, str]) -> Match:
    """The match with tombstones in place of ids, solved again, and a new proof of its old pairs.

    The old proof names people in its prices, and depends on tickets, which are made of ids. Raises
    MentoringError if the pairs of the time cannot be proven.
    """

    def name(person: str) -> str:
        return tombstones.get(person, person)

    def renamed(pairs: Iterable[Pair]) -> tuple[Pair, ...]:
        return tuple(sorted((name(mentee), name(mentor)) for mentee, mentor in pairs))

    old, pairs = match.instance, renamed(match.pairs)
    codes, drawn = old.why_not, tuple(pair for pair in pairs if any(map(is_tombstone, pair)))
    instance = replace(
        old,
        mentees=tuple(replace(mentee, id=name(mentee.id)) for mentee in old.mentees),
        mentors=tuple(replace(mentor, id=name(mentor.id)) for mentor in old.mentors),
        why_not=codes and {":".join(map(name, key.split(":"))): codes[key] for key in codes},
        pins=renamed(old.pins),
        held=renamed(old.held),
        waited={name(person): rank for person, rank in old.waited.items()},
        drawn=drawn if old.lottery is not None else (),
    )
    proof = replace(solve(instance).proof, pairs=pairs, tool=match.proof.tool)
    if verify(instance, proof):
        raise MentoringError(text("no-proof", match=match))
    return replace(match, instance=instance, proof=proof)


def _add_commit(
    git: Repository, clone: Repository, removal: Removal, known: set[tuple[str, str]], today: date
) -> None:
    """Add the commit to the clone's branch; raises DataError with errors that are not `known`."""
    with tempfile.TemporaryDirectory(dir=clone.folder) as folder:
        root, index = Path(folder), clone.folder.parent / "index"
        place = {"GIT_WORK_TREE": folder, "GIT_INDEX_FILE": str(index)}
        clone.run("read-tree", "--reset", "-u", "HEAD", settings=place)
        removal.changes(load(root)).apply()
        errors = _errors(load(root), today)
        if new := [error for error in errors if (error.path, error.code) not in known]:
            raise DataError(new)
        clone.run("add", "--all", settings=place)
        tree = plain(clone.run("write-tree", settings=place)).strip()
    if tree != clone.text("rev-parse", "HEAD^{tree}"):
        command = ("commit-tree", "-p", clone.text("rev-parse", "HEAD"), tree)
        there = {"GIT_OBJECT_DIRECTORY": str(clone.directory / "objects")}
        # By the author that is configured here.
        commit = git.run(*command, data=encoded(removal.message), settings=there)
        clone.run("update-ref", "HEAD", plain(commit).strip())


def _errors(programme: Programme, today: date) -> list[Problem]:
    return [problem for problem in check(programme, today) if problem.severity is Severity.ERROR]
