"""`mentoring validate`: checks every file and reports every problem."""

import os
from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Annotated

from mentoring.checks.run import check
from mentoring.cli import templates
from mentoring.cli.command import Root, Today, argument, command, formats
from mentoring.cli.output import colour, echo, echo_json, exit_with, watched
from mentoring.errors import DataError, UsageError
from mentoring.files import atomic
from mentoring.files.decodings import plain
from mentoring.files.messages import many
from mentoring.files.tree import Tree
from mentoring.intake import institutes
from mentoring.intake.forms import library
from mentoring.operations.check_pair_files import problems as pair_files
from mentoring.operations.git import Repository, tracked_files
from mentoring.problems import Problem, Severity, capped
from mentoring.render import problems as render
from mentoring.store.reader import INTERRUPTED, load
from mentoring.store.record_kinds import DATA


@command()
def validate(
    *,
    root: Root,
    paths: Annotated[tuple[str, ...], argument(metavar="[PATH]...")],
    form: Annotated[str, formats("text", "json", "github")],
    today: Today,
) -> None:
    """Check every file: YAML, schema, the rules between records, your own letters and mappings.

    Pairs are compared with what the sealed matches chose. Hidden and foreign files below data/ are
    named, and private files that Git keeps.

    With PATHs (from the repository's root), only problems in those files or folders are shown.
    """
    files, problems, closed = _checked(root, today)
    if paths:
        for path in paths:
            if not (root / path).exists():
                raise UsageError(f"There is no {path}: a PATH starts at the repository's root.")
        wanted = [os.path.normpath(path) for path in paths]
        problems = [problem for problem in problems if _below(problem.path, wanted)]
        files = sum(_below(path, wanted) for path in Tree(root).list(DATA).files)
    problems = capped(problems)
    if form == "json":
        echo_json(render.as_json(files, problems))
    else:
        github, line_of = form == "github", partial(_line, Tree(root)) if colour() else None
        if problems and github:  # annotations; the whole list is in the job summary
            echo(render.as_annotations(problems))
        elif problems:  # on a terminal, which only its owner sees, with the offending line
            echo(render.as_text(problems, line_of=line_of, colour=colour()))
        echo(render.summary(files, problems))
        if closed:
            who = many(closed, "person", "people")
            echo(f"The identities of {who} are encrypted, and no key at hand opens them.")
        if github and (summary := os.environ.get("GITHUB_STEP_SUMMARY")):
            atomic.append(Path(summary), render.as_markdown(files, problems))
    exit_with(failed=any(problem.severity is Severity.ERROR for problem in problems))


def _checked(root: Path, today: date) -> tuple[int, list[Problem], int]:
    """How many files were checked, what is wrong in them, and how many people no key opens."""
    try:
        programme = load(root, watched("Reading records"))
    except DataError as error:
        return 1, list(error.problems), 0  # without the programme's own file, no other is checked
    if any(problem.code == INTERRUPTED for problem in programme.problems):
        return programme.files, [*programme.problems], 0  # the rules wait for the other half
    own, in_own = templates.problems(root)
    tracked = tracked_files(Repository(root))
    mappings, in_mappings = library.problems(root)
    alike = institutes.problems(root, programme)
    beside = (*in_own, *in_mappings, *alike, *tracked, *pair_files(programme))
    editions = programme.editions.values()
    people = (person for edition in editions for person in edition.people.values())
    closed = sum(not person.is_open for person in people)
    return programme.files + own + mappings, sorted((*check(programme, today), *beside)), closed


def _below(path: str, wanted: Sequence[str]) -> bool:
    return any(path == place or path.startswith(f"{place}/") or place == "." for place in wanted)


def _line(tree: Tree, path: str, number: int) -> str:
    """One line of a file, without its line end; empty if the file cannot be read as text."""
    try:
        lines = plain(tree.read(path)).split("\n")
    except DataError:
        return ""
    return lines[number - 1].rstrip("\r") if number <= len(lines) else ""
