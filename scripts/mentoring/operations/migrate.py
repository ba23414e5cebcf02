"""Migrates a repository from an earlier version's layout: vocabulary, first lines, identities.

Earlier versions kept the programme's vocabulary in the tool's source, in `vocabulary.json`, and
the first line of each record pointed there. They kept a person's identity in the application.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mentoring.errors import UsageError
from mentoring.files.decodings import plain
from mentoring.files.tree import Tree, read_input
from mentoring.files.yaml.parse import parse
from mentoring.programme.config import (
    Affiliation,
    Contacts,
    EditionDefaults,
    Grouping,
    Law,
    Noun,
    ProgrammeConfig,
    Statistics,
)
from mentoring.store.record_kinds import DATA
from mentoring.store.vault import CONFIG
from mentoring.store.writer import in_two_files, texts_of

VOCABULARY = "scripts/mentoring/schemas/vocabulary.json"
FIRST_LINE = re.compile(rb"\A(# yaml-language-server: \$schema=)[./]*scripts/mentoring/schemas/")

LARGEST = 4  # affiliations that earlier releases counted on their own
OTHERS = "others-or-not-stated"
REGIONS = (
    Grouping(
        name="three-regions",
        groups={"europe-africa": ("Europe", "Africa"), "americas": ("America", "US", "Canada")},
        rest="asia-oceania-or-not-stated",
    ),
    Grouping(
        name="two-regions",
        groups={"europe-africa": ("Europe", "Africa")},
        rest="elsewhere-or-not-stated",
    ),
)
LABELS = {
    "europe-africa": "Europe and Africa",
    "americas": "The Americas",
    "asia-oceania-or-not-stated": "Asia and Oceania, or not stated",
    "elsewhere-or-not-stated": "Elsewhere, or not stated",
    "students": "Students",
    "postdocs": "Postdocs",
    "staff-or-not-stated": "Later, or not stated",
    "later-or-not-stated": "Later, or not stated",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Stated:
    """Facts that earlier files lack: nouns, places, the law and the address of the site."""

    affiliation: Noun
    people: Noun
    host: str
    place: str
    address: str
    answer_days: int


def migration(root: Path, stated: Stated) -> dict[str, bytes | None]:
    """The files to write: data/programme.yaml, and every record in the present layout.

    Raises:
        UsageError: if there is nothing to migrate, or no edition to read from.
    """
    files: dict[str, bytes | None] = dict(_records(root))
    if not (root / CONFIG).exists():
        files[CONFIG] = texts_of(_config(root, stated))[CONFIG].encode()
    if not files:
        raise UsageError("Everything is in the present layout: there is nothing to migrate.")
    return files


def _records(root: Path) -> Iterator[tuple[str, bytes]]:
    """The files of every record that is not in the present layout: its first line, its identity."""
    tree = Tree(root)
    for path in tree.list(DATA).files:
        if path.endswith(".yaml"):
            before = tree.read(path)
            up = "../" * (path.count("/") - 1)
            after = FIRST_LINE.sub(rb"\g<1>" + f"{up}.schemas/".encode(), before)
            files = {path: after}
            if path.startswith(f"{DATA}/applications/"):
                files = in_two_files(path, after)
            yield from files.items() if files != {path: before} else ()


def _config(root: Path, stated: Stated) -> ProgrammeConfig:
    tree = Tree(root)
    cohorts = [path for path in tree.list(f"{DATA}/cohorts").files if path.endswith(".yaml")]
    if not cohorts:
        raise UsageError("There is no edition in data/cohorts/ to learn the programme from.")
    cohort: dict[str, Any] = parse(tree.read(cohorts[-1]), cohorts[-1]).value  # type: ignore[assignment]
    names, stages, topics = _words(root, cohort)
    start, end = cohort["dates"]["start"], cohort["dates"]["end"]
    length = (int(end[:4]) - int(start[:4])) * 12 + int(end[5:7]) - int(start[5:7])
    low, high = cohort["meetings_per_month"]
    return ProgrammeConfig(
        name=cohort["programme"],
        host=stated.host,
        place=stated.place,
        timezone=cohort["timezone"],
        address=stated.address,
        people=stated.people,
        affiliation=Affiliation(
            one=stated.affiliation.one, many=stated.affiliation.many, names=names
        ),
        stages={slug: _titled(slug) for slug in stages},
        topics={slug: _titled(slug) for slug in topics},
        statistics=_statistics(stated.affiliation, names, stages),
        law=Law(name="the law that applies to you", days=stated.answer_days),
        edition=EditionDefaults(
            announcement=int(cohort["dates"]["announcement"][5:7]),
            months=length,
            pairs=cohort["pairs"],
            meetings_per_month=(low, high),
        ),
        contacts=Contacts(**cohort["contacts"]),
    )


def _words(root: Path, cohort: dict[str, Any]) -> tuple[tuple[str, ...], ...]:
    """Affiliations, stages and topics from the old vocabulary or, without it, from the records."""
    file = root / VOCABULARY
    if file.is_file():
        words = json.loads(plain(read_input(file)))["$defs"]
        return tuple(
            tuple(words[name].get("enum", ())) for name in ("experiment", "stage", "topic")
        )
    tree, stages, topics = Tree(root), Counter[str](), Counter[str]()
    for path in tree.list(f"{DATA}/applications").files:
        record: dict[str, Any] = parse(tree.read(path), path).value  # type: ignore[assignment]
        stages[record["career"]["stage"]] += 1
        topics.update(record["topics"])
    return tuple(cohort["experiments"]), tuple(sorted(stages)), tuple(sorted(topics))


def _statistics(noun: Noun, names: tuple[str, ...], stages: tuple[str, ...]) -> Statistics:
    """The groupings of earlier releases, so that published figures stay readable."""
    large = names[:LARGEST]
    students = tuple(stage for stage in ("master", "doctoral") if stage in stages) or stages[:1]
    postdocs = ("postdoc",) if "postdoc" in stages else stages[1:2] or stages[:1]
    return Statistics(
        affiliation=(
            Grouping(
                name="four-and-others",
                groups={experiment: (experiment,) for experiment in large},
                rest=OTHERS,
            ),
            Grouping(name="large-and-others", groups={"large": large}, rest=OTHERS),
        ),
        career=(
            Grouping(
                name="three-stages",
                groups={"students": students, "postdocs": postdocs},
                rest="staff-or-not-stated",
            ),
            Grouping(name="two-stages", groups={"students": students}, rest="later-or-not-stated"),
        ),
        region=REGIONS,
        labels={
            OTHERS: f"Other {noun.many}, or not stated",
            "large": f"The largest {noun.many}",
            **LABELS,
        },
    )


def _titled(slug: str) -> str:
    return slug.replace("-", " ").capitalize()
