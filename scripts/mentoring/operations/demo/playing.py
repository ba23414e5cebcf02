"""Playing an edition, and its pairs, until a given day, by calling what the commands call."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from operator import itemgetter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from mentoring.errors import UsageError
from mentoring.files.changes import Changes, plan
from mentoring.files.text import SEALED_BYTES
from mentoring.files.tree import Tree
from mentoring.operations.demo.draws import Draws
from mentoring.operations.demo.generate import Records, drawn, generate, reviewed, with_addresses
from mentoring.operations.letters.announce import announce
from mentoring.operations.new_edition import first_edition
from mentoring.operations.pairs.log import add_goal, log_meeting, record_answer, settle_goal
from mentoring.operations.pairs.steps import recorded
from mentoring.operations.run_match import match
from mentoring.people.agreement import Terms
from mentoring.people.application import may_meet_in_person
from mentoring.people.lifecycle import SIDES, Side
from mentoring.people.pair import Answers, Goal, Meeting, Pair, PairAnswer
from mentoring.programme.cohort import Cohort
from mentoring.store.programme import Edition, Programme
from mentoring.store.reader import load
from mentoring.store.record_kinds import DATA
from mentoring.store.vault import CONFIG
from mentoring.store.writer import changes, texts_of

Files = dict[str, bytes]
TEMPLATE = "2026-2"
Dated = tuple[date, Callable[[Pair], Pair]]
"""A day, and what is recorded about the pair on that day."""


def cohort_to_fill(programme: Programme, name: str, pairs: int | None) -> Cohort:
    """The edition's cohort, or a new one made from the programme's file; `pairs` changes its cap.

    Raises UsageError if the edition has applications.
    """
    edition = programme.editions.get(name)
    if edition and edition.applications:
        raise UsageError(f"The edition {name} has applications already. Use another repository.")
    cohort = edition.cohort.record if edition else first_edition(programme.config, name)
    return replace(with_addresses(cohort), pairs=pairs or cohort.pairs)


def edition_files(seed: int, mentees: int, mentors: int, cohort: Cohort, until: date) -> Files:
    """The files of an edition of this size, with reviews and pairs if the day is late enough."""
    records = generate(seed, mentees, mentors, cohort)
    if until >= cohort.dates.reviews_due:
        records = reviewed(seed, drawn(records))
    return _played(records, until) if until >= cohort.dates.announcement else texts(records)


def _played(records: Records, until: date) -> Files:
    """The files of an edition after its match, with pairs that live until a day."""
    cohort, name = records.cohort, records.cohort.cohort
    announcement = cohort.dates.announcement
    with TemporaryDirectory() as folder:
        root = Path(folder)
        changes(root, [cohort.config, *records], cohort=name).apply()
        match(load(root), name, announcement - timedelta(days=1)).changes.apply()
        pairs = announce(load(root).sound(name), announcement).pairs
        changes(root, pairs, cohort=name).apply()
        edition = load(root).sound(name)
        pairs = tuple(
            lived(edition, entry.record, COURSES.get(place % 10, Course()), until)
            for place, entry in enumerate(edition.pairs)
        )
        changes(root, pairs, cohort=name).apply()
        tree = Tree(root)
        paths = (path for path in tree.list(DATA).files if path != CONFIG)
        return {path: tree.read(path, size=SEALED_BYTES) for path in paths}


def new_files(root: Path, files: Mapping[str, bytes]) -> Changes:
    """The changes that write these files below `root`; an edition's own file is replaced.

    Raises UsageError if the edition has a folder already, and so perhaps people.
    """
    folders = {"/".join(parts[:3]) for path in files if (parts := path.split("/"))[3:]}
    for folder in sorted(folders):
        if not folder.startswith("data/ledgers/") and (root / folder).is_dir():
            raise UsageError(f"{folder} exists already. Rehearse in a repository without people.")
    return plan(root, dict(files))


def texts(records: Records) -> Files:
    """The records as file texts, by path."""
    files = (texts_of(record, cohort=records.cohort.cohort) for record in records)
    return {path: text.encode() for file in files for path, text in file.items()}


@dataclass(frozen=True, kw_only=True, slots=True)
class Course:
    """How a pair differs from one that goes well.

    `missed` is the side that does not answer the first check-in. There are no meetings later than
    `last_meeting` days after the announcement.
    """

    missed: Side | None = None
    last_meeting: int = 10_000
    goals_late: bool = False


COURSES = {3: Course(missed="mentor"), 6: Course(goals_late=True), 8: Course(last_meeting=45)}
"""The courses of three in ten pairs, by the last digit of the pair's place."""


