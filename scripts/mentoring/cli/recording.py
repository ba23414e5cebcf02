"""Records what one side of a pair sent by form in the pair's file."""

from __future__ import annotations

from datetime import date

from mentoring.errors import MentoringError
from mentoring.intake.importing.pair_answers import Sent, SupersededError
from mentoring.operations.pairs import sign as signs
from mentoring.operations.pairs.find import may_meet
from mentoring.operations.pairs.log import check_in, report, unreport
from mentoring.people.agreement import Signature, Terms
from mentoring.people.pair import Pair
from mentoring.store.edition import Edition


def record_sent(edition: Edition, template: str, pair: Pair, sent: Sent) -> Pair:
    """The pair with what was sent added: a check-in, or terms and a signature.

    Raises SupersededError if the side sent a later answer: an older export changes nothing.
    """
    if "signed" not in sent.values:
        return _checked_in(edition, pair, sent)
    if not sent.values["signed"]:
        raise MentoringError("the answer does not agree to the terms, so nothing is signed")
    return _agreed(edition, template, pair, sent, sent.terms())


def _checked_in(edition: Edition, pair: Pair, sent: Sent) -> Pair:
    cohort, current = edition.cohort.record, pair.latest
    answered = sent.check_in(cohort)
    for earlier in current.check_ins:
        if (earlier.due, earlier.by) == (answered.due, answered.by):
            _require_latest(sent, earlier.on)
            pair = unreport(pair, sent.by, earlier.on)
    told = current.day_of("announced") or cohort.dates.announcement
    count = sent.reported(pair.latest, told)
    pair = check_in(pair, answered, cohort)
    return report(pair, count, sent.on) if count else pair


def _require_latest(sent: Sent, stands: date | None) -> None:
    if stands and stands > sent.on:
        raise SupersededError(f"by what this side sent on {stands}")


def _agreed(edition: Edition, template: str, pair: Pair, sent: Sent, terms: Terms | None) -> Pair:
    """The pair with the signature, or with a proposed change if both signed other terms."""
    signature = Signature(on=sent.on, method="form")
    agreement, together = pair.latest.agreement, may_meet(edition, pair)
    if terms and agreement and agreement.signed.both:
        _require_latest(sent, agreement.last_signed(sent.by))
        if terms == agreement.in_force:
            return pair
        return signs.amend(pair, sent.by, terms, signature, in_person=together)
    return signs.sign(pair, sent.by, signature, terms=terms, template=template, in_person=together)
