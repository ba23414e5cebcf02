"""`mentoring verify`: the proof, checked without a solver."""

from pathlib import Path

import click

from mentoring.cli import output
from mentoring.cli.options import cohort_argument, format_option, pass_root


@click.command()
@cohort_argument
@click.option("--since", metavar="COMMIT", help="Refuse sealed files changed since this commit.")
@format_option("text", "json")
@pass_root
def command(root: Path, cohort: str, since: str | None, form: str) -> None:
    """Check every sealed match of the edition C, and its present pairs.

    Optimal: each match is the best for its sealed instance. Bound: the instance obeys the edition's
    rules and decisions and, by the repository's history, is what the data gave when it was sealed;
    unknown without a history, or in a shallow clone. Current: today's data would seal the same
    instance, which must hold until the announcement. Feasible: the present pairs keep today's
    rules. Decisions that the match obeyed are listed, each with its reason and its cost: what
    would be better without it.

    With --since, as CI has it for a pull request, sealed matches of any edition that were changed
    or removed since that commit are refused, except for what an erasure changes.
    """
    from mentoring.operations.bound import rewritten_since
    from mentoring.operations.git.repository import Repository
    from mentoring.operations.verification import verdict
    from mentoring.render import verification as render
    from mentoring.render.problems import as_text
    from mentoring.store.reader import load

    programme = load(root)
    found = verdict(programme, programme.edition(cohort).name)
    if found.problems and form == "text":
        output.echo(as_text(found.problems))
    output.show(form, render, found)
    rewritten = rewritten_since(Repository(root), since) if since else ()
    if rewritten:
        output.echo_err(as_text(rewritten))
    output.exit_with(failed=bool(rewritten) or not found.holds)
