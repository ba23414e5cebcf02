"""Every command on the miniature programme: what it says and what it writes.

`tests/programme/_expected/` holds a file a command line. Look at what changed, then `make bless`.
"""

from __future__ import annotations

import filecmp
import shlex
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mentoring.cli import group
from mentoring.cli.boundary import run

if TYPE_CHECKING:
    from collections.abc import Iterator

PROGRAMME = Path(__file__).parent / "programme"
EXPECTED = PROGRAMME / "_expected"
GOLDEN = Path(__file__).parent / "intake" / "golden"
COMMANDS = {
    "status": "status --today 2032-02-23",
    "status-json": "status 2031 --format json --today 2032-02-23",
    "status-markdown": "status current --format markdown --today 2031-09-20",
    "new": "new 2032 --from 2031",
    "new-spring": "new 2032-spring",
    "new-nameless": "new spring",
    "validate": "validate --today 2032-02-23",
    "validate-json": "validate --format json --today 2032-02-23",
    "validate-late": "validate --today 2034-01-01",
    "scores": "scores 2031",
    "lottery-freeze": "lottery freeze 2031 --beacon 'drand quicknet' --day 2032-03-01"
    " --today 2032-02-23",
    "lottery-draw": "lottery draw 2031 5eed --today 2032-02-23",
    "match": "match 2031",
    "match-json": "match 2031 --format json",
    "match-what-if": "match 2031 --forbid gngsmf:pvztsj --cap 3",
    "match-what-if-json": "match 2031 --without gngsmf --format json",
    "match-what-if-weights": "match 2031 --weights topics=0 --weights hours=30",
    "match-what-if-impossible": "match 2031 --pin gngsmf:hrfgzs",
    "match-what-if-crowded": "match 2031 --pin gngsmf:pvztsj --pin hftxpb:gmfpzh --cap 1",
    "match-what-if-unknown": "match 2031 --weights tpics=30",
    "match-report": "match 2031 --report --resamples 50",
    "robustness": "robustness 2031 --resamples 50",
    "robustness-json": "robustness 2031 --resamples 50 --seed 2 --format json",
    "robustness-markdown": "robustness 2031 --resamples 50 --format markdown",
    "verify": "verify 2031",
    "verify-json": "verify 2031 --format json",
    "explain": "explain 2031 gngsmf",
    "explain-waiting": "explain 2031 bprtwc",
    "explain-pair": "explain 2031 gngsmf cbnmgp",
    "explain-json": "explain 2031 gngsmf pvztsj --format json",
    "replace": "replace 2031 gngsmf --left mentor --today 2032-02-23",
    "replace-late": "replace 2031 --today 2032-02-23",
    "form": "form google-forms",
    "import": "import {golden}/google-forms.csv --cohort 2031 --mapping google-forms --seed 7",
    "import-nothing": "import nothing.csv --cohort 2031 --mapping google-forms",
    "profiles": "profiles 2031",
    "correct": "correct 2031 bprtwc hours_per_month=5 --today 2032-02-23",
    "consent": "consent 2031 bprtwc --no-statistics --today 2032-02-23",
    "resolve": "resolve 2031",
    "site": "site",
    "site-check": "site --check",
    "keys": "keys status 2031",
    "audit-nothing": "audit",
    "erase-dry-run": "erase bprtwc --dry-run --today 2032-02-23",
    "review-assign": "review assign 2031",
    "review-summary": "review summary 2031",
    "review-packets": "review packets 2031 --dry-run",
    "renew": "renew 2031 2032 --today 2032-08-10",
    "retention": "retention --today 2032-02-23",
    "retention-late": "retention --today 2034-01-01",
    "export-person": "export-person gngsmf --today 2032-02-23",
    "demo": "demo --cohort 2031",
    "institutes": "institutes",
    "schemas": "schemas",
    "migrate": "migrate",
    "release": "release 2031 applications --today 2032-02-23",
    "progress": "progress 2031 --today 2032-02-23",
    "progress-markdown": "progress 2031 --format markdown --today 2032-02-23",
    "progress-json": "progress 2031 --format json --today 2032-02-23",
    "progress-html": "progress 2031 --format html --today 2032-02-23",
    "announce": "announce 2031 --today 2032-02-23",
    "agreement": "agreement 2031",
    "remind": "remind 2031 --today 2032-02-23",
    "remind-dry-run": "remind 2031 --today 2032-02-23 --dry-run",
    "send-without-key": "send 2031",
    "pair-accept": "pair accept 2031 dzfdpm --today 2032-02-23",
    "pair-decline": "pair decline 2031 dzfdpm --by mentee --today 2032-02-23",
    "pair-sign": "pair sign 2031 hftxpb --by mentor --today 2032-02-23",
    "pair-amend": "pair amend 2031 dzfdpm --by mentee --minutes 30 --today 2032-02-23",
    "pair-log": "pair log 2031 dzfdpm --meeting 2032-02-20 --minutes 50 --today 2032-02-23",
    "pair-log-nothing": "pair log 2031 dzfdpm --today 2032-02-23",
    "pair-log-in-person": "pair log 2031 gngsmf --meeting 2032-02-20 --minutes 50 --in-person "
    "--today 2032-02-23",
    "pair-pause": "pair pause 2031 dzfdpm --by mentee --today 2032-02-23",
    "pair-resume": "pair resume 2031 hftxpb --today 2032-02-23",
    "pair-end": "pair end 2031 dzfdpm --by mentee --today 2032-02-23",
    "pair-end-early": "pair end 2031 dzfdpm --completed --today 2032-02-23",
    "pair-of-a-mentor": "pair end 2031 cbnmgp",
    "pair-unknown": "pair end 2031 dzfdpn",
    "withdraw": "withdraw 2031 gmfpzh --today 2032-02-23",
    "groups": "groups 2031 midterm --size 4 --rounds 2",
    "groups-json": "groups 2031 mentee-networking --size 2 --rounds 2 --format json",
    "certificates": "certificates 2031 --today 2032-02-23",
    "release-dry-run": "release 2031 matching --dry-run --today 2032-02-23",
    "unknown-edition": "progress 2013",
    "unknown-command": "progres 2031",
}


