"""Blinded applications: what the applicant wants and why, without their identity."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from mentoring.people.application import Application
from mentoring.programme.config import Affiliation
from mentoring.reviews.identifying_text import Giveaway, Kind, Known, Watch


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


def blinded(application: Application, affiliation: Affiliation) -> Blinded:
    """The application with identifying text masked by its kind: [name], [link], …."""
    own = Known(name=application.person.name, institute=application.institute, own=True)
    watch = Watch([own], affiliation)
    texts = {"motivation": application.motivation or ""}
    texts |= {f"goal {number}": goal for number, goal in enumerate(application.goals, 1)}
    composed = {field: unicodedata.normalize("NFC", text) for field, text in texts.items()}
    found = {field: watch.giveaways(text) for field, text in composed.items()}
    masked = {field: _masked(text, found[field]) for field, text in composed.items()}
    return Blinded(
        application=application.id,
        stage=application.career.stage,
        topics=application.topics,
        motivation=masked.pop("motivation"),
        goals=tuple(masked.values()),
        findings=tuple(
            Finding(
                application=application.id,
                field=field,
                kind=one.kind,
                text=composed[field][one.start : one.end],
                masked=one.masked,
            )
            for field, ones in found.items()
            for one in ones
        ),
    )


def _masked(text: str, found: tuple[Giveaway, ...]) -> str:
    """The text with each certain place replaced by its kind."""
    for one in reversed([one for one in found if one.masked]):
        text = f"{text[: one.start]}[{one.kind}]{text[one.end :]}"
    return text
