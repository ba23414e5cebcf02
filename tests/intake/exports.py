"""Writes a cohort's applications as the form tools export them: the other direction of intake.

It knows the tools, not the reader: the questions and captions come from the mapping, as a form
made from it would have them; how they are written down is stated here a second time.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook

from mentoring.intake.fields import flat
from mentoring.programme.zones import zone
from mentoring.store.plain import to_plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from mentoring.intake.mapping import Mapping, Question
    from mentoring.people.application import Application

ZURICH = "Europe/Zurich"


@dataclass(frozen=True, kw_only=True)
class Tool:
    """How one tool writes what people answered."""

    mapping: str
    heading: Callable[[str], str] = str
    moment: Callable[[datetime], Any] = str
    text: Callable[[str], str] = str
    several: Callable[[list[str]], str] = ", ".join
    columns: bool = False
    write: Callable[[list[list[Any]]], bytes] = bytes


def local(moment: datetime, form: str) -> str:
    """A moment on the clocks of Zurich."""
    return moment.astimezone(zone(ZURICH)).strftime(form)


def as_csv(
    encoding: str = "utf-8",
    delimiter: str = ",",
    quoting: Any = csv.QUOTE_MINIMAL,
    line_end: str = "\r\n",
    end: str = "",
) -> Callable[[list[list[Any]]], bytes]:
    """A writer of CSV files of one kind."""

    def write(rows: list[list[Any]]) -> bytes:
        text = io.StringIO(newline="")
        writer = csv.writer(text, delimiter=delimiter, quoting=quoting, lineterminator=line_end)
        writer.writerows(rows)
        return (text.getvalue() + end).encode(encoding)

    return write


def as_workbook(rows: list[list[Any]]) -> bytes:
    """An .xlsx workbook whose moments are typed cells."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
        for cell in sheet[sheet.max_row]:
            if isinstance(cell.value, str):
                cell.data_type = "s"  # an answer may begin with "="
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def indico_text(text: str) -> str:
    """Indico replaces line ends, and strips what a spreadsheet might take for a formula."""
    return re.sub(r"^[=+@-]+", "", re.sub(r"(\r?\n)+", "    ", text))


def google_moment(moment: datetime) -> str:
    """As in 2022/06/22 11:07:29 AM AST."""
    there = moment.astimezone(zone(ZURICH))
    return there.strftime("%Y/%m/%d %I:%M:%S %p ") + str(there.tzname())


TOOLS = {
    "indico-registration": Tool(
        mapping="indico-registration",
        moment=lambda moment: str(moment + timedelta(microseconds=123456)),
        text=indico_text,
        several=lambda captions: "; ".join(sorted(captions, key=str.lower)),
        write=as_csv("utf-8-sig"),
    ),
    "indico-survey": Tool(
        mapping="indico-survey",
        heading=lambda ask: ask if ask.startswith("Subm") else f"Part 1: You: {ask}",
        moment=str,
        text=indico_text,
        several="; ".join,
        write=as_csv("utf-8-sig"),
    ),
    "google-forms": Tool(
        mapping="google-forms",
        moment=google_moment,
        several=";".join,
        write=as_csv(quoting=csv.QUOTE_ALL, line_end="\n"),
    ),
    "google-sheet": Tool(
        mapping="google-sheet",
        moment=lambda moment: local(moment, "%d/%m/%Y %H:%M:%S"),
        several=", ".join,
        write=as_csv(line_end="\r\n"),
    ),
    "microsoft-csv": Tool(
        mapping="microsoft-forms",
        moment=lambda moment: local(moment, "%m/%d/%y %H:%M:%S").lstrip("0"),
        several=lambda captions: "".join(f"{caption};" for caption in captions),
        write=as_csv("utf-8-sig", delimiter=";"),
    ),
    "microsoft-xlsx": Tool(
        mapping="microsoft-forms",
        moment=lambda moment: moment.astimezone(zone(ZURICH)).replace(tzinfo=None),
        several=lambda captions: "".join(f"{caption};" for caption in captions),
        write=as_workbook,
    ),
    "limesurvey": Tool(
        mapping="limesurvey",
        moment=lambda moment: local(moment, "%Y-%m-%d %H:%M:%S"),
        columns=True,
        write=as_csv("utf-8-sig", delimiter=";", quoting=csv.QUOTE_ALL, end="\r\n"),
    ),
}


