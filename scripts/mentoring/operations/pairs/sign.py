"""Signing the mentoring agreement, and changing its terms later."""

from dataclasses import replace
from typing import Literal, TypeVar

from mentoring.errors import MentoringError
from mentoring.operations.pairs.find import (
    current_mentorship,
    recorded,
    require_allowed,
    with_current,
)
from mentoring.people.agreement import Agreement, Amendment, Signature, Signatures, Terms
from mentoring.people.lifecycle import life
from mentoring.people.pair import Mentorship, Pair
from mentoring.people.side import Side
from mentoring.store.serialize import agreement_digest

Method = Literal["form", "pdf", "e-mail"]
Signable = TypeVar("Signable", Agreement, Amendment)


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
    current = current_mentorship(pair)
    if terms is not None:
        require_allowed(pair, terms.mode, in_person=in_person)
    agreement = _agreement(pair, current, terms, template)
    if getattr(agreement.signed, by) is not None:
        return pair
    signed = with_current(pair, replace(current, agreement=_signed(agreement, by, signature)))
    if by not in life(current.history).accepted:  # a signature implies acceptance
        signed = recorded(signed, "accepted", signature.on, by)
    return recorded(signed, "signed", signature.on, by)


def amend(
    pair: Pair, by: Side, terms: Terms, signature: Signature, *, in_person: bool = False
) -> Pair:
    """Propose new terms for one side, which are valid once the other side confirms them.

    The proposal replaces an earlier one that is not confirmed yet.
    """
    current = current_mentorship(pair)
    require_allowed(pair, terms.mode, in_person=in_person)
    agreement = _signed_agreement(pair, current)
    latest = agreement.amendments[-1] if agreement.amendments else agreement
    if terms == latest.terms:
        return pair if getattr(latest.signed, by) else confirm(pair, by, signature)
    change = Amendment(
        on=signature.on,
        terms=terms,
        sha256=agreement_digest(agreement.template, terms),
        signed=replace(Signatures(), **{by: signature}),
    )
    kept = tuple(amendment for amendment in agreement.amendments if amendment.signed.both)
    changed = replace(agreement, amendments=(*kept, change))
    amended = with_current(pair, replace(current, agreement=changed))
    return recorded(amended, "amended", signature.on, by)


def confirm(pair: Pair, by: Side, signature: Signature) -> Pair:
    """Confirm the latest change of terms for one side."""
    current = current_mentorship(pair)
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
    changed = replace(agreement, amendments=(*earlier, _signed(latest, by, signature)))
    confirmed = with_current(pair, replace(current, agreement=changed))
    return recorded(confirmed, "confirmed", signature.on, by)


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
    return Agreement(template=template, terms=terms, sha256=agreement_digest(template, terms))


def _signed_agreement(pair: Pair, current: Mentorship) -> Agreement:
    if current.agreement is None or not current.agreement.signed.both:
        raise MentoringError(
            f"The agreement of {pair.mentee} is not signed by both yet, so there is nothing to "
            f"amend. Sign it first: mentoring pair sign {pair.cohort} {pair.mentee}."
        )
    return current.agreement


def _signed(signable: Signable, by: Side, signature: Signature) -> Signable:
    return replace(signable, signed=replace(signable.signed, **{by: signature}))
