"""Nine months of a small programme, a day at a time, by the commands that an organiser types.

Among four mentees and five mentors one declines, one never begins and is ended, one withdraws in
spring; a pair pauses, changes its terms, answers late; a mentee who waited gets the free place.
A decline is recorded by mistake, and somebody takes another name. A mentor goes on leave with a
stand-in, who later joins the pair, and moves to the mentee's experiment; another mentor dies. An
event is cancelled.

`_expected/nine_months.txt` is its diary: what was typed, what the command said, and on every day
which letters fell due and which flags came and went. Renew it with `--bless` after reading it.
"""

from __future__ import annotations

import csv
import json
import shlex
from collections import Counter
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import made
from mentoring.checks.run import check
from mentoring.cli.boundary import run
from mentoring.people.application import Consent
from mentoring.people.lifecycle import MentorshipStatus
from mentoring.problems import Severity
from mentoring.programme.cohort import Event
from mentoring.store.reader import load
from mentoring.store.writer import changes

if TYPE_CHECKING:
    from mentoring.problems import Problem

EXPECTED = Path(__file__).parent / "_expected" / "nine_months.txt"
FIRST, LAST = date(2026, 11, 2), date(2027, 8, 16)
STAYS = Consent(notice="2026-1", given=date(2026, 8, 20), next_edition=True)

