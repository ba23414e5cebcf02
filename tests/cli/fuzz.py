"""Fuzzes every file that a command reads, through the command, for as long as one likes.

    PYTHONPATH=tests python tests/cli/fuzz.py SECONDS [TARGET] [SEED]

One file of the miniature programme is changed at a time. The command may say that it is wrong (1)
or not understood (2); that it has a fault of its own (3) is what is looked for.
"""

from __future__ import annotations

import copy
import io
import json
import random
import shutil
import sys
import tempfile
import time
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from files.fuzz import mutant
from mentoring.cli.boundary import run
from mentoring.files.yaml.emit import dump
from mentoring.files.yaml.parse import parse

if TYPE_CHECKING:
    from collections.abc import Iterator

TESTS = Path(__file__).parents[1]
PROGRAMME, GOLDEN = TESTS / "programme", TESTS / "intake/golden"
PACKAGE = TESTS.parent / "scripts/mentoring"
FAULT = 3
DEEP = 0.8


@dataclass(frozen=True)
class Target:
    """The files a parser reads, where one goes, and a command that reads it there.

    `place` may hold `{name}`: the file keeps its own.
    """

    examples: tuple[Path, ...]
    place: str
    command: str


def _below(folder: Path, pattern: str) -> tuple[Path, ...]:
    found = tuple(sorted(folder.glob(pattern)))
    assert found, pattern
    return found


def _kept(*patterns: str, command: str) -> list[Target]:
    """A target for each file of the programme that a pattern names, in its own place."""
    paths = [path for pattern in patterns for path in _below(PROGRAMME, pattern)]
    return [Target((path,), path.relative_to(PROGRAMME).as_posix(), command) for path in paths]


ON = "--today 2032-02-23"
TARGETS = {
    "records": _kept("data/[!m]*/*.yaml", "data/*/2031/*.yaml", command=f"validate {ON}"),
    "progress": _kept("data/pairs/2031/*.yaml", command=f"progress 2031 {ON}"),
    "sealed": _kept("data/matches/2031/1/*.json", command="verify 2031"),
    "sealed-why": _kept("data/matches/2031/1/*.json", command="explain 2031 gngsmf"),
    "released": [
        Target(
            _below(TESTS / "cli/_examples", "*.json"),
            "docs/statistics/2031-applications.json",
            command,
        )
        for command in ("site", f"validate {ON}", f"release 2031 matching --dry-run {ON}")
    ],
    "exports": [
        Target((path,), path.name, f"import {{folder}}/{path.name} --cohort 2031 --mapping "
               f"{path.stem} --dry-run")
        for path in _below(GOLDEN, "*.csv")
    ],
    "workbooks": [
        Target(_below(GOLDEN, "*.xlsx"), "export.xlsx",
               "import {folder}/export.xlsx --cohort 2031 --mapping microsoft-forms --dry-run")
    ],
    "suggested": [
        Target(_below(GOLDEN, "*.csv"), "export.csv", "import {folder}/export.csv --suggest")
    ],
    "mappings": [
        Target(_below(PACKAGE, "intake/forms/mappings/*.yaml"), "data/mappings/google-forms.yaml",
               f"import {GOLDEN}/google-forms.csv --cohort 2031 --mapping google-forms --dry-run")
    ],
    "templates": [
        Target((path,), f"data/templates/letters/{path.name}", f"remind 2031 --dry-run {ON}")
        for path in _below(PACKAGE, "render/templates/letters/*.j2")
    ],
    "documents": [
        Target(_below(PACKAGE, "render/templates/agreement.typ"), "data/templates/agreement.typ",
               "agreement 2031 --dry-run")
    ],
}  # fmt: skip


ODD = (None, True, 0, -1, 1, 3, 10**9, 0.5, "", "x", "2031-02-30", "gngsmf", "erased-1", [], {})


def changed(data: bytes, name: str, chance: random.Random) -> bytes:
    """The same data with values exchanged, taken away or said twice: deeper than bytes can go."""
    value = json.loads(data) if name.endswith(".json") else parse(data, name).value
    for _ in range(chance.choice([1, 1, 1, 2, 4])):
        if not (places := list(_places(value))):
            break
        block, key = chance.choice(places)
        other, elsewhere = chance.choice(places)
        match chance.randrange(4):
            case 0:
                block[key] = chance.choice(ODD)
            case 1:
                block[key] = copy.deepcopy(other[elsewhere])
            case 2:
                del block[key]
            case _ if isinstance(block, list):
                block.append(copy.deepcopy(block[key]))
    written = json.dumps(value, indent=2) if name.endswith(".json") else dump(value)
    return written.encode()


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    entries = (
        value.items() if isinstance(value, dict)
        else enumerate(value) if isinstance(value, list) else ()
    )  # fmt: skip
    for key, inner in list(entries):
        yield value, key
        yield from _places(inner)


def fuzz(target: Target, chance: random.Random) -> tuple[int, str, bytes]:
    """One changed file; the command's exit status, its last words, and the file."""
    examples = [path.read_bytes() for path in target.examples]
    if target.place.endswith((".yaml", ".json")) and chance.random() < DEEP:
        data = changed(chance.choice(examples), target.place, chance)
    else:
        data = mutant(chance, examples)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(PROGRAMME / "data", folder / "data")
        path = folder / target.place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        said = io.StringIO()
        with redirect_stdout(io.StringIO()), redirect_stderr(said):
            status = run(["-C", name, *target.command.format(folder=name).split()])
    return status, said.getvalue()[-300:], data


def main(seconds: float, names: list[str], seed: int) -> int:
    """Fuzzes each parser for so long; the number of faults."""
    faults = 0
    for name in names:
        chance, end, statuses = random.Random(seed), time.monotonic() + seconds, [0] * (FAULT + 1)
        while time.monotonic() < end:
            target = chance.choice(TARGETS[name])
            status, said, data = fuzz(target, chance)
            statuses[status] += 1
            if status == FAULT:
                sys.stdout.write(f"{target.command}: {said}  {target.place}: {data!r}\n")
        faults += statuses[FAULT]
        sys.stdout.write(f"{name}: {sum(statuses)} inputs, exit status 0 to 3: {statuses}\n")
        sys.stdout.flush()
    return faults


if __name__ == "__main__":
    chosen = [sys.argv[2]] if len(sys.argv) > 2 else list(TARGETS)
    sys.exit(bool(main(float(sys.argv[1]), chosen, int(sys.argv[3]) if len(sys.argv) > 3 else 0)))
