"""The facts in letters: about the edition, the receiver, their partner, and changed dates."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from babel import Locale

from mentoring.people.application import Application
from mentoring.programme.cohort import Cohort
from mentoring.programme.config import ProgrammeConfig


@dataclass(frozen=True, kw_only=True, slots=True)
class Partner:
    """What one side is told about the other: contact details, and what the two have in common.

    Stage and topics are in the programme's words, in the form used inside a sentence. Shared are
    the topics that the mentee wants and the mentor offers, and languages by their English names.
    """

    name: str
    pronouns: str | None
    email: str
    institute: str
    experiments: tuple[str, ...]
    stage: str
    place: str
    timezone: str
    languages: tuple[str, ...]
    topics: tuple[str, ...]
    shared_topics: tuple[str, ...]
    shared_languages: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Ticket:
    """The highest ticket of a mentee, and the mentor it is for.

    If the lottery `decided` about the mentee, only mentors that they could have had under another
    draw count.
    """

    mentee: str
    mentor: str
    number: int
    decided: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Draw:
    """The beacon, its round and value, and the ticket of one applicant."""

    beacon: str
    round: int
    seed: str
    ticket: Ticket


@dataclass(frozen=True, kw_only=True, slots=True)
class DateChange:
    """A change of a date: its title (if known), and its day before and now."""

    title: str | None = None
    was: date
    now: date | None = None


def partner(person: Application, to: Application, config: ProgrammeConfig) -> Partner:
    """A person as their partner sees them, without motivation, notes and needs."""
    mentee, mentor = (to, person) if to.role == "mentee" else (person, to)
    shared = [topic for topic in mentee.topics if topic in mentor.topics]
    spoken = Locale("en").languages
    return Partner(
        name=person.person.name,
        pronouns=person.person.pronouns,
        email=person.person.email,
        institute=person.institute,
        experiments=person.experiments,
        stage=inside(config.stages[person.career.stage]),
        place=person.location.place,
        timezone=person.location.timezone,
        languages=person.languages,
        topics=tuple(inside(config.topics[topic]) for topic in person.topics),
        shared_topics=tuple(inside(config.topics[topic]) for topic in shared),
        shared_languages=tuple(
            spoken.get(code, code) for code in person.languages if code in to.languages
        ),
    )


def inside(label: str) -> str:
    """A label in the form used inside a sentence; acronyms are unchanged."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def common(cohort: Cohort, to: Application) -> dict[str, Any]:
    """The facts that every letter of an edition may state."""
    urls = {name: form.url for name, form in cohort.forms.items()}
    return {
        "name": to.person.name,
        "role": str(to.role),
        "programme": cohort.programme,
        "cohort": cohort.cohort,
        "people": cohort.config.people.many,
        "affiliation": cohort.config.affiliation.one,
        "affiliations": cohort.config.affiliation.many,
        "differ": cohort.config.affiliation.differ,
        "site": cohort.config.address.rstrip("/"),
        "start": cohort.dates.start,
        "end": cohort.dates.end,
        "organisers": cohort.contacts.organisers,
        "safeguarding": cohort.contacts.safeguarding,
        "privacy": cohort.contacts.privacy,
        "agreement_form": urls.get("agreement"),
        "check_in_form": urls.get("check-in"),
        "survey_form": urls.get("survey"),
    }


def first_steps(cohort: Cohort, announced: date) -> dict[str, Any]:
    """A new pair's deadlines, none after the edition's end, and the advised rhythm of meetings."""
    rules, (least, most) = cohort.progress, cohort.meetings_per_month
    waits = {
        "accept_by": timedelta(days=rules.accept_days),
        "first_meeting_by": timedelta(weeks=rules.first_meeting_weeks),
        "agreement_by": timedelta(weeks=rules.agreement_weeks),
        "goals_by": timedelta(weeks=rules.goals_weeks),
    }
    return {
        **{step: min(cohort.dates.end, announced + wait) for step, wait in waits.items()},
        "least_meetings": least,
        "most_meetings": most,
        "check_ins": tuple(day for day in cohort.check_ins if day > announced),
    }
