"""Changed and cancelled dates are sent once to the people who have the old ones."""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import replace
from datetime import date, datetime
from email import policy
from email.parser import BytesParser
from typing import TYPE_CHECKING, Any

import pytest
from icalendar import Calendar

import made
from mentoring.cli.boundary import run
from mentoring.programme.cohort import Event
from mentoring.store.reader import load
from mentoring.store.writer import changes
from tools import MODULES, missing

if TYPE_CHECKING:
    from pathlib import Path

    from mentoring.programme.cohort import Cohort

MEET = Event(
    id="meet",
    title="Mentees meet",
    audience="mentees",
    starts=datetime.fromisoformat("2027-01-28T16:00"),
    minutes=60,
    timezone="Europe/Zurich",
    place="online",
)
ALL = replace(MEET, id="midterm", title="Half-time", audience="all")
COHORT = made.cohort(events=(MEET, ALL))
FIRST, JANUARY = "2026-11-03", "2027-01-04"
READ = """
const ICAL = require(process.argv[1]).default ?? require(process.argv[1]);
const calendar = new ICAL.Component(ICAL.parse(require('fs').readFileSync(0, 'utf8')));
const events = calendar.getAllSubcomponents('vevent').map((event) => ({
  uid: event.getFirstPropertyValue('uid'),
  sequence: event.getFirstPropertyValue('sequence'),
  status: event.getFirstPropertyValue('status'),
  starts: String(event.getFirstPropertyValue('dtstart')),
}));
console.log(JSON.stringify({method: calendar.getFirstPropertyValue('method'), events}));
"""


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A pair that was sent its dates with the announcement."""
    monkeypatch.setenv("MENTORING_LEDGER_KEY", "a secret of sixteen bytes or more")
    people = (made.application("mmmmmm"), made.application("tttttt", "mentor"))
    made.written(tmp_path, COHORT, *people)
    for words in (
        ["match", "2026", "--today", "2026-11-02"],
        ["announce", "2026", "--today", FIRST],
        ["send", "2026", "--by-hand", "--today", FIRST],
        ["pair", "accept", "2026", "mmmmmm", "--today", FIRST],
    ):
        assert run(["-C", str(tmp_path), *words]) == 0
    return tmp_path


def reminded(root: Path, cohort: Cohort, day: str) -> dict[str, Any]:
    """The calendars that are drafted on a day once the cohort is so, by letter and file."""
    changes(root, [cohort]).apply()
    for path in root.glob("outbox/2026/letters/*.eml"):
        path.unlink()
    assert run(["-C", str(root), "remind", "2026", "--today", day]) == 0
    found = {}
    for path in sorted(root.glob("outbox/2026/letters/dates-*.eml")):
        message = BytesParser(policy=policy.SMTP).parsebytes(path.read_bytes())
        for part in message.iter_attachments():
            found[f"{path.stem}/{part.get_filename()}"] = part.get_content()
    return found


def send(root: Path, day: str) -> None:
    """Send the drafts."""
    assert run(["-C", str(root), "send", "2026", "--by-hand", "--today", day]) == 0


def test_nothing_is_drafted_while_nothing_has_changed(root: Path) -> None:
    """The ledger knows which dates each person was sent."""
    assert reminded(root, COHORT, JANUARY) == {}
    sent = {entry.record.to: entry.record.dates for entry in load(root).sound("2026").sent}
    assert sorted(sent["tttttt"]) == ["check-in-1", "check-in-2", "check-in-3", "midterm"]
    assert "mmmmmm" not in str(sent["tttttt"])


def test_an_event_that_moves_is_the_same_entry_with_a_higher_number_once(root: Path) -> None:
    """Only the invited side gets a letter, and only once."""
    moved = replace(MEET, starts=datetime.fromisoformat("2027-02-04T16:00"))
    cohort = replace(COHORT, events=(moved, ALL))
    drafted = reminded(root, cohort, JANUARY)
    assert list(drafted) == ["dates-1-mmmmmm/dates.ics"]
    read = Calendar.from_ical(drafted["dates-1-mmmmmm/dates.ics"])
    (event,) = read.walk("VEVENT")
    assert str(read["method"]) == "PUBLISH"
    assert (str(event["uid"]), int(event["sequence"])) == ("2026-meet@example.org", 1)
    assert event.decoded("dtstart").date() == date(2027, 2, 4)
    send(root, JANUARY)
    assert reminded(root, cohort, "2027-01-05") == {}
    again = replace(COHORT, events=(replace(moved, place="in the library"), ALL))
    third = reminded(root, again, "2027-01-06")
    (event,) = Calendar.from_ical(third["dates-2-mmmmmm/dates.ics"]).walk("VEVENT")
    assert int(event["sequence"]) == 2


def test_a_check_in_that_moves_and_an_event_that_is_cancelled_reach_both_sides(root: Path) -> None:
    """The event is taken away by METHOD CANCEL; the check-in stays the pair's own entry."""
    cancelled = replace(ALL, cancelled=True)
    days = (*COHORT.check_ins[:1], date(2027, 4, 19), *COHORT.check_ins[2:])
    cohort = replace(COHORT, events=(MEET, cancelled), check_ins=days)
    drafted = reminded(root, cohort, JANUARY)
    assert sorted(drafted) == [
        "dates-1-mmmmmm/cancelled.ics",
        "dates-1-mmmmmm/dates.ics",
        "dates-1-tttttt/cancelled.ics",
        "dates-1-tttttt/dates.ics",
    ]
    gone = Calendar.from_ical(drafted["dates-1-tttttt/cancelled.ics"])
    assert str(gone["method"]) == "CANCEL"
    (event,) = gone.walk("VEVENT")
    assert [str(event[key]) for key in ("uid", "status", "sequence")] == [
        "2026-midterm@example.org",
        "CANCELLED",
        "1",
    ]
    (check_in,) = Calendar.from_ical(drafted["dates-1-tttttt/dates.ics"]).walk("VEVENT")
    assert str(check_in["uid"]) == "2026-mmmmmm-tttttt-check-in-2@example.org"
    send(root, JANUARY)
    assert reminded(root, cohort, "2027-01-05") == {}


