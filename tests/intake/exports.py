"""Writes applications as the form tools export them: the other direction of intake.

It knows the tools, not the reader: the questions and captions come from the mapping, as a form
that was made from it would have them; how they are written down is stated here a second time.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook

from mentoring.intake.forms.fields import flat
from mentoring.programme.zones import zone
from mentoring.store.serialize import to_plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from mentoring.intake.forms.mapping import Mapping, Question
    from mentoring.people.application import Application

ZURICH = "Europe/Zurich"
Cells = list[list[Any]]
Extra = dict[str, "Callable[[int, Application], Any]"]


@dataclass(frozen=True, kw_only=True)
class Tool:
    """How one tool writes what people answered; `before` and `after` are columns of its own."""

    mapping: str
    suffix: str = "csv"
    heading: Callable[[str], str] = str
    moment: Callable[[datetime], Any] = str
    day: Callable[[str], str] = str
    text: Callable[[str], str] = str
    several: Callable[[list[str]], str] = ", ".join
    columns: bool = False
    keeps_order: bool = True
    keeps_blank_lines: bool = True
    write: Callable[[Cells], bytes]
    before: Extra = field(default_factory=dict)
    after: Extra = field(default_factory=dict)


def local(moment: datetime, form: str) -> str:
    """A moment on the clocks of Zurich."""
    return moment.astimezone(zone(ZURICH)).strftime(form)


def as_csv(
    encoding: str = "utf-8",
    delimiter: str = ",",
    quoting: Any = csv.QUOTE_MINIMAL,
    line_end: str = "\r\n",
    end: str = "",
) -> Callable[[Cells], bytes]:
    """A writer of CSV files of one kind."""

    def write(rows: Cells) -> bytes:
        text = io.StringIO(newline="")
        writer = csv.writer(text, delimiter=delimiter, quoting=quoting, lineterminator=line_end)
        writer.writerows(rows)
        return (text.getvalue() + end).encode(encoding)

    return write


def as_workbook(rows: Cells) -> bytes:
    """An .xlsx workbook whose moments are typed cells, and whose texts are no formulas."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(row, start=1):
            cell = sheet.cell(row=number, column=column, value=None if value == "" else value)
            if isinstance(value, str) and value:
                cell.data_type = "s"
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def indico_text(text: str) -> str:
    """Indico replaces line ends, and strips what a spreadsheet might take for a formula."""
    return re.sub(r"^[=+@-]+", "", re.sub(r"(\r?\n)+", "    ", text))


def google_moment(moment: datetime) -> str:
    """As in 2022/06/22 11:07:29 AM CEST."""
    there = moment.astimezone(zone(ZURICH))
    return there.strftime("%Y/%m/%d %I:%M:%S %p ") + str(there.tzname())


def us_moment(moment: datetime) -> str:
    """As in 7/2/26 11:00:22."""
    there = moment.astimezone(zone(ZURICH))
    return f"{there.month}/{there.day}/{there:%y %H:%M:%S}"


INDICO_DATE = "%Y-%m-%d %H:%M:%S.123456+00:00"
TOOLS = {
    "indico-registration": Tool(
        mapping="indico-registration",
        moment=lambda moment: moment.strftime(INDICO_DATE),
        text=indico_text,
        several=lambda captions: "; ".join(sorted(captions, key=str.lower)),
        keeps_order=False,
        keeps_blank_lines=False,
        write=as_csv("utf-8-sig"),
        before={"ID": lambda number, _: number, "Name": lambda _, one: one.person.name},
        after={
            "Created by": lambda _, one: one.person.name,
            "Price": lambda _, __: "0",
            "Checked in": lambda _, __: "No",
            "Check-in date": lambda _, __: "",
            "Payment date": lambda _, __: "",
            "Tags": lambda _, __: "",
        },
    ),
    "indico-survey": Tool(
        mapping="indico-survey",
        heading=lambda ask: ask if ask.startswith("Subm") else f"Part 1: You: {ask}",
        moment=lambda moment: moment.strftime(INDICO_DATE),
        text=indico_text,
        several="; ".join,
        keeps_blank_lines=False,
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
        day=lambda day: f"{day[8:]}/{day[5:7]}/{day[:4]}",
        several=", ".join,
        write=as_csv(),
    ),
    "microsoft-csv": Tool(
        mapping="microsoft-forms",
        moment=us_moment,
        several=lambda captions: "".join(f"{caption};" for caption in captions),
        write=as_csv("utf-8-sig", delimiter=";"),
        before={
            "ID": lambda number, _: number,
            "Start time": lambda _, one: us_moment(one.submitted - timedelta(minutes=11)),
        },
    ),
    "microsoft-xlsx": Tool(
        mapping="microsoft-forms",
        suffix="xlsx",
        moment=lambda moment: moment.astimezone(zone(ZURICH)).replace(tzinfo=None),
        several=lambda captions: "".join(f"{caption};" for caption in captions),
        write=as_workbook,
        before={"ID": lambda number, _: number},
    ),
    "limesurvey": Tool(
        mapping="limesurvey",
        moment=lambda moment: local(moment, "%Y-%m-%d %H:%M:%S"),
        columns=True,
        keeps_order=False,
        write=as_csv("utf-8-sig", delimiter=";", quoting=csv.QUOTE_ALL, end="\r\n"),
        before={
            "Response ID": lambda number, _: number,
            "Last page": lambda _, __: 3,
            "Start language": lambda _, __: "en",
            "Seed": lambda number, _: 1_000_003 * number,
        },
    ),
}


