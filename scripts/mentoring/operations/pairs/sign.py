"""Signing the mentoring agreement, and changing its terms later."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from mentoring.errors import MentoringError
from mentoring.operations.pairs.find import require_allowed, standing, stepped, with_current
from mentoring.operations.pairs.steps import accepted_by
from mentoring.people.agreement import Agreement, Amendment, Signature, Signatures, Terms
from mentoring.people.pair import Mentorship, Pair
from mentoring.people.side import Side
from mentoring.store import digests

Method = Literal["form", "pdf", "e-mail"]


def sign(
    pair: Pair,
    by: Side,
    signature: Signature,
    *,
    template: str,
    terms: Terms | None = None,
    in_person: bool = False,
) -> Pair:
    """Sign for one side. The first to sign gives the terms; the pair is active once both have.

    `terms` may be omitted if they are recorded already. `in_person` says whether they may include
    meetings in person. Raises MentoringError if there are no terms, or if the other side has
    signed different ones.
    """
    current = standing(pair)
    if terms is not None:
        require_allowed(pair, terms.mode, in_person=in_person)
    agreement = _agreement(pair, current, terms, template)
    if getattr(agreement.signed, by) is not None:
        return pair
    signed = replace(agreement, signed=_with(agreement.signed, by, signature))
    mentorship = accepted_by(replace(current, agreement=signed), by, signature.on)
    return with_current(pair, stepped(mentorship, "signed", signature.on, by))


def amend(
    pair: Pair, by: Side, terms: Terms, signature: Signature, *, in_person: bool = False
) -> Pair:
    """Propose new terms for one side, which are valid once the other side confirms them.

    The proposal replaces an earlier one that is not confirmed yet.
    """
    current = standing(pair)
    require_allowed(pair, terms.mode, in_person=in_person)
    agreement = _signed_agreement(pair, current)
    latest = agreement.amendments[-1] if agreement.amendments else agreement
    if terms == latest.terms:
        return pair if getattr(latest.signed, by) else confirm(pair, by, signature)
    change = Amendment(
        on=signature.on,
        terms=terms,
        sha256=digests.agreement(agreement.template, terms),
        signed=_with(Signatures(), by, signature),
    )
    kept = tuple(amendment for amendment in agreement.amendments if amendment.signed.both)
    changed = replace(agreement, amendments=(*kept, change))
    mentorship = stepped(replace(current, agreement=changed), "amended", signature.on, by)
    return with_current(pair, mentorship)


def confirm(pair: Pair, by: Side, signature: Signature) -> Pair:
    """Confirm the latest change of terms for one side."""
    current = standing(pair)
    agreement = _signed_agreement(pair, current)
    if not agreement.amendments:
        raise MentoringError(f"The pair of {pair.mentee} has no change of terms to confirm.")
    *earlier, latest = agreement.amendments
    if getattr(latest.signed, by) is not None:
        if not latest.signed.both:
            raise MentoringError(
                f"The {by} of {pair.mentee} proposed this change: it is for the other side to "
                "confirm it."
            )
        return pair
    latest = replace(latest, signed=_with(latest.signed, by, signature))
    changed = replace(agreement, amendments=(*earlier, latest))
    mentorship = stepped(replace(current, agreement=changed), "confirmed", signature.on, by)
    return with_current(pair, mentorship)


def _agreement(pair: Pair, current: Mentorship, terms: Terms | None, template: str) -> Agreement:
    """The agreement to sign: the recorded one, or a new one with the given terms."""
    recorded = current.agreement
    if recorded is not None and (terms is None or terms == recorded.terms):
        return recorded
    if terms is None:
        raise MentoringError(
            f"The pair of {pair.mentee} has no terms yet. Give them with the first signature: "
            "--meetings-per-month and --minutes at least."
        )
    if recorded is not None and recorded.signed != Signatures():
        raise MentoringError(
            f"Other terms are signed already for {pair.mentee}. Leave the terms out to sign those; "
            f"to change them once both have signed: mentoring pair amend {pair.cohort} "
            f"{pair.mentee}."
        )
    return Agreement(template=template, terms=terms, sha256=digests.agreement(template, terms))


def _signed_agreement(pair: Pair, current: Mentorship) -> Agreement:
    if current.agreement is None or not current.agreement.signed.both:
        raise MentoringError(
            f"The agreement of {pair.mentee} is not signed by both yet, so there is nothing to "
            f"amend. Sign it first: mentoring pair sign {pair.cohort} {pair.mentee}."
        )
    return current.agreement


def _with(signed: Signatures, by: Side, signature: Signature) -> Signatures:
    if by == "mentee":
        return replace(signed, mentee=signature)
    return replace(signed, mentor=signature)
