"""Instances for tests: small ones with every feature on, and larger ones from a seed."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

import numpy as np
from hypothesis import settings
from hypothesis import strategies as st

from mentoring.matching.instance.instance import Instance, Mentee, Mentor
from mentoring.programme.rules import Balance
from tools import examples

if TYPE_CHECKING:
    from mentoring.programme.rules import Bound

MANY = settings(max_examples=examples(800))
"""Eight times the profile's number of examples, for quick judges."""

DEFAULT = ("pairs", "motivation", "floor", "fit", "lottery")
REPAIR = ("pairs", "moves", "waited", "motivation", "floor", "fit", "lottery")
STAGES = ("pairs", "motivation", "floor", "fit", "lottery", "leximin", "moves", "waited")
HOMES = ("ALICE", "ATLAS", "CMS")


def demanding() -> st.SearchStrategy[Balance]:
    """Bounds that are hard to meet."""
    bound = st.tuples(st.integers(1, 3), st.none())
    homes = st.dictionaries(st.sampled_from(HOMES), bound, max_size=2)
    return st.builds(Balance, mentees=homes, mentors=homes)


@st.composite
def instances(draw: st.DrawFn, largest: int = 4, **fixed: Any) -> Instance:
    """An instance that the slow judge can enumerate; what is `fixed` is as given, or drawn so.

    Hypothesis draws its size and a seed for the rest: so thousands of them cost little.
    """
    rows, columns = draw(st.integers(1, largest)), draw(st.integers(1, largest))
    fields = random_fields(random.Random(draw(st.integers(0, 1 << 32))), rows, columns)
    for name, value in fixed.items():
        fields[name] = draw(value) if isinstance(value, st.SearchStrategy) else value
    return Instance(**fields)


def random_fields(rng: random.Random, rows: int, columns: int) -> dict[str, Any]:
    """Random fields with every feature: bands, capacities, bounds, pins, held pairs, waiting."""
    mentees, mentors = [f"e{i}" for i in range(rows)], [f"r{j}" for j in range(columns)]
    top = rng.choice([1, 3, 20, 1000])
    fit = [[rng.choice([-1, rng.randint(0, top)]) for _ in mentors] for _ in mentees]
    return {
        "cohort": "2026",
        "cap": rng.randint(0, 5),
        "objective": objective(rng),
        "mentees": tuple(
            Mentee(id=key, band=rng.randint(0, 2), home=rng.choice(HOMES)) for key in mentees
        ),
        "mentors": tuple(
            Mentor(id=key, capacity=rng.choice([1, 1, 0, 2, 3]), home=rng.choice(HOMES))
            for key in mentors
        ),
        "fit": np.array(fit, np.int16),
        "balance": Balance(mentees=bounds(rng), mentors=bounds(rng)),
        "pins": some_pairs(rng, mentees, mentors, 1),
        "lottery": rng.choice(["seed", None, "a longer seed than a block " * 3]),
        "held": some_pairs(rng, mentees, mentors, 3),
        "waited": {key: rng.randint(0, 2) for key in rng.sample(mentees, rng.randint(0, rows))},
    }


def objective(rng: random.Random) -> tuple[str, ...]:
    """The usual objective, that of a repair, or any stages in any order."""
    return rng.choice([DEFAULT, REPAIR, tuple(rng.sample(STAGES, rng.randint(1, 6)))])


def bounds(rng: random.Random) -> dict[str, Bound]:
    """Bounds for some homes, most of them met easily."""
    low = {home: rng.choice([0, 0, 0, 0, 0, 1, 2]) for home in rng.sample(HOMES, rng.randint(0, 2))}
    more = {home: rng.choice([None, 0, 1, 2]) for home in low}
    return {h: (low[h], None if over is None else low[h] + over) for h, over in more.items()}


def some_pairs(
    rng: random.Random, mentees: list[str], mentors: list[str], most: int
) -> tuple[tuple[str, str], ...]:
    """A few different pairs, or none."""
    pairs = [(mentee, mentor) for mentee in mentees for mentor in mentors]
    return tuple(rng.sample(pairs, min(rng.randint(0, most), len(pairs))))


def made(seed: int, mentees: int, mentors: int, **fixed: Any) -> Instance:
    """A larger instance from a seed, with bounds that can be met; what is `fixed` is as given."""
    rng = random.Random(seed)
    numbers = np.random.default_rng(seed)
    fit = numbers.integers(0, rng.choice([4, 51, 1001]), (mentees, mentors))
    if rng.random() < 1 / 3:
        fit = (fit + 2 * numbers.integers(0, 1001, mentors)) // 3
    fit[numbers.random(fit.shape) < rng.choice([0, 0.1, 0.5, 0.9])] = -1
    cap = rng.choice([1, 2, 3, 5, 8, 20])
    low = int(cap > len(HOMES) and min(mentees, mentors) > cap)
    homes = {home: (low, rng.choice([None, 1, 2, 4])) for home in HOMES if rng.random() < 1 / 2}
    caps = {home: (0, high) for home, (_, high) in homes.items()}
    fields: dict[str, Any] = {
        "cohort": "2026",
        "cap": cap,
        "mentees": tuple(
            Mentee(id=f"e{i:03d}", band=rng.randrange(3), home=rng.choice(HOMES))
            for i in range(mentees)
        ),
        "mentors": tuple(
            Mentor(id=f"r{j:03d}", capacity=rng.choice([1, 1, 1, 2, 3, 0]), home=rng.choice(HOMES))
            for j in range(mentors)
        ),
        "fit": fit.astype(np.int16),
        "balance": Balance(mentees=homes, mentors=caps if rng.random() < 1 / 2 else {}),
        "lottery": "seed",
    }
    return Instance(**(fields | fixed))
