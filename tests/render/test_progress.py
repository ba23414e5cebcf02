"""The progress report in each of its forms: the same facts, ids alone but for the page."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import jsonschema
from msgspec import to_builtins

import made
from mentoring.people.pair import Goal, Meeting
from mentoring.progress.cohort_progress import CohortProgress, cohort_progress
from mentoring.render import plain, values
from mentoring.render.environment import Form, written
from mentoring.render.pages import progress_page

if TYPE_CHECKING:
    from mentoring.people.pair import Pair

TODAY = date(2027, 2, 22)
COHORT = made.cohort()


def pairs() -> list[Pair]:
    """One pair that is well, one that asks for a call, one that paused, one that ended."""
    signed = made.agreement(mentee="2026-11-20", mentor="2026-11-21")
    days = ("2026-11-20", "2026-12-15", "2027-01-20")
    met = tuple(Meeting(date=date.fromisoformat(day), minutes=60) for day in days)
    goals = (Goal(goal="Write <b>", due=date(2027, 1, 20), status="done"), Goal(goal="Apply"))
    answers = tuple(made.check_in("2027-01-11", by) for by in ("mentee", "mentor"))
    asked = (made.check_in("2027-01-11", "mentee", contact_me=True),)
    announced = made.step("announced", "2026-11-03")
    paused = (announced, made.step("paused", "2027-01-04", "mentee"))
    ended = (announced, made.step("ended", "2026-12-10", "mentor"))
    return [
        made.pair(mentee="bbbbbb", meetings=met, agreement=signed, goals=goals, check_ins=answers),
        made.pair(mentee="cccccc", agreement=signed, goals=goals, check_ins=asked),
        made.pair("paused", mentee="dddddd", history=paused),
        made.pair("ended", mentee="ffffff", history=ended),
    ]


def progress() -> CohortProgress:
    """The report of those pairs."""
    return cohort_progress(COHORT, pairs(), TODAY)


def report(found: CohortProgress, form: Form = "text", *, colour: bool = False) -> str:
    """The report for a terminal or for a pull request."""
    return written("progress.j2", form, **values.progress(found, COHORT.progress), colour=colour)


def document(found: CohortProgress) -> Any:
    """The report as a program reads it."""
    return json.loads(
        json.dumps(to_builtins(plain.progress(found, COHORT.progress), str_keys=True))
    )


def test_a_mentee_whose_mentor_was_replaced_is_one_pair() -> None:
    """The headline counts pairs, and says how many mentorships were replaced before."""
    *others, over = pairs()
    told = (made.step("announced", "2027-02-20"),)
    anew = made.mentorship("announced", mentor="uuuuuu", history=told)
    twice = replace(over, mentorships=(*over.mentorships, anew))
    found = cohort_progress(COHORT, [*others, twice], TODAY)
    heading, *_, well = report(found).splitlines()
    assert "4 pairs (" in heading
    assert "; 1 earlier mentorship replaced);" in heading
    assert "ended" not in heading
    assert well.count("ffffff") == 1
    assert len(document(found)["pairs"]) == 5


def test_json_has_the_keys_that_others_build_on() -> None:
    """Each pair says who, how it stands, its counts and its flags; nothing else is needed."""
    report = document(progress())
    assert (report["cohort"], report["as_of"]) == ("2026", "2027-02-22")
    first, second, *_ = report["pairs"]
    assert first | {"details": [], "soon": []} == {
        "mentee": "bbbbbb",
        "mentor": "tttttt",
        "status": "active",
        "meetings": 3,
        "last_meeting": "2027-01-20",
        "reported": {"mentee": None, "mentor": None},
        "expected": 3,
        "goals": {"done": 1, "total": 2},
        "check_ins": {"done": 2, "due": 2, "overdue": 0},
        "flags": [],
        "details": [],
        "soon": [],
        "next_step": None,
    }
    assert second["flags"] == ["contact-me", "check-in-overdue", "no-first-meeting", "below-rhythm"]
    assert second["check_ins"] == {"done": 1, "due": 2, "overdue": 1}
    assert second["next_step"] is None
    jsonschema.validate(second["details"][0]["since"], {"type": "string", "format": "date"})


def test_colour_marks_only_who_needs_somebody() -> None:
    """The same bytes without it, on every machine."""
    text = report(progress())
    assert "\x1b" not in text
    coloured = [line for line in report(progress(), colour=True).splitlines() if "\x1b" in line]
    assert [line.split()[1] for line in coloured] == ["cccccc"] * len(coloured)


def test_what_to_do_stands_first_and_who_is_well_last() -> None:
    """Who asked to be contacted is at the top of the week; a pair that is well is one word."""
    text = report(progress())
    _, this_week = text.split("This week:\n")
    first = this_week.splitlines()[0].strip()
    assert first == ("Contact today: cccccc with tttttt (asks to be contacted; since 2027-01-11)")
    assert text.splitlines()[-1].startswith("Without a flag, by mentee: bbbbbb")


def test_the_figures_of_the_table_are_explained() -> None:
    """In one line below it; and one is never many."""
    for text in (report(progress()), report(progress(), "markdown")):
        assert "Met: logged/expected" in text
    once = [made.pair(meetings=made.meetings("2026-11-20"))]
    page = progress_page(COHORT, once, {}, TODAY)
    assert "1 meeting logged" in page
    assert "1 meeting, 0 check-in answers and 0 goals" in page


def test_an_edition_without_pairs_says_so() -> None:
    """Before the match there is nothing to show, and that is no fault."""
    empty = cohort_progress(COHORT, [], TODAY)
    assert report(empty) == "2026 on 2027-02-22: no pairs yet.\n"
    assert report(empty, "markdown").splitlines()[2] == "2026 on 2027-02-22: no pairs yet."


def test_markdown_explains_the_flags_it_shows_and_no_others() -> None:
    """The legend follows the flags, with the edition's thresholds in it."""
    text = report(progress(), "markdown")
    assert "Without a flag, by mentee: `bbbbbb`" in text
    assert "- **Check-in overdue**: A side's check-in is more than 7 days late." in text
    assert "Paused for long" not in text


