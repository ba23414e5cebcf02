"""Imports check-ins, terms and signatures that one side of a pair sent."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from mentoring.checks.identity import normalised
from mentoring.errors import MentoringError
from mentoring.intake.eligibility import day_of
from mentoring.intake.importing.cell_positions import Places
from mentoring.intake.importing.row_outcomes import ImportResult, Outcome, Verdict, refused
from mentoring.intake.reading.answers import Answers
from mentoring.people.pair import Pair
from mentoring.people.side import Side
from mentoring.problems import Problem
from mentoring.store.edition import Edition
from mentoring.store.serialize import to_plain


@dataclass(frozen=True, kw_only=True, slots=True)
class Sent:
    """What one side sent on a day: values by field, as their mapping names them."""

    row: int
    by: Side
    on: date
    values: dict[str, Any]


Record = Callable[[Pair, Sent], Pair]
"""A function that records what was sent; raises MentoringError if it cannot."""


class SupersededError(MentoringError):
    """The answer is superseded by a later one from the same side."""


def take(rows: Iterable[Answers], edition: Edition, places: Places, record: Record) -> ImportResult:
    """The pairs after every row, in the order in which people sent them."""
    before = {entry.record.mentee: entry.record for entry in edition.pairs}
    after = dict(before)
    outcomes: list[Outcome] = []
    for answers in sorted(rows, key=_sent_at):
        pair, problems = _pair_meant(answers, edition, after, places)
        if pair is None:
            outcomes.append(refused(answers.row, problems))
            continue
        after[pair.mentee], outcome = _recorded(pair, answers, edition, places, record)
        outcomes.append(outcome)
    changed = {mentee for mentee in after if after[mentee] != before[mentee]}
    return ImportResult(
        records=tuple(after[mentee] for mentee in sorted(changed)),
        outcomes=tuple(one if one.id in changed else _settled(one) for one in outcomes),
    )


def _settled(outcome: Outcome) -> Outcome:
    """The outcome of a row whose pair ends up unchanged."""
    if outcome.verdict is Verdict.NEW:
        return replace(outcome, verdict=Verdict.UNCHANGED)
    return outcome


def _sent_at(answers: Answers) -> tuple[datetime, int]:
    return answers.values["submitted"], answers.row


def _recorded(
    pair: Pair, answers: Answers, edition: Edition, places: Places, record: Record
) -> tuple[Pair, Outcome]:
    sent = Sent(
        row=answers.row,
        by=answers.values["by"],
        on=day_of(answers.values["submitted"], edition.cohort.record),
        values=answers.values,
    )
    try:
        changed = record(pair, sent)
    except SupersededError as error:
        return pair, _outcome(sent, pair, Verdict.SUPERSEDED, str(error))
    except MentoringError as error:
        return pair, refused(sent.row, [places.fault(sent.row, "", "not-recorded", str(error))])
    problems = places.refused(sent.row, "pair", to_plain(changed))
    if problems:
        return pair, refused(sent.row, problems)
    verdict = Verdict.UNCHANGED if changed == pair else Verdict.NEW
    return changed, _outcome(sent, pair, verdict)


def _outcome(sent: Sent, pair: Pair, verdict: Verdict, reason: str = "") -> Outcome:
    return Outcome(row=sent.row, verdict=verdict, id=pair.mentee, reason=reason)


def _pair_meant(
    answers: Answers, edition: Edition, pairs: dict[str, Pair], places: Places
) -> tuple[Pair | None, tuple[Problem, ...]]:
    """The pair that a row is about: by its code, or the only pair with this address."""
    row, values = answers.row, answers.values
    theirs = {pair.mentee: pair for pair in _pairs_of(values, edition, pairs)}
    code = values.get("pair")
    if code is not None and code not in theirs:
        message = "the address is in no pair of that code"
        hint = "Look up the code in the letter that announced the pair."
        return None, (places.fault(row, "pair", "pair-unknown", message, hint),)
    if code is not None or len(theirs) == 1:
        return theirs[code or next(iter(theirs))], ()
    if theirs:
        message = "the address is in several pairs"
        hint = f"One of {', '.join(sorted(theirs))}; ask which, and add the pair's code."
        return None, (places.fault(row, "pair", "pair-unclear", message, hint),)
    message = "the address is in no pair on that side"
    hint = (
        f"Correct it to the one that the {values['by']} applied with; or record it as theirs with "
        "`mentoring correct`, as person.other_emails."
    )
    return None, (places.fault(row, "email", "address-unknown", message, hint),)


def _pairs_of(values: dict[str, Any], edition: Edition, pairs: dict[str, Pair]) -> Iterator[Pair]:
    """The pairs with this address on this side, current pairs first."""
    address = normalised(str(values["email"]))
    ids = {
        person.id
        for person in edition.people.values()
        if address in map(normalised, person.person.emails) and person.role.value == values["by"]
    }
    for pair in pairs.values():
        seconds = {mentor.mentor for mentor in pair.latest.second_mentors}
        who = {pair.mentee} if values["by"] == "mentee" else {pair.latest.mentor, *seconds}
        meaning = pair.latest.meaning
        if who & ids and (meaning.place or meaning.certificate):
            yield pair
