"""Writes applications as the form tools export them: the other direction of intake.

It knows the tools, not the reader: the questions and captions come from the mapping, as a form
that was made from it would have them; how they are written down is stated here a second time.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from openpyxl import Workbook

from mentoring.intake.forms.fields import flat
from mentoring.programme.dates import zone
from mentoring.store.entry import to_plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from mentoring.intake.forms.mapping import FormMapping, Question
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
    columns: str | None = None
    ticked: Callable[[str, bool], str] = lambda _, chosen: "Yes" if chosen else "No"
    also_joined: Callable[[list[str]], str] | None = None
    yes_no: tuple[str, str] | None = None
    head: Callable[[list[tuple[str, str | None]]], Cells] | None = None
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


def as_opendocument(rows: Cells) -> bytes:
    """A spreadsheet of OpenDocument, with the empty rows that LibreOffice repeats to its end."""
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    lines = "".join(
        f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>" for row in rows
    )
    end = '<table:table-cell table:number-columns-repeated="16384"/>'
    rest = f'<table:table-row table:number-rows-repeated="1000000">{end}</table:table-row>'
    sheet = f'<table:table table:name="Answers">{lines}{rest}</table:table>'
    content = f"<office:body><office:spreadsheet>{sheet}</office:spreadsheet></office:body>"
    entry = '<manifest:file-entry manifest:full-path="/" manifest:media-type=""/>'
    space = 'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"'
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "content.xml", f"<office:document-content {spaces}>{content}</office:document-content>"
        )
        archive.writestr(
            "META-INF/manifest.xml", f"<manifest:manifest {space}>{entry}</manifest:manifest>"
        )
    return data.getvalue()


def _ods_cell(text: Any) -> str:
    lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in str(text).split("\n"))
    return f'<table:table-cell office:value-type="string">{lines}</table:table-cell>'


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


def two_rows(headings: list[tuple[str, str | None]]) -> Cells:
    """SurveyMonkey: a question is above the first of its columns, captions are below."""
    asked = [ask for ask, _ in headings]
    first = [
        ask if number == 0 or ask != asked[number - 1] or headings[number][1] is None else ""
        for number, ask in enumerate(asked)
    ]
    before = len(TOOLS["surveymonkey"].before)
    below = ["" if number < before else "Response" for number in range(len(asked))]
    return [first, [caption or below[number] for number, (_, caption) in enumerate(headings)]]


def three_rows(headings: list[tuple[str, str | None]]) -> Cells:
    """Qualtrics: short names, the questions, and what the columns are called when imported."""
    (texts,) = _one_row(TOOLS["qualtrics"], headings)
    names = [f"Q{number}" for number in range(len(texts))]
    return [names, texts, [f'{{"ImportId":"QID{number}"}}' for number in range(len(texts))]]


def webform_rows(headings: list[tuple[str, str | None]]) -> Cells:
    """Drupal Webform: the form's title, the questions above their choices, the columns."""
    asked = [ask for ask, _ in headings]
    questions = [
        ask if caption is not None and (number == 0 or ask != asked[number - 1]) else ""
        for number, (ask, caption) in enumerate(headings)
    ]
    title = ["Mentoring", *[""] * (len(headings) - 1)]
    return [title, ["Submission Details", *questions[1:]], [text or ask for ask, text in headings]]


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
        columns="{ask} [{caption}]",
        keeps_order=False,
        write=as_csv("utf-8-sig", delimiter=";", quoting=csv.QUOTE_ALL, end="\r\n"),
        before={
            "Response ID": lambda number, _: number,
            "Last page": lambda _, __: 3,
            "Start language": lambda _, __: "en",
            "Seed": lambda number, _: 1_000_003 * number,
        },
    ),
    "typeform": Tool(
        mapping="typeform",
        moment=lambda moment: moment.strftime("%Y-%m-%d %H:%M:%S"),
        columns="{caption}",
        ticked=lambda caption, chosen: caption if chosen else "",
        yes_no=("1", "0"),
        keeps_order=False,
        write=as_csv(),
        before={"#": lambda number, _: f"{number:032x}"},
        after={
            "Response Type": lambda _, __: "completed",
            "Start Date (UTC)": lambda _, one: f"{one.submitted:%Y-%m-%d %H:%M:%S}",
            "Stage Date (UTC)": lambda _, __: "",
            "Network ID": lambda number, _: f"{number:010x}",
            "Tags": lambda _, __: "",
        },
    ),
    "surveymonkey": Tool(
        mapping="surveymonkey",
        moment=lambda moment: local(moment, "%m/%d/%Y %I:%M:%S %p"),
        columns="{ask} [{caption}]",
        ticked=lambda caption, chosen: caption if chosen else "",
        head=two_rows,
        keeps_order=False,
        write=as_csv(),
        before={
            "Respondent ID": lambda number, _: 118_000_000_000 + number,
            "Collector ID": lambda _, __: 460_000_001,
            "Start Date": lambda _, one: local(one.submitted, "%m/%d/%Y %I:%M:%S %p"),
            "IP Address": lambda number, _: f"192.0.2.{number}",
            "Email Address": lambda _, __: "",
            "First Name": lambda _, __: "",
            "Last Name": lambda _, __: "",
            "Custom Data 1": lambda _, __: "",
        },
    ),
    "jotform": Tool(
        mapping="jotform",
        moment=lambda moment: local(moment, "%Y-%m-%d %H:%M:%S"),
        several="\n".join,
        write=as_csv(quoting=csv.QUOTE_ALL),
        after={
            "Submission IP": lambda number, _: f"192.0.2.{number}",
            "Submission ID": lambda number, _: 5_000_000_000_000_000_000 + number,
        },
    ),
    "kobo": Tool(
        mapping="kobo",
        moment=lambda moment: moment.strftime("%Y-%m-%dT%H:%M:%S"),
        columns="{ask}/{caption}",
        ticked=lambda _, chosen: "1" if chosen else "0",
        also_joined=" ".join,
        yes_no=("Yes", "No"),
        keeps_order=False,
        write=as_csv(delimiter=";", quoting=csv.QUOTE_ALL),
        before={
            "start": lambda _, one: f"{one.submitted:%Y-%m-%dT%H:%M:%S.000}+02:00",
            "end": lambda _, one: f"{one.submitted:%Y-%m-%dT%H:%M:%S.000}+02:00",
        },
        after={
            "_id": lambda number, _: 80_000_000 + number,
            "_uuid": lambda number, _: f"{number:08x}-0000-4000-8000-000000000000",
            "_validation_status": lambda _, __: "",
            "_status": lambda _, __: "submitted_via_web",
            "_index": lambda number, _: number,
        },
    ),
    "qualtrics": Tool(
        mapping="qualtrics",
        moment=lambda moment: local(moment, "%Y-%m-%d %H:%M:%S"),
        columns="{ask} - Selected Choice - {caption}",
        ticked=lambda caption, chosen: caption if chosen else "",
        head=three_rows,
        keeps_order=False,
        write=as_csv(),
        before={
            "Start Date": lambda _, one: local(one.submitted, "%Y-%m-%d %H:%M:%S"),
            "End Date": lambda _, one: local(one.submitted, "%Y-%m-%d %H:%M:%S"),
            "Response Type": lambda _, __: "IP Address",
            "Progress": lambda _, __: 100,
            "Finished": lambda _, __: "True",
            "Response ID": lambda number, _: f"R_{number:015x}",
        },
    ),
    "framaforms": Tool(
        mapping="framaforms",
        moment=lambda moment: moment.astimezone(zone("Europe/Paris")).strftime("%Y-%m-%dT%H:%M:%S"),
        columns="{caption}",
        ticked=lambda _, chosen: "X" if chosen else "",
        yes_no=("Oui", "Non"),
        head=webform_rows,
        keeps_order=False,
        write=as_csv(quoting=csv.QUOTE_ALL, line_end="\n"),
        before={"Serial": lambda number, _: number, "SID": lambda number, _: 900_000 + number},
        after={
            "Draft": lambda _, __: "0",
            "IP Address": lambda number, _: f"192.0.2.{number}",
            "UID": lambda _, __: "0",
            "Username": lambda _, __: "",
        },
    ),
    "nextcloud-forms": Tool(
        mapping="nextcloud-forms",
        moment=lambda moment: local(moment, "%Y-%m-%dT%H:%M:%S%z"),
        several="; ".join,
        write=as_csv("utf-8-sig", quoting=csv.QUOTE_ALL, line_end="\n"),
        before={
            "User ID": lambda number, _: f"user{number}",
            "User display name": lambda number, _: f"User {number}",
        },
    ),
}


