"""What a reviewer gets: a packet as Markdown and as PDF, and the form for the marks."""

from collections.abc import Iterable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

from mentoring.errors import MentoringError
from mentoring.files.tables import write_table
from mentoring.programme.cohort import Cohort
from mentoring.programme.dates import day_in_words
from mentoring.programme.rules import RubricItem
from mentoring.render.markdown import quoted
from mentoring.render.pdf import compiled
from mentoring.render.phrases import many
from mentoring.reviews.blinding import Blinded, Finding, Packet

STEPS = (
    "no sign of it",
    "only a hint",
    "stated, but without details",
    "stated with good reasons or examples",
    "exceptional: specific and fully convincing",
)
"""The default meanings of the marks from 1 to 5."""

SIZES = ((2400, 10.5), (3300, 9.5), (4300, 8.5))
"""The font size in points by text length, so that an application and its marks fit one page."""

SMALLEST = 8


def rules(cohort: Cohort) -> tuple[str, ...]:
    """What a reviewer has to know: how to judge, what is hidden, where and when to send marks."""
    due = day_in_words(cohort.dates.reviews_due)
    judging = (
        "Judge each application by itself, by the questions alone. You read the career stage, the "
        "topics, the motivation and the goals. You do not see the name, the e-mail address, the "
        f"pronouns, the institute, the {cohort.config.affiliation.one}, the country and place, the "
        "languages, or the people the applicant wants or does not want to meet. Words in "
        "brackets, such as [name], replace text that would identify the applicant. Please do not "
        "try to find out who it is."
    )
    conflict = (
        "If you recognise the applicant, or should not judge the application for another reason, "
        "write yes under “conflict” and leave the marks empty. Another reviewer will read it."
    )
    sending = (
        "Tick a box for each question while you read. Then copy the marks into scores.csv, one "
        f"line per application, and send that file to {cohort.contacts.organisers} by {due}. Only "
        "the organisers read your notes. Delete the packet afterwards."
    )
    return judging, conflict, sending


def as_markdown(cohort: Cohort, packet: Packet) -> str:
    """The packet as Markdown; the applicants' own text is quoted and escaped."""
    return "\n".join(_lines(cohort, packet)) + "\n"


def _lines(cohort: Cohort, packet: Packet) -> Iterator[str]:
    count = many(len(packet.applications), "application")
    yield f"# {cohort.programme} {cohort.cohort}: {count} to review"
    yield from ("", f"For reviewer `{packet.reviewer}`.", "")
    yield from (line for rule in rules(cohort) for line in (rule, ""))
    yield "## What the marks mean"
    for item in cohort.review.rubric:
        yield from _marks(item)
    for sheet in packet.applications:
        topics = "; ".join(cohort.config.topics[topic] for topic in sheet.topics)
        yield from ("", f"## Application `{sheet.application}`", "")
        yield f"{cohort.config.stages[sheet.stage]}. Topics: {topics}."
        yield from ("", "### Motivation", "", *quoted(sheet.motivation))
        yield from ("", "### Goals") if sheet.goals else ()
        for goal in sheet.goals:
            yield from ("", *quoted(goal))
        yield from ("", f"### Your marks for `{sheet.application}`")
        for item in cohort.review.rubric:
            yield from _marks(item)
        yield from ("", "- [ ] I should not judge this application; the marks stay empty.")


def _marks(item: RubricItem) -> Iterator[str]:
    """A question with a box for each mark and the mark's meaning."""
    yield from ("", f"**{item.question}** (`{item.id}`)", "")
    for mark, meaning in enumerate(item.steps or STEPS, start=1):
        yield f"- [ ] {mark}: {meaning}"


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
        "rules": rules(cohort),
        "rubric": [
            {"id": item.id, "question": item.question, "steps": item.steps or STEPS}
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


def score_form(cohort: Cohort, packet: Packet) -> bytes:
    """The form to fill in: one row per application, one column per item of the rubric."""
    items = [item.id for item in cohort.review.rubric]
    heading = ["application", "reviewer", *items, "conflict", "note"]
    blanks = [""] * (len(items) + 2)
    rows = [[sheet.application, packet.reviewer, *blanks] for sheet in packet.applications]
    return write_table([heading, *rows])


def findings(found: Iterable[Finding]) -> bytes:
    """Masked text, and text that may identify but was not masked, for the organisers."""
    rows = (
        [place.application, place.field, place.kind, "yes" if place.masked else "no", place.text]
        for place in found
    )
    return write_table([["application", "field", "kind", "masked", "text"], *rows])
