"""Whatever people type, in whatever tool: written as its export and read back, it is the same."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from intake.bringing import brought, mapping
from intake.exports import TOOLS, export
from made import demo_edition as edition
from mentoring.intake.forms.captions import two_readings
from mentoring.intake.forms.fields import flat
from mentoring.operations.demo.generate import generate
from mentoring.people.institute import separate
from mentoring.store.entry import to_plain
from tools import examples

if TYPE_CHECKING:
    from pathlib import Path

    from intake.exports import Tool
    from mentoring.intake.forms.mapping import FormMapping
    from mentoring.people.application import Application

COHORT = edition("2026")
GIVEN_BY_US = {"id", "profile.code", "profile.approved", "conflicts", "preferences.mentors"}
GUARDED = re.compile("'[\\s']*[=+\\-@\uff1d\uff0b\uff0d\uff20]")
AWKWARD = [
    "a; b",
    "'",
    "''",
    'she said "no", twice',
    "x, y",
    "🧪 emoji",
    "שלום עולם",
    "سلام",
    "N/A?",
    "=1+1",
]


def _survives(text: str) -> bool:
    """Whether a form's tool itself would keep the text, and not for our reading of it."""
    return (
        GUARDED.match(text) is None
        and text == unicodedata.normalize("NFC", text)
        and text[0] not in "=+-@"
        and text.casefold() not in {"n/a", "anonymous", "cern", "cet", "cest", "suisse"}
    )


letters = st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp", "Zs", "Co", "Cn"])
words = st.text(st.one_of(letters, st.sampled_from(",;'\"()[]|\\")), min_size=1, max_size=12)
lines = (
    st.one_of(st.sampled_from(AWKWARD), st.lists(words, min_size=1, max_size=5).map(" ".join))
    .filter(lambda text: "\ufeff" not in text)
    .filter(lambda text: text == " ".join(text.split()))
    .filter(_survives)
)
names = lines.filter(lambda text: ";" not in text)
institutes = names.filter(lambda text: separate(text) == (text,))
lists = st.lists(names, max_size=4, unique=True).map(tuple)
strangers = st.lists(
    st.text("abcdefg-.'üñßЖ字", min_size=2, max_size=9).map("Nobody {}x".format),
    max_size=3,
    unique=True,
).map(tuple)


def texts(tool: Tool) -> st.SearchStrategy[str]:
    """Letters of several lines, with blank ones between them where the tool keeps those."""
    breaks = ["\n", "\n\n"] if tool.keeps_blank_lines else ["\n"]
    between = st.sampled_from(breaks)
    parts = st.lists(st.tuples(lines, between), min_size=1, max_size=4)
    return parts.map(lambda found: "".join(line + end for line, end in found).strip())


@st.composite
def people(draw: st.DrawFn, tool: Tool) -> tuple[Application, ...]:
    """A few applicants who type whatever they like, after choosing what the form offers."""
    invented = generate(draw(st.integers(0, 10_000)), draw(st.integers(1, 2)), 1, COHORT)
    return tuple(_typed(draw, application, tool) for application in invented.applications)


def _typed(draw: st.DrawFn, one: Application, tool: Tool) -> Application:
    mentee = one.role == "mentee"
    person = replace(
        one.person,
        name=draw(names),
        pronouns=draw(st.none() | lines),
        accessibility=draw(st.none() | texts(tool)),
        notes=draw(st.none() | texts(tool)),
        unresolved=draw(strangers),
    )
    profile = one.profile and replace(one.profile, text=draw(texts(tool)))
    return replace(
        one,
        person=person,
        institute=draw(institutes),
        location=replace(one.location, place=draw(lines), also=draw(lists)),
        motivation=draw(texts(tool)) if mentee else None,
        goals=draw(lists) if mentee else (),
        profile=profile,
    )


def _read(one: Application, tool: Tool) -> dict[str, Any]:
    """The application without what an import adds, and without order where the tool loses it."""
    fields = {name: value for name, value in flat(to_plain(one)).items() if name not in GIVEN_BY_US}
    if not tool.keeps_order:
        for name in ("languages", "preferences.stages"):
            fields[name] = sorted(fields.get(name, []))
        ranked = 2 if one.role == "mentee" else 0
        fields["topics"] = [*one.topics[:ranked], *sorted(one.topics[ranked:])]
    return fields


@pytest.mark.parametrize("name", TOOLS)
@pytest.mark.parametrize("text", ["'\na; b", "''\n\uff1da", "'\n-", "a\n'=1"])
def test_an_apostrophe_on_a_line_of_its_own_is_no_guard_of_a_formula(
    name: str, text: str, tmp_path: Path
) -> None:
    """A guard is directly before the formula; other apostrophes belong to the answer."""
    tool = TOOLS[name]
    (mentor,) = (one for one in generate(1, 1, 1, COHORT).applications if one.profile)
    assert mentor.profile is not None
    typed = replace(mentor, profile=replace(mentor.profile, text=text))
    path = tmp_path / f"export.{tool.suffix}"
    path.write_bytes(export(tool, mapping(tool.mapping), (typed,)))
    (record,) = brought(path, mapping(tool.mapping), COHORT).records
    assert record.profile.text == text


@st.composite
def reworded(draw: st.DrawFn, form: FormMapping) -> FormMapping:
    """The form with captions for its topics that hold whatever an organiser may type."""
    words = draw(st.lists(lines, min_size=1, max_size=4))
    questions = dict(form.questions)
    for name, one in questions.items():
        if one.vocabulary == "topic":
            numbered = enumerate(one.captions.values())
            captions = {f"{words[n % len(words)]} {n}": value for n, value in numbered}
            questions[name] = replace(one, captions=captions)
    assume(two_readings(captions, form.source.separator) is None)
    return replace(form, questions=questions)


@pytest.mark.parametrize("name", TOOLS)
@settings(max_examples=examples(20))
@given(data=st.data())
def test_people_written_as_an_export_and_read_back_are_the_same(
    name: str, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """Captions, commas, quotes, emoji, right-to-left text, blank lines: nothing is lost."""
    tool = TOOLS[name]
    form = data.draw(reworded(mapping(tool.mapping)))
    written = tuple(
        replace(one, preferences=replace(one.preferences, mentors=()))
        for one in data.draw(people(tool))
    )
    path: Path = tmp_path_factory.mktemp("export") / f"export.{tool.suffix}"
    path.write_bytes(export(tool, form, written))
    imported = brought(path, form, COHORT)
    assert imported.problems == ()
    assert imported.unread == ()
    read = {(record.person.email, record.role): _read(record, tool) for record in imported.records}
    assert read == {(one.person.email, one.role): _read(one, tool) for one in written}