def export(tool: Tool, mapping: FormMapping, people: Iterable[Application]) -> bytes:
    """The file that the tool would give an organiser, a row a person."""
    answers = [(person, answers_of(person)) for person in people]
    return tool.write(rows_of(tool, mapping, answers))


def rows_of(
    tool: Tool, mapping: FormMapping, answers: Sequence[tuple[Application, dict[str, Any]]]
) -> Cells:
    """The headings and the rows."""
    questions = mapping.questions
    headings = [pair for question in questions.values() for pair in _headings(tool, question)]
    extra = [[(name, None) for name in names] for names in (tool.before, tool.after)]
    rows = (tool.head or partial(_one_row, tool))([*extra[0], *headings, *extra[1]])
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
    "other-institutes": "other_institutes",
    "other-emails": "person.other_emails",
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
        "state": "active",
        "role": person.role,
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
    return name not in (mentee if person.role == "mentor" else mentor)


def _one_row(tool: Tool, headings: list[tuple[str, str | None]]) -> Cells:
    """Each heading of question and caption as the tool joins them."""
    pattern = tool.columns or ""
    return [
        [
            ask if caption is None else pattern.format(ask=ask, caption=caption)
            for ask, caption in headings
        ]
    ]


def _headings(tool: Tool, question: Question) -> list[tuple[str, str | None]]:
    if tool.columns and question.kind == "choices":
        joined = [(question.ask, None)] if tool.also_joined else []
        return [*joined, *((question.ask, caption) for caption in question.captions)]
    return [(tool.heading(question.ask), None)]