def export(tool: Tool, mapping: Mapping, people: Iterable[Application]) -> bytes:
    """The file that the tool would give an organiser, a row a person."""
    headings: list[Any] = []
    rows: list[list[Any]] = [headings]
    for name, question in mapping.questions.items():
        headings += _headings(tool, question)
    for person in people:
        answers = answers_of(person)
        cells: list[Any] = []
        for name, question in mapping.questions.items():
            cells += _cells(tool, mapping, question, answers.get(name))
        rows.append(cells)
    return tool.write(rows)


def answers_of(person: Application) -> dict[str, Any]:
    """What the person answered, by question: the application taken apart again."""
    plain = flat(to_plain(person))
    experiments, topics = [*plain["experiments"], None], plain["topics"]
    answers = {
        "submitted": person.submitted,
        "modified": person.submitted,
        "state": "standing",
        "role": person.role.value,
        "name": person.person.name,
        "email": person.person.email,
        "experiment": experiments[0],
        "second-experiment": experiments[1],
        "day-begins": person.location.hours[0],
        "day-ends": person.location.hours[1],
        "consent": person.consent.notice,
        "avoid": plain.get("person.unresolved"),
    }
    if person.role.value == "mentee":
        answers |= {"main-topic": topics[0], "second-topic": (topics + [None])[1]}
        answers |= {"other-topics": topics[2:]}
        for place, wish in zip(
            ("first", "second", "third"), person.preferences.mentors, strict=False
        ):
            answers |= {f"{place}-profile": wish.profile, f"{place}-reason": wish.reason}
    else:
        answers["topics-offered"] = topics
    fields = {
        "pronouns": "person.pronouns",
        "institute": "institute",
        "country": "person.country",
        "place": "location.place",
        "other-places": "location.also",
        "in-person": "location.in_person",
        "timezone": "location.timezone",
        "stage": "career.stage",
        "since": "career.since",
        "languages": "languages",
        "hours-a-month": "hours_per_month",
        "meetings-a-month": "preferences.meetings_per_month",
        "motivation": "motivation",
        "goals": "goals",
        "profile": "profile.text",
        "capacity": "capacity",
        "stages-liked": "preferences.stages",
        "institute-wish": "preferences.institute",
        "accessibility": "person.accessibility",
        "notes": "person.notes",
        "statistics": "consent.statistics",
        "listed": "consent.listed",
        "next-edition": "consent.next_edition",
    }
    return answers | {name: plain.get(field) for name, field in fields.items()}


def _headings(tool: Tool, question: Question) -> list[str]:
    if tool.columns and question.kind == "choices":
        return [f"{question.ask} [{caption}]" for caption in question.captions]
    return [tool.heading(question.ask)]


def _cells(tool: Tool, mapping: Mapping, question: Question, answer: Any) -> list[Any]:
    if tool.columns and question.kind == "choices":
        chosen = answer or []
        return ["Yes" if value in chosen else "No" for value in question.captions.values()]
    return [_cell(tool, mapping, question, answer)]


def _cell(tool: Tool, mapping: Mapping, question: Question, answer: Any) -> Any:
    if answer is None:
        return ""
    caption_of = {value: caption for caption, value in reversed(question.captions.items())}
    match question.kind:
        case "moment":
            return tool.moment(answer.astimezone(UTC))
        case "yes-no":
            return mapping.words.yes[-1] if answer else mapping.words.no[-1]
        case "choice":
            return caption_of[answer]
        case "choices":
            return tool.several([caption_of[value] for value in answer])
        case "notice":
            return next(iter(question.captions)).replace("{notice}", answer)
        case "lines" | "people":
            return tool.text("\n".join(answer))
    return tool.text(str(answer))
