"""Putting what a pair sent by form into the pair's file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentoring.errors import MentoringError
from mentoring.intake.taking.sent import check_in_of, reported_of, terms_of
from mentoring.operations.pairs import sign as signs
from mentoring.operations.pairs.check_in import check_in
from mentoring.operations.pairs.in_person import may_meet
from mentoring.operations.pairs.log import report
from mentoring.people.agreement import Signature

if TYPE_CHECKING:
    from mentoring.intake.taking.pair_answers import Sent
    from mentoring.people.agreement import Terms
    from mentoring.people.pair import Pair
    from mentoring.store.edition import Edition


def record_sent(edition: Edition, template: str, pair: Pair, sent: Sent) -> Pair:
    """The pair with a check-in, or with terms and a signature, whichever was sent."""
    if "signed" not in sent.values:
        return _checked_in(edition, pair, sent)
    if not sent.values["signed"]:
        raise MentoringError("the answer does not agree to the terms, so nothing is signed")
    if any(field.startswith("terms.") for field in sent.values):
        return _agreed(edition, template, pair, sent, terms_of(sent))
    return _agreed(edition, template, pair, sent, None)


def _checked_in(edition: Edition, pair: Pair, sent: Sent) -> Pair:
    cohort, current = edition.cohort.record, pair.latest
    told = current.day_of("announced") or cohort.dates.announcement
    count = reported_of(sent, current, told)
    answered = check_in(pair, check_in_of(sent, cohort), cohort)
    return report(answered, count, sent.on) if count else answered


def _agreed(edition: Edition, template: str, pair: Pair, sent: Sent, terms: Terms | None) -> Pair:
    """Signed, or, where both have signed other terms, proposed as a change."""
    signature = Signature(on=sent.on, method="form")
    agreement, together = pair.latest.agreement, may_meet(edition, pair)
    if terms and agreement and agreement.signed.both and terms != agreement.in_force:
        return signs.amend(pair, sent.by, terms, signature, in_person=together)
    return signs.sign(pair, sent.by, signature, terms=terms, template=template, in_person=together)
