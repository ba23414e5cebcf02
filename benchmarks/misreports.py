"""Does it pay to state anything but the truth? Every single misreport, on simulated cohorts.

    python -m benchmarks.misreports [--cohorts 12] [--mentees 46] [--mentors 30]

Everybody in a cohort of `mentoring demo` states the truth; then one mentee at a time states one
thing otherwise, and the cohort is matched again by all stages. A misreport pays if more of them
gain a place than lose one. Chance alone makes the difference vary by the root of their number; of
some forty misreports one lies beyond three times that once in twenty runs.
"""

from __future__ import annotations

import argparse
from collections import Counter
from dataclasses import dataclass, replace
from math import sqrt
from random import Random
from typing import TYPE_CHECKING

from benchmarks.measure import versions
from benchmarks.programmes import demo_edition
from benchmarks.report import Aim, Report, Table, keep
from mentoring.matching.solver.search import search
from mentoring.operations.demo.generate import generate
from mentoring.operations.snapshot import instance_of
from mentoring.people.application import Application, Preferences, Ranked
from mentoring.scoring.fit import fits

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mentoring.matching.instance.instance import Instance

COHORT = demo_edition()
TOPICS = tuple(COHORT.config.topics)
BANDS = (0, 1, 1, 2)
BEYOND_CHANCE = 3.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Gain:
    """How many cases of a misreport there were, and how many gained or lost a place by it."""

    misreport: str
    cases: int
    gained: int
    lost: int

    @property
    def net(self) -> float:
        """The share of the cases that gained, less those that lost."""
        return (self.gained - self.lost) / self.cases

    @property
    def error(self) -> float:
        """How far the net gain varies by chance."""
        return sqrt(max(1, self.gained + self.lost)) / self.cases


def misreports(
    who: Application, mentors: Sequence[Application], chance: Random
) -> Iterator[tuple[str, Application]]:
    """Everything one mentee could state otherwise, one thing at a time."""
    yield from _topics(who, mentors, chance)
    yield from _place_and_time(who)
    yield from _wishes(who, mentors, chance)
    yield (
        "all languages",
        replace(who, languages=tuple(sorted({w for m in mentors for w in m.languages}))),
    )
    for stage in ("master", "doctoral", "postdoc"):
        yield f"career: {stage}", replace(who, career=replace(who.career, stage=stage))
    yield "career: since this year", replace(who, career=replace(who.career, since=2026))


def _topics(
    who: Application, mentors: Sequence[Application], chance: Random
) -> Iterator[tuple[str, Application]]:
    offered = Counter(topic for mentor in mentors for topic in mentor.topics)
    popular = sorted(TOPICS, key=lambda topic: (-offered[topic], topic))
    others = [topic for topic in TOPICS if topic not in who.topics]
    chance.shuffle(others)
    lists = {
        "all": (*who.topics, *others),
        "one more at the top": (others[0], *who.topics),
        "the first alone": who.topics[:1],
        "all but the last": who.topics[:-1],
        "the other way round": who.topics[::-1],
        "own, the most offered first": tuple(sorted(who.topics, key=popular.index)),
        "the most offered": tuple(popular[:3]),
        "the least offered": tuple(popular[:-4:-1]),
        "three others": tuple(others[:3]),
    }
    for title, topics in lists.items():
        yield f"topics: {title}", replace(who, topics=topics)


def _place_and_time(who: Application) -> Iterator[tuple[str, Application]]:
    here = who.location
    middle = (here.hours[0] + here.hours[1]) // 2
    places = {
        "hours: the whole day": replace(here, hours=(0, 24)),
        "hours: twelve": replace(here, hours=(middle - 6, middle + 6)),
        "hours: four": replace(here, hours=(middle - 2, middle + 2)),
        "hours: two": replace(here, hours=(middle - 1, middle + 1)),
        "hours: as in Geneva": replace(here, timezone="Europe/Zurich", hours=(8, 17)),
        "place: CERN too": replace(here, also=("CERN", *here.also), in_person=True),
        "place: never in person": replace(here, in_person=False),
    }
    for title, location in places.items():
        yield title, replace(who, location=location)
    for hours in (1, 10):
        yield f"rhythm: {hours} hours a month", replace(who, hours_per_month=hours)


def _wishes(
    who: Application, mentors: Sequence[Application], chance: Random
) -> Iterator[tuple[str, Application]]:
    codes = [mentor.profile.code for mentor in mentors if mentor.profile]
    ten = tuple(Ranked(profile=code) for code in chance.sample(codes, 10))
    wish = who.preferences
    wishes: dict[str, Preferences] = {
        "profiles: none": replace(wish, mentors=()),
        "profiles: ten, own first": replace(wish, mentors=(*wish.mentors, *ten)),
        "profiles: ten others": replace(wish, mentors=ten),
        "stages: none": replace(wish, stages=()),
        "stages: every one": replace(wish, stages=tuple(COHORT.config.stages)),
        "stages: senior": replace(wish, stages=("senior",)),
        "stages: staff": replace(wish, stages=("staff",)),
        "institute: no wish": replace(wish, institute=None),
        "institute: another": replace(wish, institute="other"),
        "rhythm: no number": replace(wish, meetings_per_month=None),
        "rhythm: one meeting": replace(wish, meetings_per_month=1),
        "rhythm: two meetings": replace(wish, meetings_per_month=2),
    }
    for title, preferences in wishes.items():
        yield title, replace(who, preferences=preferences)


