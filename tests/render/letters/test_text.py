"""Letters in words: strict about placeholders, and never without the closing lines."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

import made
from mentoring.errors import MentoringError
from mentoring.operations.letters.announce import announce
from mentoring.operations.letters.close import closing
from mentoring.operations.letters.facts import Draw, Ticket
from mentoring.operations.letters.remind import remind
from mentoring.people.application import ApplicationStatus, Change, Consent, Location
from mentoring.people.ledger import Sent
from mentoring.people.lifecycle import HistoryEntry
from mentoring.people.pair import Matched
from mentoring.render.letters import template
from mentoring.render.letters.template import Templates, Text, text_of

if TYPE_CHECKING:
    from mentoring.operations.letters.letter import Letter

LATE = Matched(match=2, fit=500, how="late")
PEOPLE = (
    made.application("bbbbbb", person=made.person("Zoë Şahin", pronouns="she/her")),
    made.application("cccccc"),
    made.application("dddddd"),
    made.application("ffffff", arrival="late"),
    made.application("gggggg", status=ApplicationStatus.INELIGIBLE),
    made.application("tttttt", "mentor", capacity=2),
    made.application("vvvvvv", "mentor"),
)
LEFT = (Change(on=date(2027, 3, 1), what="withdrawn", fields=("status",)),)
TAKEN_BACK = Consent(notice="2026-1", given=date(2026, 9, 20), withdrawn=date(2027, 3, 1))
LEAVING = (
    made.application("bbbbbb", status=ApplicationStatus.WITHDRAWN, history=LEFT),
    made.application("cccccc"),
    made.application("dddddd", status=ApplicationStatus.WITHDRAWN, consent=TAKEN_BACK),
    made.application("tttttt", "mentor", capacity=2),
    made.application("vvvvvv", "mentor", status=ApplicationStatus.DECEASED, history=LEFT),
    made.pair("ended", mentee="bbbbbb", history=(made.step("ended", "2027-03-01", "mentee"),)),
    made.pair(
        "ended", mentee="cccccc", mentor="vvvvvv", history=(made.step("ended", "2027-03-01"),)
    ),
)
REST = HistoryEntry(on=date(2027, 1, 20), what="paused", until=date(2027, 3, 1))
RESTS = made.pair("paused", mentee="bbbbbb", history=(*made.history("active"), REST))
COVER = HistoryEntry(
    on=date(2027, 3, 1), what="covered", mentor="vvvvvv", until=date(2027, 4, 1), reason="A leave"
)
COVERED = made.pair(mentee="bbbbbb", history=(*made.history("active"), COVER))
OLD = {"check-in-2": "2027-04-05/00000000", "gone": "2027-05-05/00000000"}
TOLD = Sent(
    cohort="2026",
    to="bbbbbb",
    letter="announcement",
    on=made.ANNOUNCED,
    digest="0" * 64,
    dates=OLD,
)


def letters() -> list[Letter]:
    """One letter of every kind."""
    cohort = made.cohort(forms=made.forms("check-in", "agreement", "survey"))
    proposed = [made.pair("proposed", mentee=mentee, history=()) for mentee in ("bbbbbb", "cccccc")]
    before = announce(
        made.edition(cohort, *PEOPLE, *proposed),
        made.ANNOUNCED,
        why={"dddddd": "no-admissible-mentor"},
    )
    waiting = announce(made.edition(cohort, *PEOPLE, *proposed), made.ANNOUNCED)
    again = (made.step("announced", "2026-11-03"), made.step("reminded", "2026-11-18"))
    pair = made.pair("announced", mentee="bbbbbb", history=again)
    done = made.pair("completed", mentee="cccccc")
    during = made.edition(cohort, *PEOPLE, pair, done)
    first = made.edition(cohort, *PEOPLE, made.pair("announced", mentee="bbbbbb"))
    return [
        *before.letters,
        *remind(made.edition(cohort, *LEAVING), date(2027, 3, 2)),
        *remind(made.edition(cohort, *PEOPLE, RESTS), date(2027, 3, 2)),
        *remind(made.edition(cohort, *PEOPLE, COVERED, TOLD), date(2027, 3, 2)),
        *waiting.letters,
        *remind(first, date(2027, 1, 20)),
        *remind(during, date(2027, 1, 11)),
        *remind(during, date(2027, 7, 12)),
        *closing(during),
    ]


@pytest.mark.parametrize("letter", letters(), ids=lambda letter: f"{letter.template}-{letter.key}")
def test_every_letter_can_be_written_from_the_packages_texts(letter: Letter) -> None:
    """It greets by name, names the safeguarding contact, and leaves no placeholder behind."""
    text = text_of(letter, {})
    assert text.body.startswith(f"Dear {letter.to.person.name},\n")
    assert "safe@example.org" in text.body
    assert not {"{{", "{%", "None", "tuple"} & set(text.body.split())
    assert "\n\n\n" not in text.body
    assert text.body.endswith("privacy@example.org.\n")
    assert len(text.body.rsplit("\n--\n", 1)[1].splitlines()) == 1


def test_every_template_of_the_package_is_used_by_some_letter() -> None:
    """There is no template that is never sent."""
    included = {"closing-lines.md.j2", "open-points.md.j2", "check-in-questions.md.j2"}
    used = {f"{letter.template}.md.j2" for letter in letters()}
    assert Templates({}).texts.keys() == used | included


def introduction(own: dict[str, str]) -> Text:
    """The mentee's announcement, written from a programme's own texts."""
    (letter,) = [letter for letter in letters() if letter.key == "announcement-bbbbbb"][:1]
    return text_of(letter, own)


def test_the_announcement_says_who_by_when_and_how() -> None:
    """The partner, the first deadlines, the form."""
    body = introduction({}).body
    for words in (
        "Tttttt Person, staff physicist, University of Somewhere, CMS",
        "tttttt@example.org",
        "by 17 November 2026 whether you accept",
        "by 1 December 2026: https://forms.example.org/agreement",
        "on 11 January 2027, 12 April 2027 and 12 July 2027",
    ):
        assert words in body


@pytest.mark.parametrize(("told", "check_ins"), [("2027-06-01", 1), ("2027-07-20", 0)])
def test_a_pair_made_later_reads_of_the_time_that_remains(told: str, check_ins: int) -> None:
    """No nine months, no day after the end, and no sentence about check-ins when none is left."""
    late = made.pair("proposed", mentee="bbbbbb", history=(), matched=LATE)
    edition = made.edition(made.cohort(), *PEOPLE, late)
    for letter in announce(edition, date.fromisoformat(told)).letters:
        if letter.template.startswith("paired-"):
            body = text_of(letter, {}).body
            assert "nine months" not in body
            assert "by 9 August 2027." in body
            assert ("12 July 2027" in body) == ("We ask both" in body) == bool(check_ins)
            assert "September" not in body


def test_a_programmes_own_text_takes_the_place_of_the_packages() -> None:
    """The closing lines stay."""
    text = introduction({"paired-mentee.md.j2": "Subject: Hello\n\nDear {{ name }}!"})
    assert text.subject == "Hello"
    assert text.body.startswith("Dear Zoë Şahin!\n\nWith kind regards,")


BROKEN = {
    "Subject: x\n\nDear {{ nmae }}": "paired-mentee.md.j2:3: there is no placeholder nmae. Did",
    "Subject: x\n\n{% if false %}\n{{ lost }}{% endif %}": "md.j2:4: there is no placeholder lost",
    "Subject: x\n\n\n{{ partners[0].salary }}": "paired-mentee.md.j2:4: ",
    "Subject: x\n\n{% if name %}": "paired-mentee.md.j2:3: ",
    "Subject: x\n\n{{ name | shout }}": "paired-mentee.md.j2:3: ",
    "Subject: x\n\n{{ name | day }}": "paired-mentee.md.j2:3: ",
    "Subject: x\n\n{{ name.__class__.__mro__ }}": "paired-mentee.md.j2:3: ",
    "Dear {{ name }}": "paired-mentee.md.j2:1: begin with a line",
    "Subject: x\nDear {{ name }}": "paired-mentee.md.j2:1: begin with a line",
    "Subject: x\n\n{% include 'gone.md.j2' %}": "no letter template gone.md.j2",
}


@pytest.mark.parametrize("source", BROKEN)
def test_a_broken_template_is_named_with_its_file_and_line(source: str) -> None:
    """The error names the place in the template, and quotes no person's name."""
    with pytest.raises(MentoringError) as caught:
        introduction({"paired-mentee.md.j2": source})
    assert BROKEN[source] in str(caught.value)
    assert "Zoë" not in str(caught.value)


