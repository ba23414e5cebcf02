"""`mentoring robustness`: how stable the optimal pairs are, and who is on the margin."""

from pathlib import Path

import click

from mentoring.cli import output
from mentoring.cli.options import cohort_argument, format_option, pass_root, resamples_option


@click.command()
@cohort_argument
@resamples_option(1)
@click.option("--seed", type=int, default=1, show_default=True, help="Draw other cases.")
@format_option("text", "json", "markdown")
@pass_root
def command(root: Path, cohort: str, resamples: int, seed: int, form: str) -> None:
    """Match the edition C again many times, each time with uncertain values drawn again.

    Review scores vary within their uncertainty, weights by up to a fifth. Mentees who are
    selected in some cases and not in others are on the edge: look at them once more. Nothing is
    written; the same seed gives the same result.
    """
    from mentoring.operations.robustness import firmness
    from mentoring.render import robustness as render
    from mentoring.store.reader import load

    programme = load(root)
    with output.progress("Matching again", resamples) as advance:
        firm = firmness(programme, cohort, times=resamples, seed=seed, progress=advance)
    output.show(form, render, firm)
