"""Instances for tests: small ones with every feature on, and larger ones from a seed."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

import numpy as np
from hypothesis import settings
from hypothesis import strategies as st

from mentoring.matching.sealed.instance import Instance, Mentee, Mentor
from mentoring.programme.rules import Balance

if TYPE_CHECKING:
    from mentoring.programme.rules import Bound

MANY = settings(max_examples=8 * settings.default.max_examples)
"""For what is quick to judge: eight times as many examples as the profile has."""

DEFAULT = ("pairs", "motivation", "floor", "fit", "lottery")
REPAIR = ("pairs", "moves", "waited", "motivation", "floor", "fit", "lottery")
STAGES = ("pairs", "motivation", "floor", "fit", "lottery", "leximin", "moves", "waited")
HOMES = ("ALICE", "ATLAS", "CMS")


def objectives() -> st.SearchStrategy[tuple[str, ...]]:
    """The usual objective, that of a repair, or any stages in any order."""
    anything = st.lists(st.sampled_from(STAGES), min_size=1, max_size=6, unique=True).map(tuple)
    return st.one_of(st.just(DEFAULT), st.just(REPAIR), anything)


def bounds() -> st.SearchStrategy[dict[str, Bound]]:
    """Bounds for some homes, most of them met easily."""
    low = st.sampled_from([0, 0, 0, 0, 0, 1, 2])
    pairs = st.tuples(low, st.sampled_from([None, 0, 1, 2]))
    bound = pairs.map(lambda pair: (pair[0], None if pair[1] is None else pair[0] + pair[1]))
    return st.dictionaries(st.sampled_from(HOMES), bound, max_size=2)


def demanding() -> st.SearchStrategy[Balance]:
    """Bounds that are hard to meet."""
    bound = st.tuples(st.integers(1, 3), st.none())
    homes = st.dictionaries(st.sampled_from(HOMES), bound, max_size=2)
    return st.builds(Balance, mentees=homes, mentors=homes)


@st.composite
def instances(draw: st.DrawFn, largest: int = 4, **fixed: Any) -> Instance:
    """An instance that the slow judge can enumerate; what is `fixed` is as given, or drawn so."""
    mentees = [f"e{i}" for i in range(draw(st.integers(1, largest)))]
    mentors = [f"r{j}" for j in range(draw(st.integers(1, largest)))]
    cells = len(mentees) * len(mentors)
    top = draw(st.sampled_from([1, 3, 20, 1000]))
    fit = draw(st.lists(st.integers(0, top) | st.just(-1), min_size=cells, max_size=cells))
    pairs = st.tuples(st.sampled_from(mentees), st.sampled_from(mentors))
    fields: dict[str, Any] = {
        "cohort": "2026",
        "cap": draw(st.integers(0, 5)),
        "objective": draw(objectives()),
        "mentees": tuple(
            Mentee(id=key, band=draw(st.integers(0, 2)), home=draw(st.sampled_from(HOMES)))
            for key in mentees
        ),
        "mentors": tuple(
            Mentor(
                id=key,
                capacity=draw(st.sampled_from([1, 1, 0, 2, 3])),
                home=draw(st.sampled_from(HOMES)),
            )
            for key in mentors
        ),
        "fit": np.array(fit, np.int16).reshape(len(mentees), len(mentors)),
        "balance": Balance(mentees=draw(bounds()), mentors=draw(bounds())),
        "pins": tuple(draw(st.sets(pairs, max_size=1))),
        "lottery": draw(st.sampled_from(["seed", None, "a longer seed than a block " * 3])),
        "held": tuple(draw(st.sets(pairs, max_size=3))),
        "waited": draw(st.dictionaries(st.sampled_from(mentees), st.integers(0, 2), max_size=3)),
    }
    for name, value in fixed.items():
        fields[name] = draw(value) if isinstance(value, st.SearchStrategy) else value
    return Instance(**fields)


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
