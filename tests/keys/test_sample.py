"""The whole sample, encrypted: what `make run` does gives the same without a key."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from keys.stewards import Machine, machine
from tools import ROOT

DAY = "--today 2027-02-22"
PUBLIC = ("data", "docs", "overrides", "mkdocs.yml")
MAKE_RUN = (
    f"validate {DAY}",
    "match 2026 --resamples 0",
    "verify 2026",
    f"progress 2026 {DAY}",
    f"release 2026 applications {DAY}",
    f"release 2026 matching {DAY}",
    "site",
    "site --check",
)


def _data(at: Machine) -> dict[str, bytes]:
    files = (path for path in sorted((at.root / "data").rglob("*")) if path.is_file())
    return {path.relative_to(at.root).as_posix(): path.read_bytes() for path in files}


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Machine:
    """The sample as it comes with this repository, on a steward's machine, not committed."""
    at = machine(tmp_path_factory.mktemp("sample"), "sample")
    for name in PUBLIC:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy2
        copy(ROOT / name, at.root / name)
    return at


def test_there_and_back_and_run_without_a_key(sample: Machine, tmp_path: Path) -> None:
    """Every record comes back to the byte; between, no name is in data/, and all jobs run."""
    before = _data(sample)
    people = sample.programme().edition("2026").people.values()
    sample(f"keys init 2026 --steward txzbrw {DAY}")
    sample.commit("Begin")
    joined = b"\n".join(_data(sample).values()).decode()
    for person in people:
        for secret in (*person.person.names, *person.person.emails, *person.institutes):
            assert secret not in joined, person.id
        assert not person.motivation or person.motivation not in joined
    nobody = Machine(root=sample.root, home=tmp_path)
    for command in MAKE_RUN:
        said = nobody(command)
        assert not [person.id for person in people if person.person.name in said]
    assert sample.git("status", "--short") == ""
    sample("keys open 2026")
    assert _data(sample) == before
