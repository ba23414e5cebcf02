"""Checks of a repository: whether its history can be rewritten, and what it tracks by mistake."""

from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from mentoring.errors import MentoringError
from mentoring.files.decodings import plain
from mentoring.operations.git.repository import GitError, Repository
from mentoring.problems import Problem
from mentoring.store.quotable_places import quotable_paths

_UNDER_WAY = ("MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD", "BISECT_LOG", "rebase-merge",
              "rebase-apply")  # fmt: skip
_MOST = 20


def require_whole(repository: Repository) -> None:
    """Raise MentoringError with every obstacle to rewriting the history."""
    if not repository.there:
        raise MentoringError("This folder is not the top of a Git repository.")
    obstacles = [*_place(repository), *_history(repository), *_work(repository)]
    if obstacles:
        raise MentoringError("The history cannot be rewritten now.\n" + "\n".join(obstacles))


def _place(repository: Repository) -> Iterator[str]:
    if repository.text("rev-parse", "--show-object-format") != "sha1":
        yield (
            "Its objects have SHA-256 names, which git-filter-repo cannot rewrite: convert it to a "
            "repository with SHA-1 names (git fast-export --all, git fast-import)."
        )
    if len(repository.lines("worktree", "list", "--porcelain", "-z")[0].split("worktree ")) > 2:  # noqa: PLR2004
        yield "It has more than one work tree: remove the others (git worktree remove)."
    if (repository.directory / "objects/info/alternates").exists():
        yield "It borrows objects from another clone: run git repack -a -d, remove its alternates."


def _history(repository: Repository) -> Iterator[str]:
    if repository.text("rev-parse", "--is-shallow-repository") == "true":
        yield "Its history is incomplete: run git fetch --unshallow."
    if repository.succeeds("config", "--get-regexp", r"^remote\..*\.promisor$"):
        yield "It is a partial clone: make a full clone."
    for kept in sorted((repository.directory / "objects/pack").glob("*.keep")):
        yield f"A pack is marked to be kept: remove {_below(kept, repository)}."
    for line in repository.lines(
        "for-each-ref", "--format=%(objecttype) %(*objecttype) %(refname)"
    ):
        kind, of, name = line.split(" ", 2)
        if "commit" not in {kind, of}:
            yield f"{name} does not point at a commit: delete it."


def _work(repository: Repository) -> Iterator[str]:
    if not repository.succeeds("rev-parse", "--verify", "--quiet", "HEAD^{commit}"):
        yield "There is no commit yet."
    if not repository.succeeds("symbolic-ref", "--quiet", "HEAD"):
        yield "No branch is checked out: run git switch main."
    if changed := _changed(repository):
        yield "The work tree has changes: commit them, or move them away, untracked files too:"
        yield from (f"  {path}" for path in changed[:_MOST])
        if len(changed) > _MOST:
            yield f"  … and {len(changed) - _MOST} more; git status lists all"
    if any((repository.directory / name).exists() for name in _UNDER_WAY):
        yield "A merge, rebase or bisection is under way: finish or abort it."
    try:
        repository.run("var", "GIT_COMMITTER_IDENT")
    except GitError:
        yield "Git does not know your name: set user.name and user.email."


def _changed(repository: Repository) -> list[str]:
    """The files that differ from the last commit; an untracked folder is listed as a whole."""
    status = plain(repository.run("status", "--porcelain", "--no-renames", "-z"))
    return quotable_paths(line[len("XY ") :] for line in status.split("\0") if line)


def _below(path: Path, repository: Repository) -> str:
    return path.relative_to(repository.folder).as_posix()


def tracked_files(repository: Repository) -> Iterator[Problem]:
    """A problem for each tracked or staged file that `.gitignore` excludes.

    A folder without Git has no problems.
    """
    if not repository.inside:
        return
    listed = repository.run("ls-files", "--cached", "--ignored", "--exclude-standard", "-z")
    for path in filter(None, plain(listed).split("\0")):
        file = PurePosixPath(path)  # its name may contain a person's
        yield Problem(
            path=file.with_name(f"*{file.suffix}").as_posix(),
            code="tracked-file",
            message="Git tracks this file, which .gitignore names as private",
            hint="Take it out: `git rm --cached`. If it was committed, erase it from the history.",
        )
