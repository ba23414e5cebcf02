"""What people and organisers write is text on a page, never markup."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from mentoring.operations.report import Report, report
from mentoring.operations.run_match import match
from mentoring.render.pages import matching_markdown, matching_page, progress_page
from mentoring.store.reader import load

PROGRAMME = load(Path(__file__).parents[1] / "programme")
EDITION = PROGRAMME.edition("2031")
HOSTILE = '<img src=x onerror=alert(1)> & "quoted" | `code`'
ESCAPED = "&lt;img src=x onerror=alert(1)&gt; &amp; &#34;quoted&#34; | `code`"
NAMES = dict.fromkeys(EDITION.people, HOSTILE)


@pytest.fixture(scope="module")
def made() -> Report:
    """The report on the edition before its announcement, with a reason that is markup."""
    before = replace(EDITION, pairs=())
    found = report(before, match(PROGRAMME, "2031", date(2031, 10, 28)), 0)
    assert found.decisions
    costs = (
        replace(cost, decision=replace(cost.decision, reason=HOSTILE))
        for cost in found.decisions
        if cost.decision
    )
    matching = replace(found.matching, announced=False)
    return replace(found, programme=HOSTILE, matching=matching, decisions=tuple(costs))


def test_on_the_committees_page(made: Report) -> None:
    """Names, the programme's name in the title, and the reason of a decision."""
    page = matching_page(made, NAMES)
    assert "<img" not in page
    assert f"<title>{ESCAPED}: matching 2031</title>" in page
    assert f"{ESCAPED} <code>" in page
    assert page.count(ESCAPED) > len(made.pairs)


def test_in_markdown(made: Report) -> None:
    """A reason cannot open a tag, end a cell or begin code in a pull request."""
    text = matching_markdown(made)
    assert HOSTILE not in text
    assert r"\<img src=x onerror=alert(1)\> \& " in text


def test_on_the_page_of_progress() -> None:
    """Names, and the programme's name."""
    cohort = replace(EDITION.cohort.record, programme=HOSTILE)
    pairs = [entry.record for entry in EDITION.pairs]
    page = progress_page(cohort, pairs, NAMES, date(2032, 2, 23))
    assert "<img" not in page
    assert f"<h1>{ESCAPED} 2031</h1>" in page
    assert f"{ESCAPED} <code>" in page
