"""`mentoring match`: the optimal pairs, with a proof."""

from datetime import date
from pathlib import Path

import click

from mentoring.cli import output, writing
from mentoring.cli.options import (
    cohort_argument,
    dry_run_option,
    format_option,
    pass_root,
    resamples_option,
    today_option,
)
from mentoring.cli.values import PAIR, WEIGHT
from mentoring.matching.what_if import Wish
from mentoring.operations.run_match import MatchResult
from mentoring.store.programme import Programme

PAGE = "outbox/{cohort}/match.html"
LASTING = "Lasting decisions go into data/decisions/{cohort}.yaml, each with its reason."
ANNOUNCED = (
    "The pairs are announced, so none is chosen again. To change an announced pair: "
    "`mentoring replace {cohort} MENTEE --left mentee|mentor`."
)


@click.command()
@cohort_argument
@click.option("--pin", "pins", type=PAIR, multiple=True, help="What if this pair were required?")
@click.option(
    "--forbid", "forbids", type=PAIR, multiple=True, help="What if this pair were forbidden?"
)
@click.option("--without", multiple=True, metavar="ID", help="What if they did not take part?")
@click.option("--cap", type=click.IntRange(0), help="What if there were at most N pairs?")
@click.option("--weights", type=WEIGHT, multiple=True, help="What if a criterion had this weight?")
@click.option("--report", is_flag=True, help="Print Markdown for the pull request, write a page.")
@click.option("--names", is_flag=True, help="Name people on the page, which is for the organisers.")
@resamples_option(0)
@format_option("text", "json")
@today_option
@dry_run_option
@pass_root
def command(
    root: Path,
    /,
    cohort: str,
    form: str,
    today: date,
    *,
    pins: tuple[tuple[str, str], ...],
    forbids: tuple[tuple[str, str], ...],
    without: tuple[str, ...],
    cap: int | None,
    weights: tuple[tuple[str, int], ...],
    report: bool,
    names: bool,
    resamples: int,
    dry_run: bool,
) -> None:
    """Choose the best pairs of the edition C, as proposals, sealed with a proof.

    After the announcement it shows the announced pairs and writes none. With --pin, --forbid,
    --without, --cap or --weights it shows what would change, and writes nothing: lasting decisions
    go into data/decisions/, each with its reason. With --report it prints the committee's report in
    Markdown, by ids, and writes it as a page into outbox/.
    """
    from mentoring.matching.what_if import Wish
    from mentoring.render import matching as render
    from mentoring.store.reader import load

    wish = Wish(pins=pins, forbids=forbids, without=without, cap=cap)
    what_if = bool(wish or weights)
    if report and (what_if or form == "json"):
        raise click.UsageError("--report is about the match itself, and prints Markdown.")
    if names and not report:
        raise click.UsageError("--names goes with --report: only the page of the report has names.")
    programme = load(root)
    if what_if:
        _what_if(programme, cohort, wish, dict(weights), form)
        return
    done = _match(programme, cohort, today, "markdown" if report else form)
    if report:
        pages = _report(programme, done, resamples, names=names)
    else:
        output.show(form, render, done)
    if done.announced:
        output.echo_err("Pairs are announced, so no pair was written.")
    else:
        writing.apply(done.changes, dry_run=dry_run)
    if report:
        writing.write_private(root, pages, dry_run=dry_run)


def _match(programme: Programme, cohort: str, today: date, form: str) -> MatchResult:
    """The match; if none is feasible, prints why in the chosen format and exits."""
    from mentoring.matching.explain.shortage import InfeasibleError
    from mentoring.operations.run_match import match
    from mentoring.render import matching as render

    try:
        edition = programme.edition(cohort)
        steps = len(edition.mentees) + len(edition.cohort.record.matching.objective)
        with output.progress("Scoring and choosing", steps) as advance:
            return match(programme, cohort, today, advance)
    except InfeasibleError as error:
        if form == "json":
            output.echo_json(render.impossible_as_json(cohort, error))
        elif form == "markdown":
            output.echo(render.impossible_as_markdown(cohort, error))
        raise


def _report(
    programme: Programme, done: MatchResult, resamples: int, *, names: bool
) -> dict[str, bytes]:
    """Print the committee's report; return its page, by path."""
    from mentoring.operations.report import report
    from mentoring.render.report.report import as_html, as_markdown

    edition = programme.edition(done.outcome.cohort)
    with output.progress("Testing how firm it is", resamples) as advance:
        found = report(edition, done, resamples, advance)
    output.echo(as_markdown(found))
    page = as_html(found, edition.names if names else {})
    return {PAGE.format(cohort=edition.name): page.encode()}


def _what_if(
    programme: Programme, cohort: str, wish: Wish, weights: dict[str, int], form: str
) -> None:
    from mentoring.operations.decision_trial import trial
    from mentoring.render import trial as render

    tried = trial(programme, cohort, wish, weights)
    output.show(form, render, tried)
    advice = ANNOUNCED if tried.announced else LASTING
    output.echo_err(f"What if: nothing was written. {advice.format(cohort=tried.cohort)}")
    output.exit_with(failed=tried.impossible is not None)