def export(tool: Tool, mapping: Mapping, people: Iterable[Application]) -> bytes:
    """The file that the tool would give an organiser, a row a person."""
    answers = [(person, answers_of(person)) for person in people]
    return tool.write(rows_of(tool, mapping, answers))


def rows_of(
    tool: Tool, mapping: Mapping, answers: Sequence[tuple[Application, dict[str, Any]]]
) -> Cells:
    """The headings and the rows."""
    questions = mapping.questions
    headings = [text for one in questions.values() for text in _headings(tool, one)]
    rows = [[*tool.before, *headings, *tool.after]]
    for number, (person, answered) in enumerate(answers, start=1):
        cells = [
            cell
            for name, one in questions.items()
            for cell in _cells(tool, mapping, one, answered.get(name))
        ]
        first, last = (
            [extra(number, person) for extra in extras.values()]
            for extras in (tool.before, tool.after)
        )
        rows.append([*first, *cells, *last])
    return rows


SAME = {
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
    "avoid": "person.unresolved",
    "accessibility": "person.accessibility",
    "notes": "person.notes",
    "statistics": "consent.statistics",
    "listed": "consent.listed",
    "next-edition": "consent.next_edition",
}


def answers_of(person: Application) -> dict[str, Any]:
    """What the person answered, by question: the application taken apart again."""
    plain = flat(to_plain(person))
    experiments, topics = [*person.experiments, None], [*person.topics, None]
    answers: dict[str, Any] = {
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
        "main-topic": topics[0],
        "second-topic": topics[1],
        "other-topics": person.topics[2:],
        "topics-offered": person.topics,
    }
    places = ("first", "second", "third")
    for place, wish in zip(places, person.preferences.mentors, strict=False):
        answers |= {f"{place}-profile": wish.profile, f"{place}-reason": wish.reason}
    answers |= {name: plain.get(field) for name, field in SAME.items()}
    return {name: answers[name] for name in answers if _is_asked(name, person)}


def _is_asked(name: str, person: Application) -> bool:
    """Whether the form puts the question to this person at all."""
    mentor = {"topics-offered", "profile", "capacity", "listed", "next-edition"}
    mentee = {"main-topic", "second-topic", "other-topics", "motivation", "goals"}
    return name not in (mentee if person.role.value == "mentor" else mentor)


def _headings(tool: Tool, question: Question) -> list[str]:
    if tool.columns and question.kind == "choices":
        return [f"{question.ask} [{caption}]" for caption in question.captions]
    return [tool.heading(question.ask)]


def _cells(tool: Tool, mapping: Mapping, question: Question, answer: Any) -> list[Any]:
    if tool.columns and question.kind == "choices":
        chosen = answer or ()
        return ["Yes" if value in chosen else "No" for value in question.captions.values()]
    return [_cell(tool, mapping, question, answer)]


def _cell(tool: Tool, mapping: Mapping, question: Question, answer: Any) -> Any:
    if answer is None or answer == ():
        return ""
    caption_of = {value: caption for caption, value in reversed(question.captions.items())}
    written: dict[str, Callable[[], Any]] = {
        "moment": lambda: tool.moment(answer.astimezone(UTC)),
        "day": lambda: tool.day(answer),
        "yes-no": lambda: (mapping.words.yes if answer else mapping.words.no)[-1],
        "choice": lambda: caption_of[answer],
        "choices": lambda: tool.several([caption_of[value] for value in answer]),
        "notice": lambda: next(iter(question.captions)).replace("{notice}", answer),
        "lines": lambda: tool.text("\n".join(answer)),
        "people": lambda: tool.text("\n".join(answer)),
    }
    return written.get(question.kind, lambda: tool.text(str(answer)))()
