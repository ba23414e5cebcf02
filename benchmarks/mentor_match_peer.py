"""The whole process of a peer: mentor-match from two CSV files to two CSV files.

    python benchmarks/mentor_match_peer.py FOLDER

Its own functions do everything: read, score with its kinds of rule, match in one round, write. It
knows no cap, no bound, no band, no capacity but three, no reason and no proof.
"""

from __future__ import annotations

import operator
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from matching.process import conduct_matching_from_file, create_mailing_list
from matching.rules.rule import Disqualify, Equivalent, Generic, Grade

if TYPE_CHECKING:
    from matching.match import Match


def shared(match: Match) -> bool:
    """Whether the two share a topic."""
    return bool(set(match.mentee.profession.split(";")) & set(match.mentor.profession.split(";")))


RULES = [
    Disqualify(lambda match: match.mentee.organisation == match.mentor.organisation),
    Grade(1, operator.ge, {True: 20, False: 0}),
    Generic({True: 40, False: 0}, shared),
    Equivalent("role", {True: 5, False: 0}),
]

if __name__ == "__main__":
    folder = Path(sys.argv[1])
    for people in conduct_matching_from_file(folder, [RULES]):
        create_mailing_list(people, folder / "out")
