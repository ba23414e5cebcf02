"""Days and moments in the formats that tools write; the zone is declared, never guessed."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from intake.bringing import mapping
from mentoring.intake.forms.mapping import Clock
from mentoring.intake.reading import UnreadableError
from mentoring.intake.reading.times import other_order, stated_time


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
    there = datetime.fromisoformat(instant).replace(tzinfo=UTC)
    assert stated_time(text, "moment", mapping(form).clock) == there


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("google-sheet", "9/28/2026 14:28:27"),
        ("google-forms", "2022/06/22 11:07:29 AM XYZ"),
        ("google-forms", "2022/06/22 11:07:29 AM"),
        ("microsoft-forms", "2/13"),
        ("limesurvey", "soon"),
        ("google-sheet", "05/00/2026 14:28:27"),
        ("google-sheet", "05/10/0000 14:28:27"),
    ],
)
def test_what_is_written_otherwise_is_refused(form: str, text: str) -> None:
    """A month of 28 is not turned round, and a zone that was not declared is not guessed."""
    with pytest.raises(UnreadableError):
        stated_time(text, "moment", mapping(form).clock)


def test_a_day_has_its_own_format() -> None:
    """In a sheet it has no time."""
    assert stated_time("08/09/2026", "day", mapping("google-sheet").clock) == "2026-09-08"
    assert stated_time("2026-09-08", "day", Clock()) == "2026-09-08"


@pytest.mark.parametrize(
    ("form", "languages", "text", "instant"),
    [
        ("%Y/%m/%d %I:%M:%S %p %Z", ("ja",), "2026/10/05 9:14:03 午後 GMT+9", "12:14:03"),
        ("%I:%M:%S %p %Z %d/%m/%Y", ("en",), "3:02:11 PM CST 5/10/2026", "21:02:11"),
        ("%A, %d. %B %Y um %H:%M", ("de",), "Montag, 5. Oktober 2026 um 09:14", "07:14:00"),
        ("%d %B %Y %I:%M %p", ("en",), "5 October 2026 9:14\u202fAM", "07:14:00"),
        ("%d %b %Y à %H:%M", ("fr",), "5 oct. 2026 à 09:14", "07:14:00"),
        ("%d. %B %Y %H:%M", ("ru",), "5. октября 2026 09:14", "07:14:00"),
        ("%Y年%m月%d日 %p%I:%M", ("zh",), "2026年10月5日 下午3:14", "13:14:00"),
        ("%d/%m/%Y %I:%M:%S %p", ("es",), "05/10/2026 3:14:00 p. m.", "13:14:00"),
        ("%d/%m/%Y %I:%M:%S %p", ("en",), "05/10/2026 12:14:00 am", "22:14:00"),
        ("%d-%b-%y %H:%M:%S.%f", ("de", "en"), "05-Oct-26 09:14:00.250", "07:14:00"),
    ],
)
def test_times_are_read_in_the_languages_that_are_declared(
    form: str, languages: tuple[str, ...], text: str, instant: str
) -> None:
    """Halves of the day, months and weekdays by their names; any kind of space."""
    clock = Clock(moment=form, languages=languages, zone="Europe/Zurich", zones={"CST": "-06:00"})
    assert f"{stated_time(text, 'moment', clock):%H:%M:%S}" == instant


@pytest.mark.parametrize("text", ["2026/10/05 13:14:03 午後", "2026/10/05 0:14:03 午前"])
def test_an_hour_that_no_half_of_the_day_has_is_refused(text: str) -> None:
    """From 1 to 12."""
    with pytest.raises(UnreadableError):
        stated_time(text, "moment", Clock(moment="%Y/%m/%d %I:%M:%S %p", languages=("ja",)))


def test_a_zone_that_is_not_declared_is_named() -> None:
    """So that the message can say what to state."""
    with pytest.raises(UnreadableError) as refused:
        stated_time("5/10/2026 9:14 PDT", "moment", Clock(moment="%d/%m/%Y %H:%M %Z"))
    assert refused.value.facts == {"zone": "PDT"}


@pytest.mark.parametrize(
    ("texts", "open_", "other"),
    [
        (["05/10/2026", "06/11/2026"], True, ""),
        (["05/10/2026", "25/11/2026"], False, ""),
        (["10/05/2026", "11/25/2026"], False, "%m/%d/%Y"),
        (["25/11/2026", "11/25/2026"], False, ""),
        (["05/05/2026"], False, ""),
        ([], False, ""),
    ],
)
def test_the_days_say_which_number_is_the_month(
    texts: list[str],
    open_: bool,  # noqa: FBT001 (as pytest passes it)
    other: str,
) -> None:
    """Where one of them is above twelve; else both readings stay open."""
    clock = Clock(day="%d/%m/%Y")
    assert other_order(texts, clock.day, clock) == (open_, other)
