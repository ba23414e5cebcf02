"""Signing the mentoring agreement, and changing its terms later."""

from dataclasses import replace
from typing import TypeVar

from mentoring.errors import MentoringError
from mentoring.operations.pairs.steps import changed, current_of, recorded, require_allowed, text
from mentoring.people.agreement import Agreement, Amendment, Signature, Signatures, Terms
from mentoring.people.lifecycle import Side
from mentoring.people.pair import Pair
from mentoring.store.entry import agreement_digest

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
    agreement = current_of(pair).agreement
    if terms is not None:
        require_allowed(pair, terms.mode, in_person=in_person)
    if agreement is None or terms not in {None, agreement.terms}:
        if terms is None:
            raise MentoringError(text("no-terms", pair=pair))
        if agreement is not None and agreement.signed != Signatures():
            raise MentoringError(text("other-terms", pair=pair))
        digest = agreement_digest(template, terms)
        agreement = Agreement(template=template, terms=terms, sha256=digest)
    if getattr(agreement.signed, by) is not None:
        return pair
    signed = changed(pair, agreement=_signed(agreement, by, signature))
    accepted = recorded(signed, "accepted", signature.on, by)  # a signature implies acceptance
    return recorded(accepted, "signed", signature.on, by)


def amend(
    pair: Pair, by: Side, terms: Terms, signature: Signature, *, in_person: bool = False
) -> Pair:
    """Propose new terms, in place of unconfirmed ones; valid once the other side confirms them."""
    agreement = _signed_by_both(pair)
    require_allowed(pair, terms.mode, in_person=in_person)
    latest = agreement.amendments[-1] if agreement.amendments else agreement
    if terms == latest.terms:
        return pair if getattr(latest.signed, by) else confirm(pair, by, signature)
    digest = agreement_digest(agreement.template, terms)
    change = Amendment(on=signature.on, terms=terms, sha256=digest)
    confirmed = (amendment for amendment in agreement.amendments if amendment.signed.both)
    amendments = (*confirmed, _signed(change, by, signature))
    amended = changed(pair, agreement=replace(agreement, amendments=amendments))
    return recorded(amended, "amended", signature.on, by)


def confirm(pair: Pair, by: Side, signature: Signature) -> Pair:
    """Confirm the latest change of terms for one side."""
    agreement = _signed_by_both(pair)
    if not agreement.amendments:
        raise MentoringError(text("no-change", pair=pair))
    *earlier, latest = agreement.amendments
    if getattr(latest.signed, by) is not None:
        if not latest.signed.both:
            raise MentoringError(text("own-change", pair=pair, by=by))
        return pair
    amendments = (*earlier, _signed(latest, by, signature))
    confirmed = changed(pair, agreement=replace(agreement, amendments=amendments))
    return recorded(confirmed, "confirmed", signature.on, by)


def _signed_by_both(pair: Pair) -> Agreement:
    agreement = current_of(pair).agreement
    if agreement is None or not agreement.signed.both:
        raise MentoringError(text("unsigned", pair=pair))
    return agreement


def _signed(signable: Signable, by: Side, signature: Signature) -> Signable:
    return replace(signable, signed=replace(signable.signed, **{by: signature}))
