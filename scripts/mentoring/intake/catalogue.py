"""The anonymous mentor catalogue: what mentees read beside their form, and who is in it.

It lists only mentors who take part, agreed to be listed and approved their text. Each has a code
that is not their id; their name, institute and experiment are not shown.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from mentoring.errors import UsageError
from mentoring.people.application import Application, Change
from mentoring.people.institute import Institutes
from mentoring.problems import did_you_mean
from mentoring.reviews.identifying_text import Watch
from mentoring.store.edition import Edition


@dataclass(frozen=True, kw_only=True, slots=True)
class Listing:
    """One mentor as mentees see them: career background, languages, topics, view on mentoring."""

    code: str
    stage: str
    since: int
    languages: tuple[str, ...]
    topics: tuple[str, ...]
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Warned:
    """A mentor whose text contains something that may identify a person, by kind."""

    mentor: str
    kinds: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft:
    """What a mentor has yet to approve: the listing, and its words that may identify a person."""

    mentor: str
    listing: Listing
    telling: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Catalogue:
    """The listings by code, the drafts that wait for approval, and the warned mentors by id."""

    cohort: str
    listings: tuple[Listing, ...]
    waiting: tuple[Draft, ...]
    warned: tuple[Warned, ...]


def catalogue(edition: Edition, register: Institutes) -> Catalogue:
    """The catalogue of all mentors who agreed to it; the order of codes carries no information."""
    willing = [mentor for mentor in edition.mentors if mentor.consent.listed and mentor.profile]
    approved = [one for one in willing if one.profile and one.profile.approved]
    people = edition.people.values()
    institutes = {
        name for one in people for own in one.institutes for name in register.spellings(own)
    }
    names = (person.person.name for person in people)
    watch = Watch(names, sorted(institutes), edition.config.affiliation)
    return Catalogue(
        cohort=edition.name,
        listings=tuple(sorted(map(_listing, approved), key=lambda one: one.code)),
        waiting=tuple(_draft(one, watch) for one in willing if one not in approved),
        warned=tuple(_warned(willing, watch)),
    )


def approve(edition: Edition, mentor: str, today: date) -> Application:
    """The mentor's application with its present text approved."""
    mentors = {one.id: one for one in edition.mentors if one.profile}
    if mentor not in mentors:
        hint = did_you_mean(mentor, mentors) if mentors else "There are none yet."
        raise UsageError(f"{mentor} is no mentor of {edition.name}. {hint}")
    one = mentors[mentor]
    if one.profile is None or one.profile.approved:
        return one
    change = Change(on=today, what="consent", fields=("profile.approved",))
    profile = replace(one.profile, approved=today)
    return replace(one, profile=profile, history=(*one.history, change))


def _listing(mentor: Application) -> Listing:
    profile = mentor.profile
    assert profile is not None  # noqa: S101 (only mentors with a profile are listed)
    return Listing(
        code=profile.code,
        stage=mentor.career.stage,
        since=mentor.career.since,
        languages=mentor.languages,
        topics=tuple(sorted(mentor.topics)),
        text=profile.text,
    )


def _draft(mentor: Application, watch: Watch) -> Draft:
    listing = _listing(mentor)
    found = watch.giveaways(listing.text)
    telling = dict.fromkeys(listing.text[one.start : one.end] for one in found if one.masked)
    return Draft(mentor=mentor.id, listing=listing, telling=tuple(telling))


def _warned(mentors: Iterable[Application], watch: Watch) -> Iterable[Warned]:
    """The mentors whose text names a person, address, affiliation or institute in the data."""
    for mentor in mentors:
        text = mentor.profile.text if mentor.profile else ""
        kinds = {giveaway.kind for giveaway in watch.giveaways(text) if giveaway.masked}
        if kinds:
            yield Warned(mentor=mentor.id, kinds=tuple(sorted(kinds)))