def _instance(
    mentees: Sequence[Application], mentors: Sequence[Application], bands: dict[str, int]
) -> Instance:
    return instance_of(COHORT, fits(COHORT, mentees, mentors), bands)


def _chosen(instance: Instance) -> dict[str, str]:
    return dict(search(instance).pairs)


def measured(seed: int, size: tuple[int, int], counts: Counter[tuple[str, str]]) -> None:
    """Match one cohort with every misreport of everybody, and count what came of it."""
    people = generate(seed, *size, COHORT).applications
    mentees = sorted((p for p in people if p.role == "mentee"), key=lambda p: p.id)
    mentors = sorted((p for p in people if p.role == "mentor"), key=lambda p: p.id)
    chance = Random(seed)  # noqa: S311 (a simulation, not a secret)
    bands = {mentee.id: chance.choice(BANDS) for mentee in mentees}
    truth = _instance(mentees, mentors, bands)
    before = _chosen(truth)
    for who in mentees:
        row = truth.rows[who.id]
        for title, said in misreports(who, mentors, chance):
            fit = truth.fit.copy()
            fit[row] = _instance([said], mentors, bands).fit[0]
            if (fit[row] == truth.fit[row]).all():
                counts[title, "same"] += 1
                continue
            after = _chosen(replace(truth, fit=fit))
            counts[title, f"{who.id in before}{who.id in after}"] += 1
        counts["", _bought(truth, row, who.id, before)] += 1


def _bought(truth: Instance, row: int, who: str, before: dict[str, str]) -> str:
    """Whether naming conflicts with all but the best mentor brings that mentor."""
    best = int(truth.fit[row].argmax())
    fit = truth.fit.copy()
    fit[row] = -1
    fit[row, best] = truth.fit[row, best]
    after = _chosen(replace(truth, fit=fit))
    mentor = truth.mentors[best].id
    return f"{before.get(who) == mentor}{after.get(who) == mentor}"


def gains(counts: Counter[tuple[str, str]]) -> list[Gain]:
    """What was counted, by misreport; the one that gains most first."""
    titles = dict.fromkeys(title for title, _ in counts if title)
    found = [
        Gain(
            misreport=title,
            cases=sum(count for (other, _), count in counts.items() if other == title),
            gained=counts[title, "FalseTrue"],
            lost=counts[title, "TrueFalse"],
        )
        for title in titles
    ]
    return sorted(found, key=lambda gain: (-gain.net / gain.error, gain.misreport))


def report(found: list[Gain], bought: tuple[int, int], cohorts: int) -> Report:
    """The table, and whether anything gains above chance."""
    rows = tuple(
        (
            gain.misreport,
            str(gain.cases),
            str(gain.gained),
            str(gain.lost),
            f"{100 * gain.net:+.1f} %",
            f"± {100 * gain.error:.1f}",
        )
        for gain in found
    )
    best = found[0]
    above = [gain for gain in found if gain.net > BEYOND_CHANCE * gain.error]
    head = ("misreport", "cases", "gained", "lost", "net", "by chance")
    aim = Aim(
        question=f"places gained by any of {len(found)} misreports",
        against="the truth",
        wanted="none above chance",
        found=f"most: {best.misreport}, {100 * best.net:+.1f} ± {100 * best.error:.1f} %",
        reached=not above,
    )
    conflicts = Aim(
        question="naming conflicts with all mentors but the best one",
        against="the truth",
        wanted="shown in the report on a match",
        found=f"{bought[1]} have that mentor, {bought[0]} without",
        reached=None,
    )
    title = f"Places gained by misreports in {cohorts} cohorts"
    table = Table(title=title, head=head, rows=rows)
    return Report(versions=versions("numpy"), runs="1", tables=(table,), aims=(aim, conflicts))


def main() -> None:
    """Measure all cohorts."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--cohorts", type=int, default=12)
    parser.add_argument("--mentees", type=int, default=46)
    parser.add_argument("--mentors", type=int, default=30)
    options = parser.parse_args()
    counts: Counter[tuple[str, str]] = Counter()
    for seed in range(options.cohorts):
        measured(seed, (options.mentees, options.mentors), counts)
    without = counts["", "TrueTrue"] + counts["", "TrueFalse"]
    bought = without, counts["", "TrueTrue"] + counts["", "FalseTrue"]
    keep("misreports", report(gains(counts), bought, options.cohorts))


if __name__ == "__main__":
    main()
