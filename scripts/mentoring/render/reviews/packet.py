"""A reviewer's packet as Markdown and as PDF."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

from mentoring.errors import MentoringError
from mentoring.programme.cohort import Cohort
from mentoring.programme.config import ProgrammeConfig
from mentoring.programme.rules import RubricItem
from mentoring.render.markdown import quoted
from mentoring.render.pdf import compiled
from mentoring.render.phrases import many
from mentoring.reviews.blinding import Blinded
from mentoring.reviews.packets import Packet

STEPS = (
    "nothing in the application speaks for it",
    "a hint, and no more",
    "as much as in most applications",
    "clearly more than in most",
    "exceptional: few are so convincing",
)
"""The default meanings of the marks from 1 to 5."""

SIZES = ((2400, 10.5), (3300, 9.5), (4300, 8.5))
"""The font size in points by text length, so that an application and its marks fit one page."""

SMALLEST = 8
RULES = (
    (
        "Judge each application by itself and by the questions alone. Words in brackets, such as "
        "[name], stand for something that would tell who wrote it; please do not try to find out."
    ),
    (
        "If you recognise somebody, or should not judge them for any other reason, write yes under "
        "“conflict” and leave the marks empty: somebody else will review the application."
    ),
    (
        "Tick a box for each question while you read, then copy the marks into scores.csv, one "
        "line an application, and send it back. A note is for the organisers alone. Delete the "
        "packet afterwards."
    ),
)


def as_markdown(cohort: Cohort, packet: Packet) -> str:
    """The packet as Markdown; the applicants' own text is quoted and escaped."""
    return "\n".join(_lines(cohort, packet)) + "\n"


def _lines(cohort: Cohort, packet: Packet) -> Iterator[str]:
    count = many(len(packet.applications), "application")
    yield f"# {cohort.programme} {cohort.cohort}: {count} to review"
    yield from ("", f"For reviewer `{packet.reviewer}`.", "")
    yield from (line for rule in RULES for line in (rule, ""))
    for item in cohort.review.rubric:
        yield from _marks(item)
    for sheet in packet.applications:
        yield from _sheet(cohort.config, sheet)
        yield from ("", f"### Your marks for `{sheet.application}`")
        for item in cohort.review.rubric:
            yield from _marks(item)
        yield from ("", "- [ ] I should not judge this application; the marks stay empty.")


def _marks(item: RubricItem) -> Iterator[str]:
    """A question with a box for each mark and the mark's meaning."""
    yield from ("", f"**{item.question}** (`{item.id}`)", "")
    yield from (f"- [ ] {mark}: {meaning}" for mark, meaning in enumerate(_steps(item), start=1))


def _steps(item: RubricItem) -> tuple[str, ...]:
    return item.steps or STEPS


def _sheet(config: ProgrammeConfig, sheet: Blinded) -> Iterator[str]:
    yield from ("", f"## Application `{sheet.application}`", "")
    topics = "; ".join(config.topics[topic] for topic in sheet.topics)
    yield f"{config.stages[sheet.stage]}; asks for: {topics}."
    yield from ("", "### Motivation", "", *quoted(sheet.motivation))
    if sheet.goals:
        yield from ("", "### Goals")
    for goal in sheet.goals:
        yield from ("", *quoted(goal))


def as_pdf(cohort: Cohort, packet: Packet, fonts: Path | None = None) -> bytes:
    """The packet as PDF, with the date of the edition's announcement.

    Raises:
        MentoringError: if no font shows a character; the Markdown still works then.
    """
    template = (files("mentoring.render") / "templates" / "packet.typ").read_text(encoding="utf-8")
    try:
        return compiled(template, _data(cohort, packet), cohort.dates.announcement, fonts)
    except MentoringError as error:
        raise MentoringError(f"The packet of {packet.reviewer}: {error}.") from None


def _data(cohort: Cohort, packet: Packet) -> dict[str, Any]:
    return {
        "programme": cohort.programme,
        "cohort": cohort.cohort,
        "reviewer": packet.reviewer,
        "rules": RULES,
        "rubric": [
            {"id": item.id, "question": item.question, "steps": _steps(item)}
            for item in cohort.review.rubric
        ],
        "applications": [
            {
                "id": sheet.application,
                "stage": cohort.config.stages[sheet.stage],
                "topics": [cohort.config.topics[topic] for topic in sheet.topics],
                "motivation": sheet.motivation.splitlines(),
                "goals": sheet.goals,
                "size": _size(sheet),
            }
            for sheet in packet.applications
        ],
    }


def _size(sheet: Blinded) -> float:
    """The font size of an application in points; a longer text is set smaller."""
    length = len(sheet.motivation) + sum(80 + len(goal) for goal in sheet.goals)
    return next((points for most, points in SIZES if length <= most), SMALLEST)
