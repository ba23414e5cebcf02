"""A thousand outcomes under uncertainty, beside one start of a peer on as many people.

    .venv/bin/python benchmarks/robustness.py [--times 1000]

46 mentees and 31 mentors, as in the sample; bands drawn within the error of their scores, and the
weights of three criteria within a fifth. The peer is mentor-match, whole process, once.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from time import perf_counter

import numpy as np
from cases import case, seconds, versions

from mentoring.matching.sealed.instance import DEFAULT_OBJECTIVE, Instance
from mentoring.matching.why.resampling import Uncertainty, resamples
from mentoring.matching.why.robustness import outcomes, robustness

MENTEES, MENTORS = 46, 31
PEER = """
import random
from matching.mentee import Mentee
from matching.mentor import Mentor
from matching.process import process_data
from matching.rules.rule import Generic
draw = random.Random(1)
people = [
    [kind(grade=1, organisation=draw.randrange(9), email=f"{kind}{k}") for k in range(size)]
    for kind, size in ((Mentor, 31), (Mentee, 46))
]
apart = lambda match: match.mentee.organisation != match.mentor.organisation
process_data(*people, [[Generic({True: 3, False: 0}, apart)]])
"""


def instance() -> Instance:
    """As many people as in the sample, with all stages."""
    whole = case(MENTEES, 20, bounded=True).instance(DEFAULT_OBJECTIVE)
    return Instance(
        cohort=whole.cohort,
        cap=whole.cap,
        mentees=whole.mentees,
        mentors=whole.mentors[:MENTORS],
        fit=whole.fit[:, :MENTORS],
        lottery=whole.lottery,
    )


def uncertainty(base: Instance) -> Uncertainty:
    """Scores with a standard error of 0.3 marks, and three criteria whose weights may be off."""
    rng = np.random.default_rng(1)
    others = rng.integers(0, 1001, (2, MENTEES, MENTORS))
    return Uncertainty(
        scores={one.id: (450 - 100 * one.band, 30) for one in base.mentees},
        band=lambda score: sum(score < cut for cut in (400, 300)),
        points=np.stack([np.maximum(base.fit, 0), *others]),
        weights=(50, 30, 20),
    )


def main() -> None:
    """Print both times, and who is on the edge."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--times", type=int, default=1000)
    options = parser.parse_args()
    base = instance()
    start = perf_counter()
    found = robustness(outcomes(resamples(base, uncertainty(base), seed=1, times=options.times)))
    taken = perf_counter() - start
    print(versions("numpy", "mentor-match"))
    print(
        f"{options.times} outcomes: {taken:.2f} s, {taken / options.times * 1e3:.2f} ms each; ",
        end="",
    )
    print(f"{len(found.on_edge())} of {MENTEES} mentees on the edge")
    peer = [sys.executable, "-c", PEER]
    once = seconds(lambda: subprocess.run(peer, check=True), 5)
    print(f"mentor-match, one process: {once:.2f} s; ratio {taken / once:.1f}")


if __name__ == "__main__":
    main()
