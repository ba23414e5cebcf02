"""Imports check-ins, terms and signatures that one side of a pair sent."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from msgspec import ValidationError

from mentoring.errors import MentoringError, SupersededError
from mentoring.intake.forms.fields import nested
from mentoring.intake.importing.context import Context, Imported, Outcome, Verdict, refused
from mentoring.intake.reading.answers import Answers
from mentoring.people.normalized_words import normalised
from mentoring.people.pair import Pair, PairAnswer
from mentoring.problems import Problem
from mentoring.store.programme import Edition
from mentoring.store.serialize import from_plain, to_plain


def imported(rows: Iterable[Answers], context: Context, advance: Callable[[int], None]) -> Imported:
    """The pairs after every row, in the order in which people sent them."""
    edition = context.target.edition
    before = {entry.record.mentee: entry.record for entry in edition.pairs}
    after = dict(before)
    outcomes: list[Outcome] = []
    for answers in sorted(rows, key=lambda sent: (sent.values["submitted"], sent.row)):
        advance(1)
        row, reason, verdict = answers.row, "", Verdict.NEW
        found = _pair_meant(answers, context, after)
        if isinstance(found, Problem):
            outcomes.append(refused(row, [found]))
            continue
        on = edition.cohort.record.day_of(answers.values["submitted"])
        plain = nested(answers.values)
        plain |= {**plain.get("reported", {}), "on": on.isoformat()}
        try:
            changed = context.target.record(found, from_plain(plain, PairAnswer))
            problems = context.of_record(row, "pair", to_plain(changed))
            after[found.mentee] = found if problems else changed
            verdict = Verdict.UNCHANGED if changed == found else Verdict.NEW
        except SupersededError as error:
            verdict, reason, problems = Verdict.SUPERSEDED, str(error), ()
        except (MentoringError, ValidationError) as error:
            problems = (context.problem(row, "", "not-recorded", error=error),)
        outcome = Outcome(row=row, verdict=verdict, id=found.mentee, reason=reason)
        outcomes.append(refused(row, problems) if problems else outcome)
    changed_pairs = sorted(mentee for mentee in after if after[mentee] != before[mentee])
    for number, outcome in enumerate(outcomes):
        if outcome.verdict is Verdict.NEW and outcome.id not in changed_pairs:
            outcomes[number] = replace(outcome, verdict=Verdict.UNCHANGED)
    return tuple(after[mentee] for mentee in changed_pairs), tuple(outcomes)


def _pair_meant(answers: Answers, context: Context, pairs: Mapping[str, Pair]) -> Pair | Problem:
    """The pair that a row is about: by its code, or the only pair with this address."""
    values = answers.values
    theirs = {pair.mentee: pair for pair in _pairs_of(values, context.target.edition, pairs)}
    code = values.get("pair")
    if code in theirs or (code is None and len(theirs) == 1):
        return theirs[code or next(iter(theirs))]
    if code is not None:
        return context.problem(answers.row, "pair", "pair-unknown")
    if theirs:
        return context.problem(answers.row, "pair", "pair-unclear", pairs=", ".join(sorted(theirs)))
    return context.problem(answers.row, "email", "address-unknown", side=values["by"])


def _pairs_of(
    values: Mapping[str, Any], edition: Edition, pairs: Mapping[str, Pair]
) -> Iterator[Pair]:
    """The pairs with this address on this side that are current, or came to their end."""
    address, by = normalised(str(values["email"])), values["by"]
    ids = {
        person.id
        for person in edition.people.values()
        if address in map(normalised, person.person.emails) and person.role.value == by
    }
    for pair in pairs.values():
        latest = pair.latest
        seconds = {mentor.mentor for mentor in latest.second_mentors}
        who = {pair.mentee} if by == "mentee" else {latest.mentor, *seconds}
        if who & ids and (latest.meaning.place or latest.meaning.certificate):
            yield pair