def _cells(tool: Tool, mapping: FormMapping, question: Question, answer: Any) -> list[Any]:
    if tool.columns and question.kind == "choices":
        chosen = answer or ()
        captions = question.captions.items()
        joined = [caption for caption, value in captions if value in chosen]
        summary = [tool.also_joined(joined)] if tool.also_joined else []
        return [*summary, *(tool.ticked(caption, value in chosen) for caption, value in captions)]
    return [_cell(tool, mapping, question, answer)]


def _words(mapping: FormMapping) -> tuple[str, str]:
    return mapping.words.yes[-1], mapping.words.no[-1]


def _cell(tool: Tool, mapping: FormMapping, question: Question, answer: Any) -> Any:
    if answer is None or answer == ():
        return ""
    caption_of = {value: caption for caption, value in reversed(question.captions.items())}
    written: dict[str, Callable[[], Any]] = {
        "moment": lambda: tool.moment(answer.astimezone(UTC)),
        "day": lambda: tool.day(answer),
        "yes-no": lambda: (tool.yes_no or _words(mapping))[0 if answer else 1],
        "choice": lambda: caption_of[answer],
        "choices": lambda: tool.several([caption_of[value] for value in answer]),
        "notice": lambda: next(iter(question.captions)).replace("{notice}", answer),
        "lines": lambda: tool.text("\n".join(answer)),
        "people": lambda: tool.text("\n".join(answer)),
    }
    return written.get(question.kind, lambda: tool.text(str(answer)))()
