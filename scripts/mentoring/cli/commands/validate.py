"""`mentoring validate`: checks every file and reports every problem."""

import os
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from mentoring.checks.run import check
from mentoring.cli import templates
from mentoring.cli.options import format_option, pass_root, today_option
from mentoring.cli.output import colour, echo, echo_json, exit_with, watched
from mentoring.errors import DataError, UsageError
from mentoring.files import atomic
from mentoring.files.decodings import plain
from mentoring.files.tree import Tree
from mentoring.intake import institutes
from mentoring.intake.forms import library
from mentoring.operations.check_pair_files import problems as pair_files
from mentoring.operations.git.check_repository import tracked_files
from mentoring.operations.git.repository import Repository
from mentoring.problems import Problem, Severity, capped
from mentoring.render import problems as render
from mentoring.store.reader import INTERRUPTED, load
from mentoring.store.record_kinds import DATA


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@format_option("text", "json", "github")
@today_option
@pass_root
def command(root: Path, paths: tuple[str, ...], form: str, today: date) -> None:
    """Check every file: YAML, schema, the rules between records, your own letters and mappings.

    Pairs are compared with what the sealed matches chose. Hidden and foreign files below data/ are
    named, and private files that Git keeps.

    With PATHs (from the repository's root), only problems in those files or folders are shown.
    """
    files, found, closed = _checked(root, today)
    if paths:
        wanted = [_known(root, path) for path in paths]
        found = tuple(problem for problem in found if _below(problem.path, wanted))
        files = sum(_below(path, wanted) for path in Tree(root).list(DATA).files)
    found = tuple(capped(found))
    {"text": _text, "json": _json, "github": _github}[form](root, files, found)
    if closed and form != "json":
        echo(render.not_read(closed))
    exit_with(failed=any(problem.severity is Severity.ERROR for problem in found))


def _checked(root: Path, today: date) -> tuple[int, tuple[Problem, ...], int]:
    """How many files were checked, what is wrong with them, and how many people no key opens.

    If the programme's own file is wrong, no other file can be checked.
    """
    try:
        programme = load(root, watched("Reading records"))
    except DataError as error:
        return 1, error.problems, 0
    if any(problem.code == INTERRUPTED for problem in programme.problems):
        return programme.files, programme.problems, 0  # the rules wait for the other half
    own, in_own = templates.problems(root)
    tracked = tracked_files(Repository(root))
    mappings, in_mappings = library.problems(root)
    alike = institutes.problems(root, programme)
    beside = (*in_own, *in_mappings, *alike, *tracked, *pair_files(programme))
    found = tuple(sorted((*check(programme, today), *beside)))
    closed = sum(
        len(edition.applications) - len(edition.open_applications)
        for edition in programme.editions.values()
    )
    return programme.files + own + mappings, found, closed


def _known(root: Path, path: str) -> str:
    """The normalised path; raises UsageError if nothing is there, as for a misspelt path."""
    if not (root / path).exists():
        raise UsageError(f"There is no {path}: a PATH starts at the repository's root.")
    return os.path.normpath(path)


def _below(path: str, wanted: Sequence[str]) -> bool:
    return any(path == place or path.startswith(f"{place}/") or place == "." for place in wanted)


def _text(root: Path, files: int, found: Sequence[Problem]) -> None:
    """Print paragraphs; on a terminal, which only its owner sees, with the offending line."""
    line_of = _Lines(root).line if colour() else None
    if found:
        echo(render.as_text(found, line_of=line_of, colour=colour()))
    echo(render.summary(files, found))


def _json(_root: Path, files: int, found: Sequence[Problem]) -> None:
    echo_json(render.as_json(files, found))


def _github(_root: Path, files: int, found: Sequence[Problem]) -> None:
    """Print annotations for the pull request; write the whole list to the job summary."""
    if found:
        echo(render.as_annotations(found))
    echo(render.summary(files, found))
    if summary := os.environ.get("GITHUB_STEP_SUMMARY"):
        atomic.append(Path(summary), render.as_markdown(files, found))


class _Lines:
    """The lines of the files that problems are in."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def line(self, path: str, number: int) -> str:
        """One line, without its line end; empty if the file cannot be read as text."""
        try:
            lines = plain(Tree(self._root).read(path)).split("\n")
        except DataError:
            return ""
        return lines[number - 1].rstrip("\r") if number <= len(lines) else ""
