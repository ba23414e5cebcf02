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

    It is in the catalogue if its text is `approved`. `telling` are the words of the text that may
    identify a person, with their kinds.
    """

    code: str
    stage: str
    since: int
    languages: tuple[str, ...]
    topics: tuple[str, ...]
    text: str
    approved: bool
    telling: Mapping[str, str]


def listings(edition: Edition, register: Institutes) -> dict[str, Listing]:
    """The listings of all mentors who agreed to be listed, by id."""
    search = IdentifierSearch(edition.people.values(), edition.config.affiliation, register)
    agreed = [mentor for mentor in edition.mentors if mentor.consent.listed]
    return {
        mentor.id: Listing(
            code=profile.code,
            stage=mentor.career.stage,
            since=mentor.career.since,
            languages=mentor.languages,
            topics=tuple(sorted(mentor.topics)),
            text=profile.text,
            approved=profile.approved is not None,
            telling={
                place.text: place.kind for place in search.identifiers(profile.text) if place.masked
            },
        )
        for mentor in agreed
        if (profile := mentor.profile)
    }


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
