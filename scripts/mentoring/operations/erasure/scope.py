"""The commits that an erasure rewrites: those with the subject, and their descendants.

Commits of a remote that never held the subject, such as the tool's own repository, belong to that
remote: they are not rewritten, and nothing is pushed to it.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from mentoring.files.decodings import plain
from mentoring.operations.erasure.clone import PARKED
from mentoring.operations.erasure.redaction import Redaction
from mentoring.operations.git.repository import Repository

NOTES = "refs/notes/"
_RAW = (
    "log", f"--exclude={NOTES}*", "--all", "--topo-order", "--reverse", "--root", "-m", "--raw",
    "--no-abbrev", "--no-renames", "-z", "--format=%x01%H %P",
)  # fmt: skip
_COMMIT = "%(if)%(*objectname)%(then)%(*objectname)%(else)%(objectname)%(end)"
_TIPS = ("for-each-ref", f"--format=%(objectname) {_COMMIT} %(refname)")


@dataclass(frozen=True, kw_only=True, slots=True)
class Scope:
    """`commits` are rewritten, and the `refs` that point at one of them; their `parents` are not.

    `first` are the oldest of the commits, and `all` counts all commits of the clone. `remotes`
    hold the subject, as far as this clone knows; `foreign` are the refs of the other remotes.
    """

    commits: frozenset[str]
    parents: frozenset[str]
    refs: tuple[str, ...]
    first: tuple[str, ...]
    all: int
    remotes: tuple[str, ...]
    foreign: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Tip:
    """A ref, its target object, and the commit (which differs for an annotated tag)."""

    target: str
    commit: str
    ref: str

    @property
    def remote(self) -> str:
        """The remote that the ref follows, if any."""
        return self.ref.removeprefix(PARKED).split("/")[0] if self.ref.startswith(PARKED) else ""

    @property
    def is_theirs(self) -> bool:
        """Whether the ref may come from a fetch: a remote's branch, or a tag."""
        return bool(self.remote) or self.ref.startswith("refs/tags/")


@dataclass(slots=True)
class _Commit:
    """A commit: its parents, and the blobs and paths that it adds or changes."""

    parents: tuple[str, ...]
    files: set[tuple[str, str]]


def scope_of(clone: Repository, redaction: Redaction) -> Scope:
    """The part of a bare clone that must be rewritten."""
    history = _history(clone)
    tips = [_Tip(*line.split(" ", 2)) for line in clone.lines(*_TIPS)]
    tips = [tip for tip in tips if not tip.ref.startswith(NOTES)]
    behind: dict[str, set[str]] = defaultdict(set)
    for tip in tips:
        if tip.remote:
            behind[tip.remote] |= _reachable(history, tip.commit)
    identity = redaction.subject.identity
    ours = _holding(
        history,
        redaction.named,
        lambda path: path.startswith(redaction.folders) or identity.within(path),
    )
    remotes = sorted(name for name, commits in behind.items() if commits & ours)
    foreign = {commit for name in behind if name not in remotes for commit in behind[name]}
    tainted = redaction.tainted
    holding = _holding(history, tainted, lambda path: redaction.path(path) != path)
    holding |= {tip.commit for tip in tips if tip.target in tainted}
    commits = holding - foreign
    for name, commit in history.items():  # parents come first
        if not commits.isdisjoint(commit.parents):
            commits.add(name)
    parents = {parent for name in commits for parent in history[name].parents}
    return Scope(
        commits=frozenset(commits),
        parents=frozenset(parents - commits),
        refs=tuple(tip.ref for tip in tips if tip.commit in commits),
        first=tuple(sorted(name for name in commits if commits.isdisjoint(history[name].parents))),
        all=len(history),
        remotes=tuple(remotes),
        foreign=tuple(tip.ref for tip in tips if tip.commit in foreign and tip.is_theirs),
    )


def _history(clone: Repository) -> dict[str, _Commit]:
    """All commits by name, parents first; a merge is listed once for each parent."""
    commits: dict[str, _Commit] = {}
    for entry in plain(clone.run(*_RAW)).split("\1")[1:]:
        head, *rest = entry.split("\0")
        name, *parents = head.split()
        fields = [word.lstrip("\n") for word in rest if word.strip("\n")]
        changes = zip(fields[::2], fields[1::2], strict=True)
        files = {(change.split()[3], path) for change, path in changes}
        commits.setdefault(name, _Commit(tuple(parents), set())).files |= files
    return commits


def _holding(
    history: Mapping[str, _Commit], objects: AbstractSet[str], told_by: Callable[[str], bool]
) -> set[str]:
    """The commits that are in `objects`, or add one of them or a path that `told_by` accepts."""
    return {
        name
        for name, commit in history.items()
        if name in objects or any(blob in objects or told_by(path) for blob, path in commit.files)
    }


def _reachable(history: Mapping[str, _Commit], tip: str) -> set[str]:
    """The commit and all its ancestors."""
    reached: set[str] = set()
    left = [tip]
    while left:
        name = left.pop()
        if name in history and name not in reached:
            reached.add(name)
            left += history[name].parents
    return reached
