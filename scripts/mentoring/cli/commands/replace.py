"""`mentoring replace`: a new pair after a drop-out, with the least disturbance."""

from datetime import date
from pathlib import Path

import click

from mentoring.cli import output, writing
from mentoring.cli.options import cohort_argument, dry_run_option, pass_root, today_option
from mentoring.people.side import Side


@click.command()
@cohort_argument
@click.argument("mentee", metavar="[MENTEE]", required=False)
@click.option("--left", type=click.Choice(["mentee", "mentor"]), help="Who left the pair.")
@click.option("--stays", is_flag=True, help="The person who left may be paired again.")
@click.option(
    "--reason", metavar="WORDS", help="Why, without names; kept if MENTEE gets a new mentor."
)
@click.option(
    "--allow-moves",
    type=click.IntRange(0),
    default=0,
    metavar="N",
    show_default=True,
    help="How many announced pairs may be moved for it.",
)
@today_option
@dry_run_option
@pass_root
def command(
    root: Path,
    /,
    cohort: str,
    mentee: str | None,
    left: Side | None,
    today: date,
    *,
    stays: bool,
    reason: str | None,
    allow_moves: int,
    dry_run: bool,
) -> None:
    """Find the best new pairs of the edition C after a person has left MENTEE's pair.

    The partner who remains comes first, then the mentees who have waited longest. No announced pair
    is moved. The person who left withdraws from the edition, unless they stay. A person who ended
    or declined a mentorship gets a new one only on request: name their pair, with --stays. Without
    MENTEE, late mentees are paired with the mentors who are free.
    """
    from mentoring.operations.replacement import Wanted, replacement
    from mentoring.operations.withdraw import Departure
    from mentoring.render.matching import replacement_as_text
    from mentoring.store.reader import load

    if (mentee is None) != (left is None):
        raise click.UsageError("MENTEE and --left go together: whose pair, and who left it.")
    gone = Departure(mentee=mentee, left=left, stays=stays) if mentee and left else None
    wanted = Wanted(departure=gone, reason=reason, allow_moves=allow_moves)
    done = replacement(load(root), cohort, wanted, today)
    output.echo(replacement_as_text(done))
    writing.apply(done.changes, dry_run=dry_run)