# bbbbbb does well with kkkkkk, cccccc struggles with nnnnnn; the mentor of dddddd declines, with
# the next one nothing begins; ffffff waits.
MAY_NOT = {"bbbbbb": "nnnnnn rrrrrr ssssss", "cccccc": "kkkkkk rrrrrr ssssss"}
MAY_NOT |= {"dddddd": "kkkkkk nnnnnn vvvvvv", "ffffff": "kkkkkk nnnnnn rrrrrr vvvvvv"}
MAY_NOT["cccccc"] += " vvvvvv"
TOPICS = {"dddddd": ("leadership",), "rrrrrr": ("leadership",), "ffffff": ("networking",)}
TOPICS["vvvvvv"] = ("moving-abroad",)
TYPED = {
    "2026-11-02": ["match 2026", "verify 2026"],
    "2026-11-03": ["announce 2026", "announce 2026", "agreement 2026"],
    "2026-11-05": ["pair accept 2026 bbbbbb", "pair accept 2026 cccccc --by mentee"],
    "2026-11-06": [
        "pair decline 2026 bbbbbb --by mentee",
        "pair undo 2026 bbbbbb",
        "pair decline 2026 dddddd --by mentor",
    ],
    "2026-11-09": ["replace 2026 dddddd --left mentor", "announce 2026"],
    "2026-11-11": ["pair accept 2026 dddddd"],
    "2026-11-20": [
        "pair log 2026 bbbbbb --meeting 2026-11-19 --minutes 60",
        "pair log 2026 bbbbbb --goal 'Give a talk' --due 2027-05-01",
        "pair sign 2026 bbbbbb --by mentee --meetings-per-month 1 --minutes 60",
        "pair sign 2026 bbbbbb --by mentor",
    ],
    "2026-11-26": ["pair accept 2026 cccccc --by mentor"],
    "2026-12-04": ["pair log 2026 cccccc --meeting 2026-12-03 --minutes 30"],
    "2026-12-18": ["pair log 2026 bbbbbb --meeting 2026-12-17 --minutes 45"],
    "2026-12-22": [
        "pair log 2026 cccccc --called",
        "pair sign 2026 cccccc --by mentee --method e-mail --meetings-per-month 2 --minutes 30",
        "pair sign 2026 cccccc --by mentor --method e-mail",
    ],
    "2027-01-15": ["pair log 2026 bbbbbb --meeting 2027-01-14 --minutes 60"],
    "2027-01-20": ["pair log 2026 cccccc --called --goal 'Find a fellowship'"],
    "2026-12-29": ["pair log 2026 dddddd --called"],
    "2027-01-08": ["pair end 2026 dddddd"],
    "2027-01-27": ["correct 2026 cccccc 'person.name=Nova Newname'"],
    "2027-01-28": ["groups 2026 mentees --size 2 --rounds 1"],
    "2027-01-25": ["pair amend 2026 cccccc --by mentor --meetings-per-month 1"],
    "2027-02-01": ["pair amend 2026 cccccc --by mentee --confirm"],
    "2027-02-15": ["pair log 2026 bbbbbb --meeting 2027-02-12 --minutes 60"],
    "2027-02-20": ["pair pause 2026 cccccc --by mentee --until 2027-03-18"],
    "2027-02-22": ["pair join 2026 bbbbbb vvvvvv --until 2027-04-20 --reason 'A leave'"],
    "2027-03-15": [
        "pair log 2026 bbbbbb --meeting 2027-03-12 --minutes 60",
        "correct 2026 kkkkkk experiments=[ATLAS]",
        "validate",
        "pair keep 2026 bbbbbb --reason 'Both wish to go on'",
        "validate",
    ],
    "2027-03-20": ["pair resume 2026 cccccc --by mentee"],
    "2027-04-10": [
        "pair log 2026 bbbbbb --meeting 2027-04-09 --minutes 60",
        "pair log 2026 cccccc --meeting 2027-04-08 --minutes 60",
    ],
    "2027-04-20": [
        "withdraw 2026 cccccc",
        "replace 2026 cccccc --left mentee",
        "announce 2026",
        "verify 2026",
    ],
    "2027-05-02": ["pair log 2026 bbbbbb --done 1", "pair log 2026 bbbbbb --goal Publish"],
    "2027-05-10": ["pair join 2026 bbbbbb vvvvvv --reason 'Stays as a second mentor'"],
    "2027-05-15": ["pair log 2026 bbbbbb --meeting 2027-05-12 --minutes 60"],
    "2027-06-15": ["pair log 2026 bbbbbb --meeting 2027-06-11 --minutes 60"],
    "2027-07-15": ["pair log 2026 bbbbbb --meeting 2027-07-14 --minutes 60"],
    "2027-06-20": ["withdraw 2026 ssssss --deceased"],
    "2027-08-09": ["pair end 2026 bbbbbb --completed"],
    "2027-08-10": ["certificates 2026"],
    "2027-08-12": ["consent 2026 kkkkkk --next-edition"],
    "2027-08-16": [
        "new 2027 --from 2026",
        "renew 2026 2027",
        "validate",
        "progress 2026",
        "retention",
    ],
}
SIDE, FIT, GOALS = (
    "In this pair I am the",
    "Do the two of you fit together?",
    "How do the goals stand?",
)
PRIVATE, HOW_MANY, SATISFIED = (
    "Should somebody contact you in private?",
    "How many times have you met since the last check-in?",
    "How satisfied are you with the programme, from 1 to 10?",
)
WELL = {FIT: "Yes, well", GOALS: "On track", PRIVATE: "No"}
ANSWERED: dict[str, list[dict[str, str]]] = {
    "2027-01-12": [
        {"Email Address": "bbbbbb@example.org", SIDE: "Mentee", HOW_MANY: "2"},
        {"Email Address": "kkkkkk@example.org", SIDE: "Mentor", HOW_MANY: "2"},
    ],
    "2027-01-19": [
        {"Email Address": "cccccc@example.org", SIDE: "Mentee", PRIVATE: "Yes"}
        | {FIT: "I am not sure", HOW_MANY: "1"}
    ],
    "2027-01-21": [{"Email Address": "nnnnnn@example.org", SIDE: "Mentor", HOW_MANY: "1"}],
    "2027-04-14": [
        {"Email Address": "bbbbbb@example.org", SIDE: "Mentee", HOW_MANY: "4"},
        {"Email Address": "kkkkkk@example.org", SIDE: "Mentor", HOW_MANY: "3"},
    ],
    "2027-07-13": [
        {"Email Address": "bbbbbb@example.org", SIDE: "Mentee", HOW_MANY: "2", SATISFIED: "9"}
    ],
    "2027-08-13": [
        {"Email Address": "kkkkkk@example.org", SIDE: "Mentor", HOW_MANY: "3", SATISFIED: "8"}
    ],
}
CANCELLED_ON = date(2027, 5, 5)
EVENT = Event(
    id="mentees",
    title="Mentees meet",
    audience="mentees",
    starts=datetime.fromisoformat("2027-01-28T16:00"),
    minutes=60,
    timezone="Europe/Zurich",
    place="online",
)
SUMMER = replace(
    EVENT,
    id="summer",
    title="Summer party",
    audience="all",
    starts=datetime.fromisoformat("2027-06-01T18:00"),
)


def applicants() -> list[Any]:
    """Four mentees and four mentors; few of them fit each other."""
    mentees = [
        made.application(
            one,
            conflicts=tuple(MAY_NOT[one].split()),
            topics=TOPICS.get(one, ("career-planning",)),
        )
        for one in ("bbbbbb", "cccccc", "dddddd", "ffffff")
    ]
    mentors = [
        made.application(
            one,
            "mentor",
            topics=TOPICS.get(one, ("career-planning",)),
            consent=STAYS,
        )
        for one in ("kkkkkk", "nnnnnn", "rrrrrr", "ssssss", "vvvvvv")
    ]
    return [*mentees, *mentors]


