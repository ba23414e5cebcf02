"""Migrates a repository from an earlier version's layout: vocabulary, first lines, identities.

The vocabulary was in the tool's source, the first line of each record pointed there, and a person's
identity was in the application.
"""

import json
import re
import tomllib
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Any

from mentoring.errors import UsageError
from mentoring.files.decodings import plain
from mentoring.files.tree import Tree, read_input
from mentoring.files.yaml.parse import parse
from mentoring.programme.config import ProgrammeConfig
from mentoring.store.entry import from_plain
from mentoring.store.record_kinds import DATA
from mentoring.store.vault import CONFIG, Files
from mentoring.store.writer import in_two_files, texts_of

VOCABULARY = "scripts/mentoring/schemas/vocabulary.json"
FIRST_LINE = re.compile(rb"\A(# yaml-language-server: \$schema=)[./]*scripts/mentoring/schemas/")

LARGEST = 4  # affiliations that earlier releases counted on their own


def migration(root: Path, stated: dict[str, Any]) -> Files:
    """The files to write: data/programme.yaml, and every record in the present layout.

    `stated` are fields of the programme's file that earlier files lack: `affiliation` and `people`
    (nouns), `host`, `place`, `address`, `law`. Raises UsageError if there is nothing to migrate.
    """
    files: Files = dict(_records(root))
    if not (root / CONFIG).exists():
        files[CONFIG] = texts_of(_config(root, stated))[CONFIG].encode()
    if not files:
        raise UsageError("Everything is in the present layout: there is nothing to migrate.")
    return files


def _records(root: Path) -> Iterator[tuple[str, bytes]]:
    tree = Tree(root)
    for path in tree.list(DATA).files:
        if path.endswith(".yaml"):
            before = tree.read(path)
            up = "../" * (path.count("/") - 1)
            after = FIRST_LINE.sub(rb"\g<1>" + f"{up}.schemas/".encode(), before)
            is_application = path.startswith(f"{DATA}/applications/")
            files = in_two_files(path, after) if is_application else {path: after}
            yield from files.items() if files != {path: before} else ()


def _config(root: Path, stated: dict[str, Any]) -> ProgrammeConfig:
    tree = Tree(root)
    cohorts = [path for path in tree.list(f"{DATA}/cohorts").files if path.endswith(".yaml")]
    if not cohorts:
        raise UsageError("There is no edition in data/cohorts/ to learn the programme from.")
    cohort: Any = parse(tree.read(cohorts[-1]), cohorts[-1]).value
    names, stages, topics = _words(root, cohort)
    dates = cohort["dates"]
    start, end = (int(dates[day][:4]) * 12 + int(dates[day][5:7]) for day in ("start", "end"))
    config = {
        **stated,
        "name": cohort["programme"],
        "timezone": cohort["timezone"],
        "affiliation": {**stated["affiliation"], "names": names},
        "stages": {slug: slug.replace("-", " ").capitalize() for slug in stages},
        "topics": {slug: slug.replace("-", " ").capitalize() for slug in topics},
        "statistics": _statistics(stated["affiliation"]["many"], names, stages),
        "edition": {
            "announcement": int(dates["announcement"][5:7]),
            "months": end - start,
            "pairs": cohort["pairs"],
            "meetings_per_month": cohort["meetings_per_month"],
        },
        "contacts": cohort["contacts"],
    }
    return from_plain(config, ProgrammeConfig)


def _words(root: Path, cohort: dict[str, Any]) -> tuple[list[str], ...]:
    """Affiliations, stages and topics from the old vocabulary or, without it, from the records."""
    file, tree = root / VOCABULARY, Tree(root)
    if file.is_file():
        words = json.loads(plain(read_input(file)))["$defs"]
        return tuple(words[name].get("enum", []) for name in ("experiment", "stage", "topic"))
    paths = tree.list(f"{DATA}/applications").files
    records: list[Any] = [parse(tree.read(path), path).value for path in paths]
    stages = {record["career"]["stage"] for record in records}
    topics = {topic for record in records for topic in record["topics"]}
    return cohort["experiments"], sorted(stages), sorted(topics)


def _statistics(affiliations: str, names: list[str], stages: list[str]) -> dict[str, Any]:
    """The groupings of earlier releases, so that published figures stay readable."""
    text = resources.files(__package__).joinpath("earlier_statistics.toml").read_text("utf-8")
    earlier = tomllib.loads(text)
    large = names[:LARGEST]
    students = [stage for stage in ("master", "doctoral") if stage in stages] or stages[:1]
    postdocs = ["postdoc"] if "postdoc" in stages else stages[1:2] or stages[:1]
    groups = {
        "four-and-others": {name: [name] for name in large},
        "large-and-others": {"large": large},
        "three-stages": {"students": students, "postdocs": postdocs},
        "two-stages": {"students": students},
    }
    for grouping in (*earlier["affiliation"], *earlier["career"]):
        grouping["groups"] = groups[grouping["name"]]
    labels = {code: label.format(affiliations) for code, label in earlier["labels"].items()}
    return {**earlier, "labels": labels}
