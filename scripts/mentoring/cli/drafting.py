"""Writes letters to the outbox: composes them, compares the ledger, writes new or changed ones."""

import os
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from mentoring.cli import output, templates, writing
from mentoring.errors import PersonError, UsageError
from mentoring.files.changes import Changes, plan
from mentoring.operations.letters.letter import Letter
from mentoring.operations.sending.ledger import Ledger, State
from mentoring.operations.sending.outbox import drafts, files_of, folder_of, message_of, obsolete
from mentoring.people.pair import Pair
from mentoring.render.letters.compose import Stationery
from mentoring.store.edition import Edition
from mentoring.store.writer import changes

KEY = "MENTORING_LEDGER_KEY"


def ledger_key() -> bytes | None:
    """The key of the ledger's hashes, from the environment alone."""
    return os.environ.get(KEY, "").encode() or None


def required_key() -> bytes:
    """The key; raises an error that says what to do if there is none."""
    key = ledger_key()
    if key is None:
        raise UsageError(
            f"Set {KEY} to the programme's secret key: it keys the hashes in data/ledgers/. Make "
            "one once, with `python -c 'import secrets; print(secrets.token_hex(32))'`, and keep "
            "it where the mail password is."
        )
    return key


def stationery(root: Path) -> Stationery:
    """The programme's own texts and templates, else the package's."""
    from mentoring.render.letters.compose import Stationery
    from mentoring.render.papers import CERTIFICATE, packaged

    return Stationery(
        texts=templates.own_texts(root, "letters"),
        agreement=templates.agreement_template(root),
        certificate=templates.own_texts(root, "").get(CERTIFICATE) or packaged(CERTIFICATE),
        fonts=templates.fonts(root),
        logo=templates.logo(root),
    )


def write_drafts(
    root: Path,
    edition: Edition,
    letters: Iterable[Letter],
    pairs: Iterable[Pair],
    today: date,
    *,
    dry_run: bool,
) -> None:
    """Write the drafts to send and the pairs that change with them; print how many.

    A letter already sent with the same text is left out. If the text has changed since, the letter
    is written and named, and `send` holds it back until told otherwise. Outdated drafts that were
    never sent are removed. Letters that one person's data prevent are named at the end, with exit
    status 1; all others are written.
    """
    ledger = Ledger(edition, ledger_key())
    letters = tuple(letters)
    written, problems = _composed(letters, edition, stationery(root), today)
    taken_back = obsolete(root, edition, today, {letter.key for letter in letters})
    files: dict[str, bytes | None] = {**files_of(edition, taken_back)}
    states: dict[State, list[str]] = {state: [] for state in State}
    for letter, data in written:
        state = ledger.state(letter.name, letter.to.id, message_of(data))
        states[state].append(letter.key)
        if state is not State.SENT:
            files[f"{folder_of(edition.name)}/{letter.key}.eml"] = data
    writing.apply(
        _together(changes(root, pairs, edition=edition), plan(root, files, private=True)),
        dry_run=dry_run,
    )
    say_taken_back(taken_back)
    _say(edition, states)
    _remember(root, edition, states[State.NEW])
    for problem in problems:
        output.echo_err(problem)
    output.exit_with(failed=bool(problems))


def _composed(
    letters: Iterable[Letter], edition: Edition, paper: Stationery, today: date
) -> tuple[list[tuple[Letter, bytes]], list[str]]:
    """The letters that can be written, and the problems that prevent the others or a part."""
    from mentoring.render.letters.compose import compose

    written: list[tuple[Letter, bytes]] = []
    problems: dict[str, None] = {}
    for letter in letters:
        try:
            made = compose(letter, edition.cohort.record, paper, today)
        except PersonError as error:
            problems[f"Not written: {letter.key}. {error}"] = None
            continue
        written.append((letter, made.data))
        problems |= dict.fromkeys(made.warnings)
    return written, list(problems)


def say_taken_back(why: Mapping[str, str]) -> None:
    """Print the outdated drafts, by key, and why each was removed."""
    for key, reason in sorted(why.items()):
        output.echo(f"  taken back: {key}: {reason}")


def _together(first: Changes, second: Changes) -> Changes:
    return Changes(root=first.root, files=(*first.files, *second.files))


def _say(edition: Edition, states: dict[State, list[str]]) -> None:
    new, sent, changed = (states[state] for state in (State.NEW, State.SENT, State.CHANGED))
    output.echo(f"{len(new)} to send, {len(sent)} sent before, {len(changed)} changed since.")
    for key in changed:
        output.echo(f"  changed since it was sent: {key} (to send it: --again {key})")
    if new:
        output.echo(f"Look at {folder_of(edition.name)}/, then: mentoring send {edition.name}")


def _remember(root: Path, edition: Edition, new: list[str]) -> None:
    """Print that drafts of an earlier run still wait to be sent."""
    known = {f"{entry.record.letter}-{entry.record.to}" for entry in edition.sent} | set(new)
    waiting = sum(draft.key not in known for draft in drafts(root, edition.name))
    if waiting:
        output.echo(
            f"{waiting} earlier in {folder_of(edition.name)}/ not sent yet: "
            f"mentoring send {edition.name}"
        )