def test_no_form_but_the_page_holds_anybodys_words() -> None:
    """Goals are counted, never quoted."""
    forms = [report(progress()), report(progress(), "markdown")]
    forms.append(json.dumps(document(progress())))
    assert not any("Write" in form or "Apply" in form for form in forms)


class Loads(HTMLParser):
    """Collects what a page would load, and which ids it defines and points at."""

    def __init__(self) -> None:
        super().__init__()
        self.loads: list[str] = []
        self.ids: list[str] = []
        self.targets: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note one element."""
        given = {name: value or "" for name, value in attrs}
        self.loads += [given[name] for name in ("src", "data", "srcset") if name in given]
        self.loads += [tag] if tag in {"link", "script", "iframe", "img"} else []
        self.ids += [given["id"]] if "id" in given else []
        self.targets += [given["href"].removeprefix("#")] if "href" in given else []
        self.targets += given.get("aria-labelledby", "").split()


def test_the_page_stands_alone_and_escapes_every_name() -> None:
    """One file, nothing loaded from anywhere, and a name is never markup."""
    names = {"cccccc": "Zoë <script>alert(1)</script> O'Neil"}
    page = progress_page(COHORT, pairs(), names, TODAY)
    assert "Zoë &lt;script&gt;" in page
    assert "Write" not in page
    found = Loads()
    found.feed(page)
    assert found.loads == []
    assert len(found.ids) == len(set(found.ids))
    assert set(found.targets) <= set(found.ids)
    assert page == progress_page(COHORT, list(reversed(pairs())), names, TODAY)


def test_the_page_draws_every_meeting_check_in_and_goal() -> None:
    """Three meetings, a triangle a side and check-in date, one dated goal."""
    page = progress_page(COHORT, pairs()[:1], {}, TODAY)
    picture = page[page.index('<svg class="life"') : page.index("What the pictures show")]
    assert picture.count('href="#dot"') == 3
    assert picture.count('href="#mentee"') == picture.count('href="#mentor"') == 3
    assert picture.count('href="#goal" class="done"') == 1


def test_goals_that_an_end_left_open_are_neither_late_nor_to_come() -> None:
    """Nobody is behind with what nobody works on any more."""
    steps = (made.step("announced", "2026-11-03"), made.step("ended", "2027-01-31"))
    days = (date(2027, 1, 20), date(2027, 3, 1))
    goals = tuple(Goal(goal=str(day), due=day) for day in days)
    page = progress_page(COHORT, [made.pair("ended", history=steps, goals=goals)], {}, TODAY)
    picture = page[page.index('<svg class="life"') : page.index("What the pictures show")]
    assert picture.count('href="#goal"') == picture.count('href="#goal" class="open"') == 1


def test_what_comes_soon_is_said_once_a_day() -> None:
    """Two sides whose check-ins fall due on one day make one sentence."""
    pair = made.pair(meetings=made.meetings("2027-01-10"), agreement=made.agreement())
    page = progress_page(COHORT, [pair], {}, date(2027, 1, 14))
    assert page.count("From 2027-01-19 unless something happens: check-in overdue.") == 1
