"""The anonymous mentor catalogue: what mentees read beside their form, and who is in it.

It lists only mentors who take part, agreed to be listed and approved their text. Each has a code
that is not their id; their name, institute and experiment are not shown.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from mentoring.errors import UsageError
from mentoring.people.application import Application, Change
from mentoring.people.institute import Institutes
from mentoring.problems import did_you_mean
from mentoring.reviews.blinding import IdentifierSearch
from mentoring.store.programme import Edition


@dataclass(frozen=True, kw_only=True, slots=True)
class Listing:
    """One mentor as mentees see them: career background, languages, topics, view on mentoring.

    `telling` are the words of the text that may identify a person, with their kinds.
    """

    code: str
    stage: str
    since: int
    languages: tuple[str, ...]
    topics: tuple[str, ...]
    text: str
    telling: Mapping[str, str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Catalogue:
    """The approved listings by code, and those that wait for approval; both by mentor id.

    The order of codes carries no information.
    """

    cohort: str
    approved: Mapping[str, Listing]
    waiting: Mapping[str, Listing]


def catalogue(edition: Edition, register: Institutes) -> Catalogue:
    """The catalogue of all mentors who agreed to it."""
    search = IdentifierSearch(edition.people.values(), edition.config.affiliation, register)
    approved: dict[str, Listing] = {}
    waiting: dict[str, Listing] = {}
    for mentor in edition.mentors:
        profile = mentor.profile
        if mentor.consent.listed and profile:
            found = waiting if profile.approved is None else approved
            found[mentor.id] = Listing(
                code=profile.code,
                stage=mentor.career.stage,
                since=mentor.career.since,
                languages=mentor.languages,
                topics=tuple(sorted(mentor.topics)),
                text=profile.text,
                telling={
                    profile.text[place.start : place.end]: place.kind
                    for place in search.identifiers(profile.text)
                    if place.masked
                },
            )
    by_code = dict(sorted(approved.items(), key=lambda entry: entry[1].code))
    return Catalogue(cohort=edition.name, approved=by_code, waiting=waiting)


def approve(edition: Edition, mentor: str, today: date) -> Application:
    """The mentor's application with its present text approved."""
    mentors = {person.id: person for person in edition.mentors if person.profile}
    application = mentors.get(mentor)
    if application is None or application.profile is None:
        hint = did_you_mean(mentor, mentors) if mentors else "There are none yet."
        raise UsageError(f"{mentor} is not a mentor of {edition.name}. {hint}")
    if application.profile.approved:
        return application
    change = Change(on=today, what="consent", fields=("profile.approved",))
    profile = replace(application.profile, approved=today)
    return replace(application, profile=profile, history=(*application.history, change))
