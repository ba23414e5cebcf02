"""The status of an edition's year: steps that are done, steps that wait, and the next steps."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from importlib import resources
from itertools import chain
from typing import Any, Literal, NamedTuple

from mentoring.people.lifecycle import OVER
from mentoring.programme.dates import months_after
from mentoring.progress.cohort_progress import cohort_progress
from mentoring.store.edition import Edition

Who = Literal["stewards", "applicants", "mentors", "reviewers", "the committee", "the pairs"]
State = Literal["done", "now", "later"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """One step of the year.

    It can be done from the day `on`. `who` has to do it, with `commands`. `left` says what is
    still to do.
    """

    title: str
    on: date
    done: bool
    commands: tuple[str, ...]
    who: Who = "stewards"
    left: str = ""

    def state(self, today: date) -> State:
        """The state on a day: done, due, or still to come."""
        if self.done:
            return "done"
        return "now" if self.on <= today else "later"


@dataclass(frozen=True, kw_only=True, slots=True)
class Status:
    """The steps of an edition's year, in order, on a day."""

    cohort: str
    as_of: date
    steps: tuple[Step, ...]

    def in_state(self, state: State) -> tuple[Step, ...]:
        """The steps that are in one of the three states."""
        return tuple(step for step in self.steps if step.state(self.as_of) == state)


class Fact(NamedTuple):
    """What the records say of a step of `status.toml`: since when it can be done, what is left."""

    key: str
    on: date
    done: bool
    left: str = ""


def status(edition: Edition, today: date) -> Status:
    """The status of an edition's year on a day; a closed edition has nothing left to do."""
    if edition.cohort.record.closed is not None:
        return Status(cohort=edition.name, as_of=today, steps=())
    table = tomllib.loads(resources.files(__package__).joinpath("status.toml").read_text("utf-8"))
    facts = chain.from_iterable(
        part(edition, today) for part in (_applications, _reviews, _matching, _meetings, _closing)
    )
    steps = (_step(edition, today, table[fact.key], fact) for fact in facts)
    return Status(cohort=edition.name, as_of=today, steps=tuple(steps))


def _step(edition: Edition, today: date, row: dict[str, Any], fact: Fact) -> Step:
    dates, forms = edition.cohort.record.dates, edition.cohort.record.forms
    closes = {"mentors": dates.mentors_close, "mentees": dates.mentees_close}.get(fact.key)
    mappings = (forms[role].mapping for role in ("mentor", "mentee") if role in forms)
    words = {"name": edition.name, "mapping": next(mappings, "google-forms"), "closes": closes}
    return Step(
        title=row["title"].format(**words),
        on=fact.on,
        done=fact.done,
        commands=tuple(command.format(**words) for command in row["commands"]),
        who="applicants" if closes and today <= closes else row.get("who", "stewards"),
        left=fact.left,
    )


def _all_closed(edition: Edition) -> date:
    """The last day for applications."""
    dates = edition.cohort.record.dates
    return max(dates.mentors_close, dates.mentees_close)


def _released(edition: Edition, stage: str, on: date) -> Fact:
    return Fact(stage, on, stage in {entry.record.stage for entry in edition.released})


def _applications(edition: Edition, today: date) -> Iterator[Fact]:
    dates, forms = edition.cohort.record.dates, edition.cohort.record.forms
    missing = [role for role in ("mentor", "mentee") if role in forms and forms[role].url is None]
    no_address = f"no address yet: {', '.join(missing)}" if missing else ""
    yield Fact(
        "forms", min(dates.mentors_open, today), not missing or edition.announced, no_address
    )
    for role, people, opens, closes in (
        ("mentors", edition.mentors, dates.mentors_open, dates.mentors_close),
        ("mentees", edition.mentees, dates.mentees_open, dates.mentees_close),
    ):
        yield Fact(role, opens, today > closes and bool(people), f"{len(people)} so far")
    listed = [mentor.profile for mentor in edition.mentors if mentor.consent.listed]
    waiting = sum(profile is not None and not profile.approved for profile in listed)
    approved = bool(edition.mentors) and not waiting
    yield Fact("profiles", dates.mentors_open, approved, f"{waiting} to approve")
    unresolved = sum(bool(person.unresolved) for person in edition.people.values())
    resolved = (today > _all_closed(edition) and not unresolved) or edition.announced
    yield Fact("conflicts", dates.mentors_open, resolved, f"{unresolved} applications to resolve")


def _reviews(edition: Edition, _today: date) -> Iterator[Fact]:
    cohort, after = edition.cohort.record, _all_closed(edition) + timedelta(days=1)
    lottery = cohort.matching.lottery
    if "lottery" in cohort.matching.objective and not edition.announced:
        yield Fact("freeze", after, lottery is not None)
    assigned = edition.roster.record.assignments if edition.roster else {}
    reviews = [entry.record for entry in edition.reviews]
    marked = sum(not review.conflict for review in reviews)
    conflicts = sum(
        review.conflict and review.reviewer in assigned.get(review.application, ())
        for review in reviews
    )
    need = "conflict needs" if conflicts == 1 else "conflicts need"
    done = edition.announced or (bool(assigned or reviews) and not conflicts)
    yield Fact("assign", after, done, f"{conflicts} {need} another reviewer" if conflicts else "")
    wanted = cohort.review.per_application * len(edition.mentees)
    enough = edition.announced or (0 < wanted <= marked)
    yield Fact("reviews", after, enough, f"{marked} of {wanted}")
    if lottery is not None:
        yield Fact("draw", lottery.day or after, lottery.seed is not None)


def _matching(edition: Edition, _today: date) -> Iterator[Fact]:
    dates = edition.cohort.record.dates
    yield Fact("match", dates.reviews_due, bool(edition.pairs))
    yield Fact("announce", dates.announcement, edition.announced)
    yield _released(edition, "applications", dates.announcement)
    yield _released(edition, "matching", dates.announcement)


def _meetings(edition: Edition, today: date) -> Iterator[Fact]:
    if not edition.announced:
        return
    cohort, pairs = edition.cohort.record, edition.pair_files.values()
    latest = [pair.latest for pair in pairs]
    asked = sum(last.meaning.deadlines and not last.accepted for last in latest)
    yield Fact("accept", cohort.dates.announcement, not asked, f"{asked} have not answered")
    tasks = len(cohort_progress(cohort, pairs, today).tasks)
    yield Fact("care", cohort.dates.start, not tasks, f"{tasks} to do this week")
    yield _released(edition, "midterm", months_after(cohort.dates.start, cohort.months // 2))
    still_open = sum(last.status not in OVER for last in latest)
    over = today > cohort.dates.end and not still_open
    yield Fact("end", cohort.dates.end, over, f"{still_open} are open")


def _closing(edition: Edition, _today: date) -> Iterator[Fact]:
    cohort = edition.cohort.record
    letters = {entry.record.letter for entry in edition.sent}
    yield Fact("closing", cohort.dates.end, "closing" in letters)
    yield _released(edition, "outcome", cohort.dates.end)
    yield Fact("retention", cohort.privacy.retain_until, False)
