"""The commits that an erasure rewrites: those with the subject, and their descendants.

Commits of a remote that never held the subject, such as the tool's own repository, belong to that
remote: they are not rewritten, and nothing is pushed to it.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from mentoring.files.decodings import plain
from mentoring.operations.erasure.redaction import Redaction
from mentoring.operations.git.repository import Repository

NOTES = "refs/notes/"
_REMOTES = "refs/remotes/"
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


def scope_of(clone: Repository, redaction: Redaction) -> Scope:
    """The part of a bare clone that must be rewritten."""
    tips = [line.split(" ", 2) for line in clone.lines(*_TIPS)]  # target, commit, ref
    tips = [tip for tip in tips if not tip[-1].startswith(NOTES)]
    identity, tainted = redaction.subject.identity, redaction.tainted
    above: dict[str, list[str]] = {}
    ours, commits = set[str](), {commit for target, commit, _ in tips if target in tainted}
    for name, parents, files in _history(clone):
        above[name] = parents
        objects = {name, *files.values()}
        if objects & tainted or any(redaction.path(path) != path for path in files):
            commits.add(name)
        if objects & redaction.named or any(
            path.startswith(redaction.folders) or identity.within(path) for path in files
        ):
            ours.add(name)
    followed: dict[str, list[str]] = defaultdict(list)
    for _, commit, ref in tips:
        if ref.startswith(_REMOTES):
            followed[ref.removeprefix(_REMOTES).split("/")[0]].append(commit)
    behind = {remote: set(clone.lines("rev-list", *heads)) for remote, heads in followed.items()}
    remotes = sorted(remote for remote, reached in behind.items() if reached & ours)
    foreign = set[str]().union(*(behind[remote] for remote in behind.keys() - set(remotes)))
    commits -= foreign
    commits.update(name for name in above if not commits.isdisjoint(above[name]))
    return Scope(
        commits=frozenset(commits),
        parents=frozenset(parent for name in commits for parent in above[name]) - commits,
        refs=tuple(ref for _, commit, ref in tips if commit in commits),
        first=tuple(sorted(name for name in commits if commits.isdisjoint(above[name]))),
        all=len(above),
        remotes=tuple(remotes),
        foreign=tuple(
            ref
            for _, commit, ref in tips
            if commit in foreign and ref.startswith((_REMOTES, "refs/tags/"))
        ),
    )


def _history(clone: Repository) -> Iterator[tuple[str, list[str], dict[str, str]]]:
    """All commits, parents first: name, parents, and the blobs by path that it adds or changes.

    A merge is listed once for each parent.
    """
    for entry in plain(clone.run(*_RAW)).split("\1")[1:]:
        head, *rest = entry.split("\0")
        name, *parents = head.split()
        fields = [word.lstrip("\n") for word in rest if word.strip("\n")]
        blobs = (change.split()[3] for change in fields[::2])
        yield name, parents, dict(zip(fields[1::2], blobs, strict=True))
