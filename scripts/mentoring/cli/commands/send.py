"""`mentoring send`: sends each letter in the outbox once."""

from collections.abc import Iterator
from datetime import datetime
from typing import Annotated

from click import IntRange

from mentoring.cli import output
from mentoring.cli.command import Today, command, option
from mentoring.cli.smtp import MailServer, ledger_key, required_key
from mentoring.cli.writing import Writer
from mentoring.errors import UsageError
from mentoring.files.changes import plan
from mentoring.operations.sending.outbox import drafts, files_of
from mentoring.operations.sending.send import Report, Sending
from mentoring.problems import did_you_mean
from mentoring.store.edition import Edition


@command()
def send(
    *,
    edition: Edition,
    per_minute: Annotated[int, option(type=IntRange(1, 600))] = 20,
    by_hand: Annotated[bool, option("You sent the drafts yourself: only record it.")],
    again: Annotated[
        tuple[str, ...],
        option(
            "Send this one although its text changed or it may have arrived; may be repeated.",
            "LETTER",
        ),
    ],
    today: Today,
    write: Writer,
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
    key = ledger_key() if write.dry_run and not by_hand else required_key()
    sending = Sending(
        root=write.root,
        edition=edition,
        key=key or b"",
        now=datetime.combine(today, datetime.now().astimezone().timetz()),
        again=frozenset(again),
        by_hand=by_hand,
    )
    waiting = drafts(write.root, edition.name)
    known = {draft.key for draft in waiting}
    for letter in again:
        if letter not in known:
            raise UsageError(f"There is no draft {letter}. {did_you_mean(letter, known)}")
    if by_hand or write.dry_run:
        due, report = sending.due(waiting)
        if by_hand:
            write.records(edition, *(record for mail in due for record in sending.records(mail)))
        report.sent = [mail.draft.key for mail in due]
    else:
        report = sending.run(waiting, MailServer(root=write.root, per_minute=per_minute))
    write.apply(plan(write.root, files_of(edition, report.obsolete)))
    output.echo("\n".join(_lines(report, "to send" if write.dry_run else "sent")))
    output.exit_with(failed=not report.complete)


def _lines(report: Report, done: str) -> Iterator[str]:
    """The report in keys and reasons, without addresses."""
    yield f"{len(report.sent)} {done}, {len(report.already)} sent before."
    for key, why in sorted(report.obsolete.items()):
        yield f"  taken back: {key}: {why}"
    for key in report.changed:
        yield f"  held back, its text changed since it was sent: {key} (--again {key})"
    for key in report.in_doubt:
        yield (
            f"  in doubt: the connection broke before the server answered: {key}. Look at the "
            f"server's log or ask the receiver; then --again {key}, or --by-hand --again {key} if "
            "it arrived."
        )
    for key, why in sorted(report.refused.items()):
        yield f"  refused: {key}: {why}"
    if report.lost:
        yield "The connection broke. Accepted messages are recorded: run the command again."
