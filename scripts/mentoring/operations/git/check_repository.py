"""Checks of a repository: whether its history can be rewritten, and what it tracks by mistake."""

from collections.abc import Iterator
from pathlib import PurePosixPath

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
    if obstacles := [*_in_history(repository), *_in_work_tree(repository)]:
        raise MentoringError("The history cannot be rewritten now.\n" + "\n".join(obstacles))


def _in_history(git: Repository) -> Iterator[str]:
    """What is wrong with the place of the objects, and with the objects that are there."""
    if git.text("rev-parse", "--show-object-format") != "sha1":
        yield (
            "Its objects have SHA-256 names, which git-filter-repo cannot rewrite: convert it to a "
            "repository with SHA-1 names (git fast-export --all, git fast-import)."
        )
    if len(git.lines("worktree", "list", "--porcelain", "-z")[0].split("worktree ")) > 2:  # noqa: PLR2004
        yield "It has more than one work tree: remove the others (git worktree remove)."
    store = git.directory / "objects"
    if (store / "info/alternates").exists():
        yield "It borrows objects from another clone: run git repack -a -d, remove its alternates."
    if git.text("rev-parse", "--is-shallow-repository") == "true":
        yield "Its history is incomplete: run git fetch --unshallow."
    if git.succeeds("config", "--get-regexp", r"^remote\..*\.promisor$"):
        yield "It is a partial clone: make a full clone."
    for kept in sorted((store / "pack").glob("*.keep")):
        yield f"A pack is marked to be kept: remove {kept.relative_to(git.folder).as_posix()}."
    for line in git.lines("for-each-ref", "--format=%(objecttype) %(*objecttype) %(refname)"):
        kind, of, name = line.split(" ", 2)
        if "commit" not in {kind, of}:
            yield f"{name} does not point at a commit: delete it."


def _in_work_tree(git: Repository) -> Iterator[str]:
    """What is wrong with the branch and the files; an untracked folder is listed as a whole."""
    if not git.has("HEAD^{commit}"):
        yield "There is no commit yet."
    if not git.succeeds("symbolic-ref", "--quiet", "HEAD"):
        yield "No branch is checked out: run git switch main."
    status = plain(git.run("status", "--porcelain", "--no-renames", "-z"))
    changed = quotable_paths(line[len("XY ") :] for line in status.split("\0") if line)
    if changed:
        yield "The work tree has changes: commit them, or move them away, untracked files too:"
        yield from (f"  {path}" for path in changed[:_MOST])
        if len(changed) > _MOST:
            yield f"  … and {len(changed) - _MOST} more; git status lists all"
    if any((git.directory / name).exists() for name in _UNDER_WAY):
        yield "A merge, rebase or bisection is under way: finish or abort it."
    try:
        git.run("var", "GIT_COMMITTER_IDENT")
    except GitError:
        yield "Git does not know your name: set user.name and user.email."


def tracked_files(repository: Repository) -> Iterator[Problem]:
    """A problem for each tracked or staged file that `.gitignore` excludes; none without Git."""
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
