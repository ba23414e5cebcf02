"""Check-ins, terms and signatures: what one side of a pair sent, and about which pair."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mentoring.checks.identity import normalised
from mentoring.errors import MentoringError
from mentoring.intake.eligibility import day_of
from mentoring.intake.taking.outcome import Outcome, Verdict, refused
from mentoring.intake.taking.taken import Check, Taken, fault
from mentoring.people.pair import OVER, Pair
from mentoring.store.plain import to_plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date, datetime

    from mentoring.intake.reading.answers import Answers
    from mentoring.people.side import Side
    from mentoring.problems import Problem
    from mentoring.store.edition import Edition


@dataclass(frozen=True, kw_only=True, slots=True)
class Sent:
    """What one side sent on a day: values by field, as their mapping names them."""

    row: int
    by: Side
    on: date
    values: dict[str, Any]


Record = Callable[[Pair, Sent], Pair]
"""Records what was sent; raises MentoringError where it cannot be."""


def take(rows: Iterable[Answers], edition: Edition, check: Check, record: Record) -> Taken:
    """The pairs after every row, in the order in which people sent them."""
    before = {entry.record.mentee: entry.record for entry in edition.pairs}
    after = dict(before)
    outcomes: list[Outcome] = []
    for answers in sorted(rows, key=_sent_at):
        pair, problems = _pair_meant(answers, edition, after)
        if pair is None:
            outcomes.append(refused(answers.row, problems))
            continue
        changed, outcome = _recorded(pair, answers, edition, check, record)
        after[pair.mentee] = changed
        outcomes.append(outcome)
    records = tuple(after[mentee] for mentee in sorted(after) if after[mentee] != before[mentee])
    return Taken(records=records, outcomes=tuple(outcomes))


def _sent_at(answers: Answers) -> tuple[datetime, int]:
    return answers.values["submitted"], answers.row


def _recorded(
    pair: Pair, answers: Answers, edition: Edition, check: Check, record: Record
) -> tuple[Pair, Outcome]:
    sent = Sent(
        row=answers.row,
        by=answers.values["by"],
        on=day_of(answers.values["submitted"], edition.cohort.record),
        values=answers.values,
    )
    try:
        changed = record(pair, sent)
    except MentoringError as error:
        return pair, refused(answers.row, fault(answers.row, "not-recorded", str(error)))
    problems = check(answers.row, "pair", to_plain(changed))
    if problems:
        return pair, refused(answers.row, problems)
    verdict = Verdict.UNCHANGED if changed == pair else Verdict.NEW
    return changed, Outcome(row=answers.row, verdict=verdict, id=pair.mentee)


def _pair_meant(
    answers: Answers, edition: Edition, pairs: dict[str, Pair]
) -> tuple[Pair | None, tuple[Problem, ...]]:
    """The pair that a row is about: by its code, or the only one that the address is in."""
    row, values = answers.row, answers.values
    theirs = {pair.mentee: pair for pair in _pairs_of(values, edition, pairs)}
    code = values.get("pair")
    if code is not None and code not in theirs:
        hint = "Look up the code in the letter that announced the pair."
        return None, fault(row, "pair-unknown", "the address is in no pair of that code", hint)
    if code is not None or len(theirs) == 1:
        return theirs[code or next(iter(theirs))], ()
    if theirs:
        hint = f"One of {', '.join(sorted(theirs))}; ask which, and add the pair's code."
        return None, fault(row, "pair-unclear", "the address is in several pairs", hint)
    hint = f"Correct it to the one that the {values['by']} applied with."
    return None, fault(row, "address-unknown", "the address is in no pair on that side", hint)


def _pairs_of(values: dict[str, Any], edition: Edition, pairs: dict[str, Pair]) -> Iterator[Pair]:
    """The pairs, standing ones first, in which somebody with this address is on this side."""
    address = normalised(str(values["email"]))
    ids = {
        one.id
        for one in edition.people.values()
        if normalised(one.person.email) == address and one.role.value == values["by"]
    }
    for pair in pairs.values():
        who = pair.mentee if values["by"] == "mentee" else pair.latest.mentor
        if who in ids and pair.latest.status not in OVER:
            yield pair
