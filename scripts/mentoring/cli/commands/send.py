"""`mentoring send`: sends each letter in the outbox once."""

from datetime import date, datetime
from pathlib import Path

import click

from mentoring.cli import output, writing
from mentoring.cli.drafting import ledger_key, required_key, say_taken_back
from mentoring.cli.options import dry_run_option, pass_edition, today_option
from mentoring.cli.smtp import MailServer
from mentoring.errors import UsageError
from mentoring.files.changes import plan
from mentoring.operations.sending.outbox import Draft, Journal, drafts, files_of
from mentoring.operations.sending.send import Report, Sending
from mentoring.problems import did_you_mean
from mentoring.store.edition import Edition


@click.command()
@pass_edition
@click.option("--per-minute", type=click.IntRange(1, 600), default=20, show_default=True)
@click.option("--by-hand", is_flag=True, help="You sent the drafts yourself: only record it.")
@click.option(
    "--again",
    metavar="LETTER",
    multiple=True,
    help="Send this one although its text changed or it may have arrived; may be repeated.",
)
@today_option
@dry_run_option
def command(
    root: Path,
    edition: Edition,
    today: date,
    per_minute: int,
    again: tuple[str, ...],
    *,
    by_hand: bool,
    dry_run: bool,
) -> None:
    """Send the letters of C that are in outbox/, over SMTP with TLS.

    The server and the account come from the environment: MENTORING_SMTP_HOST, _PORT, _USER,
    _PASSWORD, _SECURITY. Each message is noted in data/ledgers/ when the server accepts it, so that
    the next run finishes an interrupted one. A reminder that was sent is a step of its pair.

    Each draft is checked again before it is sent: no letter goes to a person who has left, died or
    withdrawn consent, or names them as a partner. Drafts that are no longer right are removed, with
    the reason. To record a draft that you sent by hand, use --by-hand --again.

    MENTORING_LEDGER_KEY keys the hashes of what was sent. A dry run works without it, but cannot
    see whether a text has changed since it was sent.
    """
    key = ledger_key() if dry_run and not by_hand else required_key()
    sending = Sending(
        edition=edition,
        journal=Journal(root, edition.name),
        key=key or b"",
        now=datetime.combine(today, datetime.now().astimezone().timetz()),
        again=frozenset(again),
        by_hand=by_hand,
    )
    found = drafts(root, edition.name)
    _refuse_unknown(again, found)
    if by_hand or dry_run:
        due, report = sending.due(found)
        if by_hand:
            records = [record for mail in due for record in sending.records(mail)]
            writing.record(root, edition, *records, dry_run=dry_run)
        report.sent = [mail.draft.key for mail in due]
    else:
        report = sending.run(found, MailServer(root=root, per_minute=per_minute))
    writing.apply(plan(root, files_of(edition, report.taken_back)), dry_run=dry_run)
    _say(report, "to send" if dry_run else "sent")
    output.exit_with(failed=not report.complete)


def _refuse_unknown(again: tuple[str, ...], found: tuple[Draft, ...]) -> None:
    keys = {draft.key for draft in found}
    for key in again:
        if key not in keys:
            raise UsageError(f"There is no draft {key}. {did_you_mean(key, keys)}")


def _say(report: Report, done: str) -> None:
    """Print keys and reasons, but no addresses."""
    output.echo(f"{len(report.sent)} {done}, {len(report.already)} sent before.")
    say_taken_back(report.taken_back)
    for key in report.changed:
        output.echo(f"  held back, its text changed since it was sent: {key} (--again {key})")
    for key in report.in_doubt:
        output.echo(
            f"  in doubt: the connection broke before the server answered: {key}. Look at the "
            f"server's log or ask the receiver; then --again {key}, or --by-hand --again {key} if "
            "it arrived."
        )
    for key, why in sorted(report.refused.items()):
        output.echo(f"  refused: {key}: {why}")
    if report.lost:
        output.echo("The connection broke. Accepted messages are recorded: run the command again.")
