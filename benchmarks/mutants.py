"""How many small faults in a package's code its tests notice, on a random sample of mutants.

    make mutants PACKAGE=disclosure               # 300 mutants: within 4 % of the whole
    make mutants PACKAGE=matching SAMPLE=150      # half of that takes half the time
    .venv/bin/python benchmarks/mutants.py disclosure --sample 300 --seed 1

mutmut changes one thing at a time and runs the tests that reach the changed function, the quickest
first. It works on a copy of the last commit, which stays behind: `cd` there and `mutmut show NAME`.
"""

from __future__ import annotations

import argparse
import io
import os
import random
import subprocess
import sys
import tarfile
from collections import Counter
from math import sqrt
from pathlib import Path
from tempfile import mkdtemp

ROOT = Path(__file__).parents[1]
TESTS = {
    "matching": ("tests/matching", "tests/operations/test_run_match.py"),
    "scoring": ("tests/scoring", "tests/operations/test_snapshot.py"),
    "disclosure": (
        "tests/disclosure",
        "tests/site/test_voices.py",
        "tests/keys/test_keys.py",
        "tests/keys/test_receipts.py",
    ),
    "store": (
        "tests/store",
        "tests/checks",
        "tests/operations/pairs",
        "tests/operations/test_side_by_side.py",
        "tests/keys/test_keys.py",
        "tests/keys/test_attacks.py",
        "tests/operations/test_migrate.py",
        "tests/privacy/test_messages.py",
    ),
    "checks": (
        "tests/checks",
        "tests/operations/test_run_match.py",
        "tests/operations/test_lottery.py",
        "tests/operations/pairs/test_people_change.py",
        "tests/disclosure/leaks/test_judgements.py",
    ),
}
BY_GIT = (
    "tests/keys/test_attacks.py::test_the_log_goes_on_where_no_key_opens_a_version",
    "tests/keys/test_attacks.py::test_the_drivers_run_no_code_of_the_repository",
)
"""Tests in which Git starts our drivers, which knows nothing of mutants."""
CAUGHT = ("killed", "timeout", "segfault", "caught by type check")
Z95 = 1.96


def _copy(package: str) -> Path:
    """The last commit in the layout that mutmut needs, with `src` as its source root."""
    folder = Path(mkdtemp(prefix=f"mutants-{package}-"))
    archive = subprocess.check_output(["git", "archive", "HEAD"], cwd=ROOT)
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        tar.extractall(folder, filter="data")
    (folder / "scripts").rename(folder / "src")
    others = sorted(path.name for path in folder.iterdir() if path.name not in {"src", "tests"})
    (folder / "scripts").symlink_to("src")
    settings = {
        "source_paths": ["src"],
        "only_mutate": [f"src/mentoring/{package}/*"],
        "also_copy": others,
        "pytest_add_cli_args_test_selection": list(TESTS[package]),
        "pytest_add_cli_args": [
            *("-p", "no:cacheprovider"),
            *(f"--deselect={name}" for name in BY_GIT),
        ],
        "timeout_multiplier": 3.0,
        "timeout_constant": 10.0,
        "track_dependencies": False,
    }
    with (folder / "pyproject.toml").open("a") as config:
        config.write("\n[tool.mutmut]\n")
        config.writelines(f"{key} = {_toml(value)}\n" for key, value in settings.items())
    return folder


def _toml(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else repr(value)


def _mutants(folder: Path, package: str) -> list[str]:
    """The names of all mutants of a package."""
    from mutmut.mutation.file_mutation import mutate_file_contents
    from mutmut.utils.format_utils import get_mutant_name

    os.chdir(folder)
    files = sorted(Path("src/mentoring", package).rglob("*.py"))
    return [
        get_mutant_name(file, name)
        for file in files
        for name in mutate_file_contents(str(file), file.read_text()).mutant_names
    ]


def _run(folder: Path, names: list[str]) -> dict[str, str]:
    """Each mutant's fate."""
    mutmut = [sys.executable, "-m", "mutmut"]
    source = folder / "mutants/src"
    source.mkdir(parents=True)  # so that Python believes in it when it starts
    path = os.pathsep.join([str(source), os.environ.get("PYTHONPATH", "")])
    with (folder / "mutmut.log").open("w") as log:
        done = subprocess.run(
            [*mutmut, "run", "--max-children", "1", *names],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": path},  # for the processes that tests start
            stdout=log,
            check=False,
        )
    if done.returncode:
        sys.exit(f"mutmut stopped; it says why in {folder}/mutmut.log")
    lines = subprocess.check_output([*mutmut, "results", "--all", "true"], cwd=folder, text=True)
    fates = dict(line.strip().split(": ") for line in lines.splitlines())
    return {name: fates[name] for name in names}


def main() -> int:
    """Sample, run, and print the score with its 95 % interval and every survivor."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("package", choices=TESTS)
    parser.add_argument("--sample", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    folder = _copy(args.package)
    mutants = _mutants(folder, args.package)
    size = min(args.sample, len(mutants))
    fates = _run(folder, random.Random(args.seed).sample(mutants, size))  # noqa: S311 - a sample
    counts = Counter(fates.values())
    score = sum(counts[fate] for fate in CAUGHT) / size
    rest = (len(mutants) - size) / max(len(mutants) - 1, 1)
    margin = Z95 * sqrt(score * (1 - score) / size * rest)
    print("\n".join(f"{fate}: {name}" for name, fate in fates.items() if fate not in CAUGHT))
    print(f"\n{args.package}: {size} of {len(mutants)} mutants; {dict(counts)}")
    print(f"score {score:.1%} ± {margin:.1%}; the copy is {folder}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
