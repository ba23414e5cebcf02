"""Days and moments in the formats that tools write; the zone is declared, never guessed."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from intake.bringing import mapping
from mentoring.intake.forms.mapping import Clock
from mentoring.intake.reading.timestamps import day, moment


@pytest.mark.parametrize(
    ("form", "text", "instant"),
    [
        ("indico-registration", "2026-01-05 09:15:22.123456+00:00", "2026-01-05T09:15:22"),
        ("indico-registration", "2026-01-05 09:15:22+00:00", "2026-01-05T09:15:22"),
        ("indico-registration", "2026-07-05 09:15:22", "2026-07-05T07:15:22"),
        ("google-forms", "2022/06/22 11:07:29 AM AST", "2022-06-22T15:07:29"),
        ("google-forms", "2026/09/08 2:28:27 PM CEST", "2026-09-08T12:28:27"),
        ("google-forms", "2026/09/08 12:28:27 AM GMT+2", "2026-09-07T22:28:27"),
        ("google-forms", "2026/09/08 12:28:27 PM UTC", "2026-09-08T12:28:27"),
        ("google-sheet", "8/9/2026 14:28:27", "2026-09-08T12:28:27"),
        ("microsoft-forms", "7/2/20 11:00:22", "2020-07-02T09:00:22"),
        ("microsoft-forms", "2026-09-08T14:28:27", "2026-09-08T12:28:27"),
        ("limesurvey", "2026-12-08 14:28:27", "2026-12-08T13:28:27"),
    ],
)
def test_each_tools_moments_are_understood(form: str, text: str, instant: str) -> None:
    """Summer and winter time follow from the zone."""
    assert moment(text, mapping(form).clock) == datetime.fromisoformat(instant).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("google-sheet", "9/28/2026 14:28:27"),
        ("google-forms", "2022/06/22 11:07:29 AM XYZ"),
        ("google-forms", "2022/06/22 11:07:29 AM"),
        ("microsoft-forms", "2/13"),
        ("limesurvey", "soon"),
    ],
)
def test_what_is_written_otherwise_is_refused(form: str, text: str) -> None:
    """A month of 28 is not turned round, and a zone that was not declared is not guessed."""
    with pytest.raises(ValueError, match=r"."):
        moment(text, mapping(form).clock)


def test_a_day_has_its_own_format() -> None:
    """In a sheet it has no time."""
    assert day("08/09/2026", mapping("google-sheet").clock) == date(2026, 9, 8)
    assert day("2026-09-08", Clock()) == date(2026, 9, 8)
