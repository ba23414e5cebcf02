"""Blinded applications: what the applicant wants and why, without their identity."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from mentoring.people.application import Application
from mentoring.people.institute import Institutes
from mentoring.people.organisers import Review
from mentoring.programme.config import Affiliation
from mentoring.reviews.identifiers import IdentifierSearch, Kind


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """Identifying text for the organiser to check: its place, its words, whether it is masked."""

    application: str
    field: str
    kind: Kind
    text: str
    masked: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Blinded:
    """The part of an application that a reviewer reads, and the identifying text found in it."""

    application: str
    stage: str
    topics: tuple[str, ...]
    motivation: str
    goals: tuple[str, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Packet:
    """The applications that one reviewer has yet to mark, sorted by id."""

    reviewer: str
    applications: tuple[Blinded, ...]


def packets(
    applications: Iterable[Application],
    assignments: Mapping[str, Iterable[str]],
    reviews: Iterable[Review],
    affiliation: Affiliation,
    register: Institutes,
) -> tuple[Packet, ...]:
    """A packet for each reviewer with unmarked applications, sorted by id."""
    done = {(review.application, review.reviewer) for review in reviews}
    unmarked: dict[str, list[Blinded]] = defaultdict(list)
    for application in sorted(applications, key=lambda application: application.id):
        without_identity = blinded(application, affiliation, register)
        for reviewer in assignments.get(application.id, ()):
            if (application.id, reviewer) not in done:
                unmarked[reviewer].append(without_identity)
    return tuple(
        Packet(reviewer=name, applications=tuple(unmarked[name])) for name in sorted(unmarked)
    )


def blinded(application: Application, affiliation: Affiliation, register: Institutes) -> Blinded:
    """The application with identifying text masked by its kind, such as [name].

    Institutes are found under every spelling in the register.
    """
    institutes = (name for own in application.institutes for name in register.spellings(own))
    search = IdentifierSearch([application.person.name], institutes, affiliation, own=True)
    texts = {"motivation": application.motivation or ""}
    texts |= {f"goal {number}": goal for number, goal in enumerate(application.goals, 1)}
    findings: list[Finding] = []
    masked: list[str] = []
    for field, typed in texts.items():
        text, shown, end = unicodedata.normalize("NFC", typed), "", 0
        for kind, start, stop, is_masked in search.identifiers(text):
            words = text[start:stop]
            finding = Finding(
                application=application.id, field=field, kind=kind, text=words, masked=is_masked
            )
            findings.append(finding)
            shown += text[end:start] + (f"[{kind}]" if is_masked else words)
            end = stop
        masked.append(shown + text[end:])
    motivation, *goals = masked
    return Blinded(
        application=application.id,
        stage=application.career.stage,
        topics=application.topics,
        motivation=motivation,
        goals=tuple(goals),
        findings=tuple(findings),
    )