def test_a_draft_about_dates_that_have_changed_again_is_taken_back(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The next letter has the dates of today; past dates are left out."""
    moved = replace(MEET, starts=datetime.fromisoformat("2027-02-04T16:00"))
    reminded(root, replace(COHORT, events=(moved, ALL)), JANUARY)
    changes(root, [replace(COHORT, events=(replace(moved, minutes=30), ALL))]).apply()
    capsys.readouterr()
    send(root, JANUARY)
    assert "taken back: dates-1-mmmmmm: the dates have changed again" in capsys.readouterr().out
    assert reminded(root, replace(COHORT, events=()), "2027-02-01") == {}


def test_another_reader_understands_the_same(root: Path) -> None:
    """ical.js, which Thunderbird reads calendars with."""
    if not (shutil.which("node") and (MODULES / "ical.js").is_dir()):
        missing("ical.js")
    moved = replace(MEET, starts=datetime.fromisoformat("2027-02-04T16:00"))
    cohort = replace(COHORT, events=(moved, replace(ALL, cancelled=True)))
    drafted = reminded(root, cohort, JANUARY)
    seen = {}
    for name, text in drafted.items():
        done = subprocess.run(
            ["node", "-e", READ, str(MODULES / "ical.js/dist/ical.es5.cjs")],
            input=text if isinstance(text, bytes) else text.encode(),
            capture_output=True,
            check=True,
        )
        seen[name] = json.loads(done.stdout)
    assert seen["dates-1-mmmmmm/dates.ics"] == {
        "method": "PUBLISH",
        "events": [
            {
                "uid": "2026-meet@example.org",
                "sequence": 1,
                "status": None,
                "starts": "2027-02-04T16:00:00",
            }
        ],
    }
    assert seen["dates-1-mmmmmm/cancelled.ics"]["method"] == "CANCEL"
    assert seen["dates-1-mmmmmm/cancelled.ics"]["events"][0]["status"] == "CANCELLED"