def lived(edition: Edition, pair: Pair, course: Course, today: date) -> Pair:
    """The pair after all that has happened by `today`, in chronological order."""
    for day, record in sorted(_Life(edition, pair, course).events(), key=itemgetter(0)):
        if day <= today:
            pair = record(pair)
    return pair


class _Life:
    """The script of one pair's life. The order of the draws decides what happens."""

    def __init__(self, edition: Edition, pair: Pair, course: Course) -> None:
        self.edition, self.cohort, self.course = edition, edition.cohort.record, course
        self.announced = self.cohort.dates.announcement
        mentee, mentor = (edition.people[person] for person in (pair.mentee, pair.latest.mentor))
        self.goals = mentee.goals
        self.draws = Draws(edition.name, "life", mentee.id, mentor.id)
        self.in_person = may_meet_in_person(mentee, mentor)
        wish = mentee.preferences.meetings_per_month
        self.terms = Terms(
            meetings_per_month=wish or self.draws.whole(*self.cohort.meetings_per_month),
            minutes=self.draws.one((45, 60, 60, 90)),
            mode="both" if self.in_person else "virtual",
            contact=self.draws.one(("e-mail", "e-mail", "chat")),
        )
        self.met = tuple(self._meeting_days())

    def _day(self, after: int) -> date:
        return self.announced + timedelta(days=after)

    def _meeting_days(self) -> Iterator[date]:
        """The days of meetings: near the agreed rhythm, and only working days."""
        every, dates = 28 // self.terms.meetings_per_month, self.cohort.dates
        wanted = max(self.announced, dates.start) + timedelta(days=self.draws.whole(2, 10))
        while (day := _working_day(wanted)) <= min(dates.end, self._day(self.course.last_meeting)):
            yield day
            wanted = day + timedelta(days=every + self.draws.whole(-3, 2))

    def events(self) -> Iterator[Dated]:
        """Everything that happens, in any order."""
        for side in SIDES:  # both accept within a week
            accepted = self._day(self.draws.whole(1, 7))
            yield accepted, partial(recorded, what="accepted", on=accepted, by=side)
        for side in SIDES:  # and sign in the weeks after the announcement
            signs = self._day(self.draws.whole(8, 20))
            yield self._answer(side, signs, signed=True, terms=self.terms)
        yield from self._goals()
        for day in self.met:
            here = self.in_person and self.draws.chance(0.5)
            minutes = self.draws.one((30, 45, 50, 60, 60, 75))
            meeting = Meeting(date=day, mode="in-person" if here else "virtual", minutes=minutes)
            yield day, partial(log_meeting, meeting=meeting, today=day, in_person=here)
        for side in SIDES:
            yield from self._check_ins(side)

    def _answer(self, side: Side, on: date, **given: Any) -> Dated:  # noqa: ANN401 (of PairAnswer)
        answer = PairAnswer(by=side, on=on, **given)
        return on, partial(record_answer, self.edition, TEMPLATE, answer=answer)

    def _goals(self) -> Iterator[Dated]:
        """The goals from the mentee's application; the first is reached in time or is late."""
        day, last = self._day(self.draws.whole(21, 40)), self.cohort.dates.end
        for number, text in enumerate(self.goals[:3], start=1):
            due = min(day + timedelta(weeks=8 * number + self.draws.whole(0, 3)), last)
            yield day, partial(add_goal, goal=Goal(goal=text, on=day, due=due), end=last)
            if number == 1 and not self.course.goals_late:
                reached = due - timedelta(days=3)
                yield reached, partial(settle_goal, number=1, status="done", today=reached)

    def _check_ins(self, side: Side) -> Iterator[Dated]:
        """A side's check-ins: within the days of grace, with the meetings since the last answer."""
        since = self.announced
        for number, due in enumerate(self.cohort.check_ins):
            on = due + timedelta(days=self.draws.whole(0, 6))
            if due <= self.announced or (number == 0 and side == self.course.missed):
                continue
            held = [day for day in self.met if since <= day < on]
            answers = Answers(fit="good", goals="behind" if self.course.goals_late else "on-track")
            last = max(held, default=None)
            yield self._answer(side, on, answers=answers, meetings=len(held), last=last)
            since = on


def _working_day(day: date) -> date:
    """The day, or the next day outside weekends and the turn of the year."""
    while day.weekday() > 4 or (day.month, day.day) >= (12, 24) or (day.month, day.day) <= (1, 3):  # noqa: PLR2004
        day += timedelta(days=1)
    return day