@pytest.fixture
def programme(tmp_path: Path) -> Path:
    """A copy of the miniature programme, to be changed at will."""
    copy = tmp_path / "programme"
    shutil.copytree(PROGRAMME, copy, ignore=shutil.ignore_patterns("_expected"))
    return copy


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_says_and_writes_what_is_expected(
    name: str,
    programme: Path,
    capsys: pytest.CaptureFixture[str],
    request: pytest.FixtureRequest,
) -> None:
    """The exit status, both outputs, and the files that are new, changed or gone."""
    words = COMMANDS[name].format(golden=GOLDEN)
    status = run(["-C", str(programme), *shlex.split(words)])
    said = capsys.readouterr()
    report = _report(name, status, said.out, said.err, programme)
    expected = EXPECTED / f"{name}.txt"
    if request.config.getoption("--bless"):
        expected.parent.mkdir(exist_ok=True)
        expected.write_text(report, encoding="utf-8")
    assert report == expected.read_text(encoding="utf-8")


def _report(name: str, status: int, out: str, err: str, programme: Path) -> str:
    parts = [f"$ mentoring {COMMANDS[name]}", f"exit status {status}"]
    streams = {"out": out, "err": err}
    parts += [f"--- {name}\n{text}".rstrip() for name, text in streams.items() if text]
    written = "\n".join(_differences(filecmp.dircmp(PROGRAMME, programme, ignore=["_expected"])))
    parts += [f"--- files\n{written}"] if written else []
    report = "\n".join(parts) + "\n"
    return report.replace(str(programme), ".").replace(str(GOLDEN), "{golden}")


def _differences(found: filecmp.dircmp[str], below: str = "") -> Iterator[str]:
    yield from (f"gone {below}{name}" for name in sorted(found.left_only))
    yield from (f"changed {below}{name}" for name in sorted(found.diff_files))
    for name in sorted(found.right_only):
        yield from (f"new {below}{file}" for file in _files(Path(found.right), name))
    for name, inner in sorted(found.subdirs.items()):
        yield from _differences(inner, f"{below}{name}/")


def _files(folder: Path, name: str) -> list[str]:
    path = folder / name
    found = [path] if path.is_file() else [one for one in path.rglob("*") if one.is_file()]
    return sorted(one.relative_to(folder).as_posix() for one in found)


def test_every_command_is_expected_to_say_something() -> None:
    """No command of the table is left out."""
    shown = {words.split()[0] for words in COMMANDS.values()}
    assert shown >= {name for section in group.COMMANDS.values() for name in section}


def test_no_expected_output_is_left_over() -> None:
    """Each file in `_expected/` belongs to a command line above."""
    assert {path.stem for path in EXPECTED.iterdir()} == set(COMMANDS)
