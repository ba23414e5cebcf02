"""Recording what one side of a pair sent with a form: a check-in, or a signature and terms."""

from datetime import date, timedelta

from mentoring.errors import MentoringError, SupersededError
from mentoring.operations.pairs.find import may_meet, text
from mentoring.operations.pairs.log import check_in, report, unreport
from mentoring.operations.pairs.sign import amend, sign
from mentoring.people.agreement import Signature
from mentoring.people.pair import CheckIn, Pair, PairAnswer, Reported
from mentoring.store.programme import Edition

EARLY = timedelta(days=14)  # an answer this long before a check-in's date already belongs to it


def record_answer(edition: Edition, template: str, pair: Pair, answer: PairAnswer) -> Pair:
    """The pair with the answer: a check-in, a signature, or a proposal if both signed other terms.

    Raises:
        SupersededError: if the side sent a later answer, as an older export changes nothing.
        MentoringError: if the answer cannot be recorded.
    """
    if answer.signed is None:
        return _checked_in(edition, pair, answer)
    if not answer.signed:
        raise MentoringError(text("disagrees"))
    by, terms, agreement = answer.by, answer.terms, pair.latest.agreement
    signature, together = Signature(on=answer.on, method="form"), may_meet(edition, pair)
    if terms and agreement and agreement.signed.both:
        _require_latest(answer, agreement.last_signed(by))
        if terms == agreement.in_force:
            return pair
        return amend(pair, by, terms, signature, in_person=together)
    return sign(pair, by, signature, terms=terms, template=template, in_person=together)


def _checked_in(edition: Edition, pair: Pair, answer: PairAnswer) -> Pair:
    """The pair with the check-in, and with the count of meetings if the side gave one.

    It belongs to the last date that was due when it came, or up to `EARLY` later. Meetings are
    counted from the side's last count, or from the announcement.
    """
    cohort, current, by, on = edition.cohort.record, pair.latest, answer.by, answer.on
    asked = [due for due in cohort.check_ins if due - EARLY <= on]
    if not asked:
        first = min(cohort.check_ins, default=None)
        raise MentoringError(text("too-early", on=on, first=first))
    if answer.answers is None:
        raise MentoringError(text("says-nothing"))
    answered = CheckIn(due=max(asked), by=by, on=on, answers=answer.answers)
    for earlier in current.check_ins:
        if (earlier.due, earlier.by) == (answered.due, by):
            _require_latest(answer, earlier.on)
            pair = unreport(pair, by, earlier.on)
    told = current.day_of("announced") or cohort.dates.announcement
    counts = (count.on for count in pair.latest.reported if count.by == by and count.on < on)
    pair = check_in(pair, answered, cohort)
    if answer.meetings is None:
        return pair
    since = max(counts, default=told)
    reported = Reported(by=by, on=on, since=since, meetings=answer.meetings, last=answer.last)
    return report(pair, reported, on)


def _require_latest(answer: PairAnswer, latest: date | None) -> None:
    if latest and latest > answer.on:
        raise SupersededError(f"by what this side sent on {latest}")
