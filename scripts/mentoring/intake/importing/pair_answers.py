"""Imports check-ins, terms and signatures that one side of a pair sent."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from mentoring.checks.identity import normalised
from mentoring.errors import MentoringError
from mentoring.intake.forms.fields import nested
from mentoring.intake.importing.cell_positions import Places
from mentoring.intake.importing.outcomes import Outcome, Result, Verdict, refused
from mentoring.intake.reading.answers import Answers
from mentoring.people import meeting
from mentoring.people.agreement import Terms
from mentoring.people.meeting import CheckIn, Reported
from mentoring.people.pair import Mentorship, Pair
from mentoring.people.side import Side
from mentoring.problems import Problem
from mentoring.programme.cohort import Cohort
from mentoring.store.edition import Edition
from mentoring.store.serialize import from_plain, to_plain

EARLY = timedelta(days=14)  # an answer this long before a check-in's date already belongs to it


@dataclass(frozen=True, kw_only=True, slots=True)
class Sent:
    """What one side sent on a day: values by field, as their mapping names them."""

    row: int
    by: Side
    on: date
    values: dict[str, Any]

    def check_in(self, cohort: Cohort) -> CheckIn:
        """The check-in: the last one due when the answer came, or up to `EARLY` later."""
        asked = [due for due in cohort.check_ins if due - EARLY <= self.on]
        if not asked:
            first = min(cohort.check_ins, default=None)
            message = f"the answer of {self.on} is long before the first check-in, {first}"
            raise MentoringError(message)
        answers = from_plain(nested(self.values).get("answers", {}), meeting.Answers)
        return CheckIn(due=max(asked), by=self.by, on=self.on, answers=answers)

    def reported(self, mentorship: Mentorship, told: date) -> Reported | None:
        """The side's count of meetings since its last count, or since the pair was `told`."""
        counted = nested(self.values).get("reported", {})
        if "meetings" not in counted:
            return None
        earlier = (
            count.on for count in mentorship.reported if count.by == self.by and count.on < self.on
        )
        since = max(earlier, default=told).isoformat()
        about = {"by": self.by, "on": self.on.isoformat(), "since": since}
        return from_plain({**counted, **about}, Reported)

    def terms(self) -> Terms | None:
        """The terms that the side agrees to, if the answer states any."""
        stated = nested(self.values).get("terms")
        return None if stated is None else from_plain(stated, Terms)


Record = Callable[[Pair, Sent], Pair]
"""A function that records what was sent; raises MentoringError if it cannot."""


class SupersededError(MentoringError):
    """The answer is superseded by a later one from the same side."""


def take(rows: Iterable[Answers], edition: Edition, places: Places, record: Record) -> Result:
    """The pairs after every row, in the order in which people sent them."""
    before = {entry.record.mentee: entry.record for entry in edition.pairs}
    after = dict(before)
    outcomes: list[Outcome] = []
    for answers in sorted(rows, key=lambda sent: (sent.values["submitted"], sent.row)):
        pair, problems = _pair_meant(answers, edition, after, places)
        if pair is None:
            outcomes.append(refused(answers.row, problems))
        else:
            after[pair.mentee], outcome = _recorded(pair, answers, edition, places, record)
            outcomes.append(outcome)
    changed = {mentee for mentee in after if after[mentee] != before[mentee]}
    for number, outcome in enumerate(outcomes):
        if outcome.verdict is Verdict.NEW and outcome.id not in changed:
            outcomes[number] = replace(outcome, verdict=Verdict.UNCHANGED)
    return tuple(after[mentee] for mentee in sorted(changed)), tuple(outcomes)


def _recorded(
    pair: Pair, answers: Answers, edition: Edition, places: Places, record: Record
) -> tuple[Pair, Outcome]:
    row, values = answers.row, answers.values
    on = edition.cohort.record.day_of(values["submitted"])
    reason = ""
    try:
        changed = record(pair, Sent(row=row, by=values["by"], on=on, values=values))
        verdict = Verdict.UNCHANGED if changed == pair else Verdict.NEW
    except SupersededError as error:
        changed, verdict, reason = pair, Verdict.SUPERSEDED, str(error)
    except MentoringError as error:
        return pair, refused(row, [places.fault(row, "", "not-recorded", str(error))])
    if problems := places.refused(row, "pair", to_plain(changed)):
        return pair, refused(row, problems)
    return changed, Outcome(row=row, verdict=verdict, id=pair.mentee, reason=reason)


def _pair_meant(
    answers: Answers, edition: Edition, pairs: Mapping[str, Pair], places: Places
) -> tuple[Pair | None, tuple[Problem, ...]]:
    """The pair that a row is about: by its code, or the only pair with this address."""
    row, values = answers.row, answers.values
    theirs = {pair.mentee: pair for pair in _pairs_of(values, edition, pairs)}
    code = values.get("pair")
    if code in theirs or (code is None and len(theirs) == 1):
        return theirs[code or next(iter(theirs))], ()
    if code is not None:
        field, name, message = "pair", "pair-unknown", "the address is in no pair of that code"
        hint = "Look up the code in the letter that announced the pair."
    elif theirs:
        field, name, message = "pair", "pair-unclear", "the address is in several pairs"
        hint = f"One of {', '.join(sorted(theirs))}; ask which, and add the pair's code."
    else:
        field, name, message = "email", "address-unknown", "the address is in no pair on that side"
        hint = (
            f"Correct it to the one that the {values['by']} applied with; or record it as theirs "
            "with `mentoring correct`, as person.other_emails."
        )
    return None, (places.fault(row, field, name, message, hint),)


def _pairs_of(
    values: dict[str, Any], edition: Edition, pairs: Mapping[str, Pair]
) -> Iterator[Pair]:
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