class Year:
    """The programme's repository, and the diary that is kept of it."""

    def __init__(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.root = made.written(
            root / "programme", made.cohort(pairs=3, events=(EVENT, SUMMER)), *applicants()
        )
        self.diary: list[str] = []
        self._capsys = capsys
        self._flags: dict[str, list[str]] = {}
        self._tasks: list[str] = []

    def say(self, command: str, day: date) -> str:
        """Type a command; what it prints."""
        self._capsys.readouterr()
        words = shlex.split(command)
        undated = {"verify", "new", "import", "agreement", "groups"}
        dated = [] if words[0] in undated else ["--today", day.isoformat()]
        status = run(["-C", str(self.root), *words, *dated])
        said = self._capsys.readouterr()
        return said.out + (f"exit status {status}: {said.err}" if status else "")

    def live(self, day: date) -> None:
        """One day: what is typed, what people answer, what is due, what is flagged."""
        lines = []
        if day == CANCELLED_ON:
            cohort = replace(
                self.edition.cohort.record, events=(EVENT, replace(SUMMER, cancelled=True))
            )
            changes(self.root, [cohort]).apply()
            lines.append("the summer party is cancelled")
        for command in TYPED.get(day.isoformat(), ()):
            said = self.say(command, day)
            lines += [f"$ {command}", *(f"    {line}".rstrip() for line in said.splitlines())]
        if answers := ANSWERED.get(day.isoformat()):
            said = self._import(day, answers)
            lines += ["$ import check-ins", *(f"    {line}".rstrip() for line in said.splitlines())]
        if lines:
            assert not self._errors(day), day
        lines += [f"due: {letter}" for letter in self._send(day)]
        lines += self._news(day)
        self.diary += [f"{day}", *(f"  {line}" for line in lines), ""] if lines else []

    def _import(self, day: date, answers: list[dict[str, str]]) -> str:
        """The check-in form's export of the day, taken as an organiser takes it."""
        file = self.root.parent / "check-ins.csv"
        with file.open("w", newline="", encoding="utf-8") as out:
            columns = ["Timestamp", "Email Address", SIDE, *WELL, HOW_MANY, SATISFIED]
            writer = csv.DictWriter(out, columns)
            writer.writeheader()
            for answer in answers:
                writer.writerow({"Timestamp": f"{day:%d/%m/%Y} 09:00:00", **WELL, **answer})
        return self.say(f"import {file} --cohort 2026 --mapping google-sheet:check-in", day)

    def _errors(self, day: date) -> list[Problem]:
        """What `validate` would fail for."""
        found = check(load(self.root), day)
        return [one for one in found if one.severity is Severity.ERROR]

    def _send(self, day: date) -> list[str]:
        """Draft what is due, send all drafts by hand; the letters that went out."""
        before = {(one.record.letter, one.record.to) for one in self.edition.sent}
        self.say("remind 2026", day)
        self.say("send 2026 --by-hand", day)
        after = {(one.record.letter, one.record.to) for one in self.edition.sent}
        for path in self.root.glob("outbox/2026/letters/*.eml"):
            path.unlink()
        return sorted(f"{letter} to {to}" for letter, to in after - before)

    def _news(self, day: date) -> list[str]:
        """The flags that came or went, and a change of what is to be done."""
        report = json.loads(self.say("progress 2026 --format json", day))
        flags = {f"{one['mentee']} with {one['mentor']}": one["flags"] for one in report["pairs"]}
        lines = []
        for pair, codes in flags.items():
            came = [f"+{code}" for code in codes if code not in self._flags.get(pair, [])]
            went = [f"-{code}" for code in self._flags.get(pair, []) if code not in codes]
            lines += [f"flags of {pair}: {' '.join(came + went)}"] if came or went else []
        self._flags = flags
        tasks = [f"{one['action']} {one['mentee']}" for one in report["tasks"]]
        if tasks != self._tasks:
            lines.append(f"to do: {', '.join(tasks) or 'nothing'}")
        self._tasks = tasks
        return lines

    @property
    def edition(self) -> Any:
        """The edition as its files say."""
        return load(self.root).sound("2026")


@pytest.fixture
def year(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Year:
    """The programme on the eve of its announcement."""
    monkeypatch.setenv("MENTORING_LEDGER_KEY", "a secret of sixteen bytes or more")
    return Year(tmp_path, capsys)


def test_nine_months_go_as_the_diary_says(year: Year, request: pytest.FixtureRequest) -> None:
    """Every day, every command, every letter; and the repository is sound at the end."""
    day = FIRST
    while day <= LAST:
        year.live(day)
        day += timedelta(days=1)
    diary = "\n".join(year.diary)
    if request.config.getoption("--bless"):
        EXPECTED.parent.mkdir(exist_ok=True)
        EXPECTED.write_text(diary, encoding="utf-8")
    assert diary == EXPECTED.read_text(encoding="utf-8")
    letters = Counter((one.record.letter, one.record.to) for one in year.edition.sent)
    assert set(letters.values()) == {1}
    ends = {pair.record.mentee: pair.record.latest.status for pair in year.edition.pairs}
    assert ends["bbbbbb"] is MentorshipStatus.COMPLETED
    assert ends["cccccc"] is MentorshipStatus.ENDED
