"""`mentoring announce`, `remind`, `certificates`, `send`, `agreement`: what is written to people.

Letters are composed, compared with the ledger of what was sent, and written into the outbox.
"""

import time
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import partial
from typing import Annotated

from click import IntRange

from mentoring.cli import output, smtp, templates
from mentoring.cli.command import Cohort, Today, command, option
from mentoring.cli.writing import Writer
from mentoring.errors import UsageError
from mentoring.files.changes import Changes
from mentoring.operations.letters import close
from mentoring.operations.letters.letter import Letter, current_couples
from mentoring.operations.letters.remind import remind as reminders
from mentoring.operations.sending.outbox import Outbox, State, message_of
from mentoring.operations.sending.send import Sending
from mentoring.people.pair import Pair
from mentoring.problems import did_you_mean
from mentoring.render.papers import agreement_pdf, template_signed
from mentoring.store.programme import Edition
from mentoring.store.reader import load
from mentoring.store.writer import changes

AGAIN = "Send this one although its text changed or it may have arrived; may be repeated."


@command()
def announce(
    *,
    cohort: Cohort,
    copy_texts: Annotated[bool, option("Only copy the texts that you want to edit.")],
    today: Today,
    write: Writer,
) -> None:
    """Write into outbox/ a letter to each applicant, and record the pairs of C as announced.

    The two sides of each pair are introduced to each other. All other applicants get an answer: on
    the waiting list, not selected, not eligible, too late, or a mentor not needed. A letter that
    the ledger lists as sent is not written again. Once the days to accept are over, only letters to
    new pairs are written. Nothing is announced before the edition's day, and only the pairs of the
    sealed match are. The texts are those in data/templates/, or else the package's.
    """
    from mentoring.operations import match_files
    from mentoring.operations.check_pair_files import require_sealed
    from mentoring.operations.letters.announce import announce as announced
    from mentoring.operations.letters.announce import best_tickets
    from mentoring.operations.run_match import why_waiting

    if copy_texts:
        write.apply(templates.copies(write.root))
        return
    programme = load(write.root)
    edition = programme.sound(cohort)
    if any(not entry.record.latest.meaning.told for entry in edition.pairs):
        require_sealed(programme, edition.name)
    known = match_files.numbers(write.root, edition.name)
    sealed = match_files.read(write.root, edition.name, known[-1]) if known else None
    tickets, why = (best_tickets(sealed), why_waiting(sealed)) if sealed else ({}, {})
    made = announced(edition, today, tickets=tickets, why=why)
    _write_drafts(edition, made.letters, today, write, pairs=made.pairs)


@command()
def remind(*, edition: Edition, today: Today, write: Writer) -> None:
    """Write the requests and reminders that are due into outbox/; remove those no longer due.

    A reminder becomes a step of its pair when it is sent; until then it is drafted again.

    A check-in is requested from three days before its day. A pair is reminded twice of anything it
    leaves open. Then `mentoring progress` asks an organiser to call, and no more reminders are
    written.
    """
    _write_drafts(edition, reminders(edition, today), today, write)


@command()
def certificates(
    *,
    edition: Edition,
    look_up: Annotated[str | None, option("Only say whose certificate has this code.", "CODE")],
    today: Today,
    write: Writer,
) -> None:
    """Write into outbox/ a letter of thanks, with a certificate, to all who completed.

    It asks for the last survey, and mentors whether they stay for the next edition. Each
    certificate has a short code, by which you can confirm it while the edition's data are kept.
    """
    if look_up is None:
        if why := close.why_none(edition, today):
            output.echo(why)
        _write_drafts(edition, tuple(close.closing(edition)), today, write)
        return
    code = look_up.strip().lower()
    found = [paper for paper in close.certificates(edition) if paper.code == code]
    for paper in found:
        output.echo(f"{code}: {paper.to.id}, {paper.to.role}, {paper.since} to {paper.until}")
    if not found:
        output.echo(f"No certificate of {edition.name} has the code {look_up}.")
    output.exit_with(failed=not found)


