"""`mentoring match`: the best pairs, and their proof."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from mentoring.cli import output
from mentoring.cli.options import (
    cohort_argument,
    dry_run_option,
    format_option,
    pass_root,
    today_option,
)
from mentoring.cli.pairs import PAIR

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from mentoring.matching.what_if import Wish
    from mentoring.operations.match import Matching
    from mentoring.store.programme import Programme


@click.command(short_help="Choose the best pairs, and prove it.")
@cohort_argument
@click.option("--pin", "pins", type=PAIR, multiple=True, help="What if this pair had to be?")
@click.option("--forbid", "forbids", type=PAIR, multiple=True, help="What if it could not be?")
@click.option("--without", multiple=True, metavar="ID", help="What if they took no part?")
@click.option("--cap", type=click.IntRange(0), help="What if there were at most so many pairs?")
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
    dry_run: bool,
    **wished: Any,  # noqa: ANN401 (pins, forbids, without, cap)
) -> None:
    """Choose the best pairs of the edition C, as proposals, sealed with a proof.

    Once pairs are announced nothing is written any more: it shows what stands. With --pin,
    --forbid, --without or --cap it shows what would change, and writes nothing: decisions that
    last go into data/decisions/, each with its reason.
    """
    from mentoring.matching.what_if import Wish
    from mentoring.store.reader import load

    programme = load(root)
    wish = Wish(**wished)
    if wish:
        _what_if(programme, cohort, wish, form)
    else:
        _matched(_match(programme, cohort, today), form, dry_run=dry_run)


def _match(programme: Programme, cohort: str, today: date) -> Matching:
    from mentoring.operations.match import match

    with output.progress("Scoring", len(programme.edition(cohort).mentees)) as advance:
        return match(programme, cohort, today, advance)


def _matched(done: Matching, form: str, *, dry_run: bool) -> None:
    from mentoring.render import matching as render

    if form == "json":
        output.show_json(render.as_json(done.outcome))
    else:
        output.show(render.as_text(done))
    if done.standing:
        output.note("Pairs are announced, so nothing was written.")
    else:
        output.apply(done.changes, dry_run=dry_run)


def _what_if(programme: Programme, cohort: str, wish: Wish, form: str) -> None:
    from mentoring.operations.trial import trial
    from mentoring.render import trial as render

    tried = trial(programme, cohort, wish)
    if form == "json":
        output.show_json(render.as_json(tried))
    else:
        output.show(render.as_text(tried))
    output.note("What if: nothing was written.")