def test_an_error_in_an_included_text_names_the_included_file() -> None:
    """Also where this letter would not reach it."""
    own = {
        "paired-mentee.md.j2": "Subject: x\n\n{% include 'more.md.j2' %}",
        "more.md.j2": "one\n{% if false %}{{ lost }}{% endif %}",
    }
    with pytest.raises(MentoringError, match=r"letters/more\.md\.j2:2: there is no placeholder"):
        introduction(own)


def test_closing_lines_without_the_safeguarding_contact_are_refused() -> None:
    """No programme can drop it by an edit."""
    with pytest.raises(MentoringError, match="every letter names the safeguarding contact"):
        introduction({"closing-lines.md.j2": "Bye."})


def test_a_letter_is_plain_text_and_escapes_nothing() -> None:
    """An ampersand in a name stays one."""
    letter = next(letter for letter in letters() if letter.template == "waiting")
    named = replace(letter, facts={**letter.facts, "name": "A & B <c>"})
    assert text_of(named, {}).body.startswith("Dear A & B <c>,\n")


def test_lists_and_days_read_as_one_says_them() -> None:
    """In English, whatever the machine's language is."""
    assert template.listed([]) == ""
    assert template.listed(["a"]) == "a"
    assert [template.times(1, 1), template.times(1, 2)] == ["1 meeting", "1 to 2 meetings"]
    assert template.listed(["a", "b", "c"]) == "a, b and c"
    assert template.FILTERS["day"](date(2027, 3, 1)) == "1 March 2027"


