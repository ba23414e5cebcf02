"""Editions at random, as the airlock sees them: every detail drawn that a release counts."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from functools import cache
from random import Random
from typing import TYPE_CHECKING, Any

import made
from mentoring.aggregates.release import History, Release, ReleaseStage
from mentoring.disclosure.protect_release import release
from mentoring.files.document import Document
from mentoring.people.application import Career, Location
from mentoring.people.lifecycle import MentorshipStatus
from mentoring.people.pair import Goal, Matched, Meeting, Mentorship, Pair
from mentoring.programme.rules import Balance, MatchingRules
from mentoring.store.entry import Entry
from mentoring.store.programme import Edition

if TYPE_CHECKING:
    from mentoring.people.application import Application
    from mentoring.programme.rules import Bound

WORDS = dict(made.CONFIG.vocabulary)
ZONES = ("Europe/Zurich", "Africa/Cairo", "America/Chicago", "Asia/Tokyo", "Pacific/Auckland")
KEY = "5e" * 32
MONTHS = {
    ReleaseStage.APPLICATIONS: 11,
    ReleaseStage.MATCHING: 11,
    ReleaseStage.MIDTERM: 4,
    ReleaseStage.OUTCOME: 9,
}


def any_edition(seed: int, year: int = 2026) -> Edition:
    """An edition of any size that a committee of four experiments may run."""
    random = Random(f"{seed} {year}")
    return edition(
        random.randrange(2**32),
        year,
        mentees=random.randrange(70),
        mentors=random.randrange(45),
        cap=random.choice((8, 12, 20, 30)),
        ruled=random.random() < 0.5,
    )


def edition(
    seed: int,
    year: int = 2026,
    *,
    mentees: int = 46,
    mentors: int = 31,
    cap: int = 20,
    ruled: bool = False,
) -> Edition:
    """An edition that has run to its end, lopsided in its own way in each attribute.

    In a `ruled` one the selection was bound by experiment, and everybody agreed to be counted.
    """
    random = Random(seed)
    tastes = {key: _taste(random, words) for key, words in _words().items()}
    asked = [_applicant(random, tastes, "mentee", year, at) for at in range(mentees)]
    offered = [_applicant(random, tastes, "mentor", year, at) for at in range(mentors)]
    people = [_agreeing(one, 1 if ruled else 0.95, random) for one in (*asked, *offered)]
    chosen = random.sample(asked, min(cap, mentees, mentors))
    pairs = [_pair(random, one, other) for one, other in zip(chosen, offered, strict=False)]
    rules = _rules(random, Counter(one.home for one in chosen)) if ruled else Balance()
    matching = MatchingRules(criteria={"topics": 1}, balance=rules)
    return Edition(
        cohort=_entry(made.cohort(cohort=str(year), pairs=cap, matching=matching)),
        applications=tuple(_entry(person) for person in people),
        pairs=tuple(_entry(pair) for pair in pairs),
    )


def released(
    edition: Edition, history: History | None = None, *stages: ReleaseStage
) -> tuple[Release, ...]:
    """The edition's releases, one after the other, each beside all that came before."""
    earlier = history.releases if history else ()
    done: tuple[Release, ...] = ()
    for stage in stages or tuple(ReleaseStage):
        before = History(releases=(*earlier, *done))
        month = f"{edition.name}-{MONTHS[stage]:02}"
        done = (*done, release(edition, stage, month, before, KEY))
    return done


@cache
def releases_of(seed: int) -> tuple[Release, ...]:
    """The four releases of an edition of the usual size, made once for all tests."""
    return released(edition(seed))


def _words() -> dict[str, tuple[str, ...]]:
    return {"home": WORDS["experiment"][:9], "stage": WORDS["stage"], "zone": ZONES}


def _rules(random: Random, selected: Counter[str]) -> Balance:
    """Bounds on three experiments that the selection has kept."""
    bounds: dict[str, Bound] = {}
    for name in ("ALICE", "CMS", "LHCb"):
        low = max(0, selected[name] - random.randrange(4))
        bounds[name] = (low, random.choice((None, low + 6)))
    return Balance(mentees=bounds)


def _agreeing(person: Application, share: float, random: Random) -> Application:
    agrees = random.random() < share
    return replace(person, consent=replace(person.consent, statistics=agrees))


def _taste(random: Random, words: tuple[str, ...]) -> dict[str, float]:
    """How likely each word is: sometimes all alike, sometimes one takes nearly all."""
    skew = random.choice((1, 2, 4))
    return {word: random.random() ** skew for word in words}


def _applicant(
    random: Random, tastes: dict[str, dict[str, float]], role: str, year: int, number: int
) -> Application:
    """One person; ids are letters alone, so the number is written in them."""
    word = {key: random.choices([*taste], [*taste.values()])[0] for key, taste in tastes.items()}
    letters = "bcdfghjkmn"
    id_ = ("t" if role == "mentor" else "s") + "".join(letters[int(one)] for one in f"{number:05}")
    drawn: dict[str, Any] = {
        "cohort": str(year),
        "experiments": (word["home"],),
        "career": Career(stage=word["stage"], since=2020),
        "location": Location(place="Geneva", timezone=word["zone"]),
        "topics": tuple(random.sample(WORDS["topic"], random.randint(1, 6))),
    }
    return made.application(id_, role, **drawn)


def _pair(random: Random, mentee: Application, mentor: Application) -> Pair:
    start = made.cohort().dates.start
    days = {random.randrange(270) for _ in range(random.randrange(15))}
    held = [start + timedelta(days=day) for day in sorted(days)]
    status = random.choices([MentorshipStatus.COMPLETED, MentorshipStatus.ENDED], [9, 1])[0]
    mark = random.choice((None, 5, 7, 8, 9, 10))
    states: tuple[Any, ...] = ("open", "done", "dropped")
    mentorship = Mentorship(
        mentor=mentor.id,
        status=status,
        matched=Matched(match=1, fit=600),
        goals=tuple(Goal(goal="x", status=random.choice(states)) for _ in range(3)),
        meetings=tuple(Meeting(date=day, minutes=60) for day in held),
        check_ins=(made.check_in("2027-01-11", "mentee", fit="good", satisfaction=mark),),
    )
    return Pair(cohort=mentee.cohort, mentee=mentee.id, mentorships=(mentorship,))


def _entry(record: Any) -> Entry[Any]:
    return Entry(record=record, document=Document(path="made", text="", value={}))


def without(edition: Edition, pairs: int) -> Edition:
    """The edition after the files of some pairs have been erased."""
    return replace(edition, pairs=edition.pairs[pairs:])