def _write_drafts(
    edition: Edition,
    letters: Sequence[Letter],
    today: date,
    write: Writer,
    pairs: Iterable[Pair] = (),
) -> None:
    """Write the drafts to send and the pairs that change with them; print how many.

    A letter already sent with the same text is left out; one whose text has changed since is
    written, and `send` holds it back. Outdated drafts are removed. Letters that one person's data
    prevent are named at the end, with exit status 1; all others are written.
    """
    from mentoring.render.letters.compose import compose

    cohort, paper = edition.cohort.record, templates.stationery(write.root)
    outbox = Outbox(root=write.root, edition=edition, today=today, key=smtp.ledger_key())
    keys: dict[State, list[str]] = {"new": [], "sent": [], "changed": []}
    drafts: dict[str, bytes | None] = {}
    problems: dict[str, None] = {}  # each once, in order
    for letter in letters:
        data, found = compose(letter, cohort, paper, today)
        problems |= dict.fromkeys(found)
        if data is not None:
            state = outbox.state(letter.key, message_of(data))
            keys[state].append(letter.key)
            if state != "sent":
                drafts[letter.key] = data
    obsolete = outbox.obsolete({letter.key for letter in letters})
    records = changes(write.root, pairs, edition=edition)
    private = outbox.files(dict.fromkeys(obsolete) | drafts)
    write.apply(Changes(root=write.root, files=(*records.files, *private.files)))
    known = {*edition.letters, *keys["new"]}
    waiting = sum(draft.key not in known for draft in outbox.drafts())
    output.say("drafted.txt.j2", outbox=outbox, keys=keys, obsolete=obsolete, waiting=waiting)
    for problem in problems:
        output.echo_err(problem)
    output.exit_with(failed=bool(problems))


@command()
def send(
    *,
    edition: Edition,
    per_minute: Annotated[int, option(type=IntRange(1, 600))] = 20,
    by_hand: Annotated[bool, option("You sent the drafts yourself: only record it.")],
    again: Annotated[tuple[str, ...], option(AGAIN, "LETTER")],
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
    key = smtp.ledger_key(required=by_hand or not write.dry_run)
    outbox = Outbox(root=write.root, edition=edition, today=today, key=key)
    known = {draft.key for draft in outbox.drafts()} if again else set()
    for letter in again:
        if letter not in known:
            raise UsageError(f"There is no draft {letter}. {did_you_mean(letter, known)}")
    now = datetime.combine(today, datetime.now().astimezone().timetz())
    sending = Sending(outbox=outbox, now=now, again=frozenset(again), by_hand=by_hand)
    if by_hand or write.dry_run:
        due, report = sending.due()
        if by_hand:
            write.records(edition, *(record for mail in due for record in sending.records(mail)))
    else:
        report = sending.run(smtp.connect, partial(time.sleep, 60 / per_minute))
    write.apply(outbox.files(dict.fromkeys(report["obsolete"])))
    sent = report["due" if by_hand or write.dry_run else "sent"]
    output.say("sent.txt.j2", sent=sent, report=report, dry_run=write.dry_run)
    output.exit_with(failed=not report.complete)


@command()
def agreement(*, edition: Edition, write: Writer) -> None:
    """Write into outbox/ the agreement of each pair of C: with its terms, or blank.

    The text is data/templates/agreement.typ, if the programme has its own. A pair that signed an
    earlier version keeps that version: it is set from data/templates/agreement-VERSION.typ.
    """
    documents, fonts = templates.documents(write.root), templates.fonts(write.root)
    files: dict[str, bytes] = {}
    problems: list[str] = []
    earlier = []
    for couple in output.watched("Agreements")(current_couples(edition)):
        signed = couple.mentorship.agreement
        version = signed.template if signed else None
        text = template_signed(documents, version)
        if text is None:
            earlier.append(f"{couple.mentee.id} ({version})")
        else:
            pdf = agreement_pdf(text, edition.cohort.record, couple, problems, fonts=fonts)
            files[f"agreements/{couple.mentee.id}.pdf"] = pdf
    write.outbox(edition.name, files)
    output.say("agreements.txt.j2", files=files, edition=edition.name, earlier=earlier)
    for problem in problems:
        output.echo_err(problem)
    output.exit_with(failed=bool(problems))