def test_without_a_form_the_check_in_asks_its_questions_in_the_letter() -> None:
    """So does the reminder; with a form, neither does, and satisfaction is asked at the end."""
    questions = {}
    for form in ((), ("check-in",)):
        edition = made.edition(
            made.cohort(forms=made.forms(*form)), *PEOPLE, made.pair("active", "bbbbbb")
        )
        for day in ("2027-01-11", "2027-07-12", "2027-07-20"):
            for letter in remind(edition, date.fromisoformat(day)):
                body = text_of(letter, {}).body
                key = (letter.template, day, bool(form))
                questions[key] = ("How are the goals going" in body, "from 1 to 10" in body)
    assert questions[("check-in", "2027-01-11", False)] == (True, False)
    assert questions[("check-in", "2027-07-12", False)] == (True, True)
    assert questions[("reminder", "2027-07-20", False)] == (True, True)
    assert {both for (*_, form), both in questions.items() if form} == {(False, False)}


KINDS: dict[str, dict[str, Any]] = {
    "at-cern": {"location": Location(place="CERN", timezone="Europe/Zurich")},
    "two-homes": {"experiments": ("AMS", "ALICE"), "other_institutes": ("Elsewhere",)},
    "nothing-shared": {"topics": ("leadership",), "languages": ("fr",)},
    "many-languages": {"languages": ("en", "de", "it")},
    "pronouns": {"person": made.person("Ada Example", pronouns="they/them")},
}
UNGRAMMATICAL = re.compile(
    r"\b(?:in|at) CERN\b|[a-z,]  [a-z]| ,|\(\)|\b1 meetings|\ba (?=[aeiou])|: \.|\.\."
)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("role", ["mentee", "mentor"])
def test_no_placeholder_breaks_the_grammar(kind: str, role: str) -> None:
    """Whatever the data: no “in CERN”, no empty brackets, no sentence without its noun."""
    people = [made.application("bbbbbb"), made.application("tttttt", "mentor")]
    place = 0 if role == "mentee" else 1
    people[place] = replace(people[place], **KINDS[kind])
    pair = made.pair("proposed", mentee="bbbbbb", history=())
    announced = announce(made.edition(made.cohort(), *people, pair), made.ANNOUNCED)
    assert len(announced.letters) == 2
    for letter in announced.letters:
        body = text_of(letter, {}).body
        assert not UNGRAMMATICAL.search(body), UNGRAMMATICAL.search(body)
        assert "Why the two of you" in body
        assert "/guides/first-meeting/" in body


def test_who_lost_a_draw_reads_where_to_check_it_and_no_hexadecimal() -> None:
    """The page shows how; the letter holds the two ids and the number."""
    waiting = next(letter for letter in letters() if letter.template == "waiting")
    ticket = Ticket(mentee="dddddd", mentor="vvvvvv", number=77)
    draw = Draw(beacon="drand", round=5, seed="ab" * 32, ticket=ticket)
    facts = {**waiting.facts, "draw": draw, "why": "lot"}
    body = text_of(replace(waiting, facts=facts), {}).body
    assert "/about/check-the-draw/" in body
    assert "dddddd:vvvvvv" in body
    assert "abab" not in body
