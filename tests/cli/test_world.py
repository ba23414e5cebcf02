"""The world around a command: full disks, closed streams, odd arguments, files that are none."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from mentoring.cli import group
from mentoring.cli.boundary import run
from mentoring.problems import MOST
from tools import cases

TESTS = Path(__file__).parents[1]
PROGRAMME = TESTS / "programme"
GOLDEN = TESTS / "intake/golden/google-forms.csv"
PAIR = "data/pairs/2031/dzfdpm.yaml"
INSTANCE = "data/matches/2031/1/instance.json"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A copy of the miniature programme."""
    ignored = shutil.ignore_patterns("_expected")
    return shutil.copytree(PROGRAMME, tmp_path / "programme", ignore=ignored)


def shell(line: str, root: Path) -> subprocess.CompletedProcess[str]:
    """What a shell says of a line, in which M is the command on the programme."""
    command = f"{sys.executable} -m mentoring -C {root}"
    return subprocess.run(
        ["bash", "-c", line.replace("M ", f"{command} ")],
        env={**os.environ, "PYTHONPATH": str(TESTS.parent / "scripts")},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


SHELL = {
    "M validate --today 2032-02-23 > /dev/full": 1,
    "M form google-forms > /dev/full": 1,
    "M progress 2031 --format json > /dev/full": 1,
    "M --help > /dev/full": 1,
    "M validate --today 2032-02-23 2> /dev/full": 0,
    "M validate --today 2032-02-23 >&-": 0,
    "M validate --today 2032-02-23 2>&-": 0,
    "(M validate --today 2032-02-23) >&- 2>&- <&-": 0,
    "(M match 2031) >&- 2>&- <&-": 0,
    "(M nonsense) >&- 2>&- <&-": 2,
    "M match 2031 <&-": 0,
    "M match 2031 < /dev/full": 0,
    "M form google-forms | head -1": 0,
    "LC_ALL=C PYTHONUTF8=0 PYTHONCOERCECLOCALE=0 M validate --today 2032-02-23": 0,
    "PYTHONIOENCODING=ascii M form google-forms": 0,
    "PYTHONIOENCODING=utf-16 M --version": 0,
    "M validate $'\\xff'": 2,
    "M explain 2031 $'a\\xffb'": 2,
    "M correct 2031 bprtwc $'person.name=\\xed\\xa0\\x80'": 2,
    "(ulimit -n 20; M validate --today 2032-02-23)": 0,
    "(ulimit -f 0; M correct 2031 bprtwc hours_per_month=5 --today 2032-02-23)": 1,
    "cd / && rmdir $(mktemp -d) ; M validate --today 2032-02-23": 0,
    "d=$(mktemp -d); cd $d; rmdir $d; M validate --today 2032-02-23": 0,
    "HOME=/nowhere M validate --today 2032-02-23": 0,
    "TMPDIR=/nowhere M validate --today 2032-02-23": 0,
    "TZ=Nowhere/Atall M validate": 0,
    "LANG=xx_YY.UTF-8 LC_ALL=xx_YY.UTF-8 M validate --today 2032-02-23": 0,
    "COLUMNS=1 M progress 2031 --today 2032-02-23": 0,
    "COLUMNS=0 M progress 2031 --today 2032-02-23": 0,
    "NO_COLOR=1 TERM=dumb M validate --today 2032-02-23": 0,
    "MENTORING_TODAY=tomorrow M validate": 2,
}


@pytest.mark.parametrize("line", cases(SHELL, 15))
def test_the_shell_may_offer_anything(line: str, root: Path) -> None:
    """Each ends with a status that fits, and without a fault of ours."""
    done = shell(line, root)
    assert "Internal error" not in done.stderr
    assert "Traceback" not in done.stderr
    assert done.returncode == SHELL[line], done.stderr


LONG, WIDE = "x" * 300, "x" * 5000
ODD = ("", " ", ".", "..", "/", "../x", LONG, WIDE, "a\nb", "\x1b[2J", "é", "🙂", "'; rm -rf /",
       "-", "--", "%s", "{x}", "NUL", "con", "2031", "gngsmf", "0", "-1", "1e309", "NaN",
       "9" * 5000, "/dev/zero", "/dev/full", "/etc/passwd", "/proc/self/mem")  # fmt: skip


@pytest.mark.parametrize("command", [name for part in group.COMMANDS.values() for name in part])
def test_no_argument_is_a_fault_of_ours(
    command: str, root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each odd word in each of the first two places: done, bad data or wrong usage."""
    monkeypatch.chdir(root)
    for word in cases(ODD, 10):
        for arguments in ([word], ["2031", word], [word, word]):
            assert run(["-C", str(root), command, *arguments]) in {0, 1, 2}, arguments
            assert "Internal error" not in capsys.readouterr().err


OPTIONS = {
    "progress 2031 --today": ("9999-12-25", "0001-01-01", "1899-12-31", "2200-01-01", "20320223",
                              "2032-W08-1", "٢٠٣٢-٠٢-٢٣", "2032-02-30", "", WIDE),
    "match 2031 --dry-run --cap": ("-1", "9" * 30, "1e3", "", "٣"),
    "match 2031 --dry-run --weights": ("topics=nan", "topics=inf", "topics=-1", "topics=" + "9" * 9,
                                       "topics", "=", "topics=1=2", WIDE),
    "match 2031 --dry-run --pin": (":", "a:b:c", "gngsmf:gngsmf", WIDE, "::"),
    "robustness 2031 --resamples": ("-1", "99999999", "1e9"),
    "groups 2031 midterm --size": ("0", "1", "99999999999"),
    "groups 2031 midterm --rounds": ("0", "100000"),
    "new --from 2031": ("9999", "2200", "0000", "2031", "-", "2032/../x", "\uff12032", LONG),
    "correct 2031 bprtwc": ("hours_per_month=1e309", "hours_per_month=" + "9" * 5000,
                            f"person.name={WIDE * 20}", "person.name=a\x1b[2Jb", "person=1",
                            "person.name.x=1", "=", "a=b=c", "id=x", "person.email=@",
                            "submitted=9999-12-31", "languages=" + ",".join(["en"] * 5000)),
    "pair log 2031 dzfdpm --today 2032-02-23 --goal": ("", " ", WIDE * 20, "\x00", "\u202e"),
    "pair log 2031 dzfdpm --minutes 5 --meeting": ("1900-01-01", "2199-12-31", "x"),
    "pair amend 2031 dzfdpm --by mentee --minutes": ("9" * 30, "0", "x"),
    "demo --dry-run --mentees 3 --mentors 2 --seed": ("9" * 40, "-1", "x"),
    "demo --dry-run --mentees 3 --mentors 2 --cohort": ("9998", "1999", "x"),
    "lottery freeze 2031 --beacon x --today 2032-02-23 --day": ("2199-12-31", "1900-01-01"),
    "lottery draw 2031": ("9" * 5000, "", "0x"),
    "validate": (LONG, WIDE, "../..", "/etc/passwd", "data/\0", "", "data//cohorts"),
    "audit": ("/proc/self/task", "/dev/null", LONG, "data"),
    "form": ("/dev/zero.yaml", "/etc/passwd", LONG, "../x.yaml", "google-forms:x", ":", "::"),
    "import /dev/zero --cohort 2031 --mapping": ("google-forms",),
    "import /dev/null --cohort 2031 --mapping": ("google-forms", "/dev/zero", "../../x.yaml"),
    "export-person": ("../../x", "", LONG),
}  # fmt: skip


@pytest.mark.parametrize("command", OPTIONS)
def test_no_value_of_an_option_is_a_fault_of_ours(
    command: str, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Too early, too late, too large, too long, not what it looks like."""
    for value in OPTIONS[command]:
        began = time.monotonic()
        words = [*command.split(), value] if command != "new --from 2031" else [
            "new", value, "--from", "2031"]  # fmt: skip
        assert run(["-C", str(root), *words]) in {0, 1, 2}, value
        assert "Internal error" not in capsys.readouterr().err
        assert time.monotonic() - began < 60


TEXTS = {
    "unknown keys": "".join(f"key{number}: 1\n" for number in range(20_000)),
    "one key again and again": "a: 1\n" * 20_000,
    "an endless list": "a:\n" + "  - b: [1, 2]\n" * 20_000,
    "brackets": "a: " + "[" * 40_000,
    "braces": "{" * 1_000_000,
    "deep blocks": "".join(f"{' ' * depth}a:\n" for depth in range(3_000)),
    "tabs": "\t\n" * 20_000,
    "question marks": "? a\n" * 20_000,
    "anchors": "a: &x 1\n" + "b: *x\n" * 20_000,
    "backslashes": 'a: "' + "\\" * 40_000,
    "quotes": '"' * 40_000,
    "digits": "a: " + "9" * 100_000,
    "dashes": "- " * 40_000,
    "hidden characters": "a: \u202e\n" * 20_000,
    "colons": ":" * 40_000,
    "comments": "#\n" * 200_000,
    "documents": "---\n" * 20_000,
    "a long line": "x" * 3_999_999,
    "too many bytes": "x: y\n" * 1_000_000,
    "blocks of text": "a: |\n" + "  x\n" * 200_000,
    "stars": "*" * 40_000,
    "tags": "a: !x\n" * 20_000,
}


@pytest.mark.parametrize("kind", TEXTS)
def test_a_record_that_is_all_wrong_is_refused_soon_and_briefly(
    kind: str, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The first hundred problems of the file, and how many more."""
    (root / PAIR).write_text(TEXTS[kind], encoding="utf-8")
    began = time.monotonic()
    assert run(["-C", str(root), "validate", "--today", "2032-02-23"]) == 1
    assert time.monotonic() - began < 20
    said = capsys.readouterr().out
    assert 0 < said.count(f"{PAIR.removesuffix('dzfdpm.yaml')}") <= MOST + 1


JSON = {
    "quotes in a string without end": '{"a": "' + '\\"' * 40_000,
    "one key again and again": "{" + ",".join(['"a":1'] * 100_000) + "}",
    "every key twice": "{" + ",".join(f'"a{n // 2}":1' for n in range(100_000)) + "}",
    "brackets": "[" * 100_000,
    "half characters": '["' + "\\ud800" * 100_000 + '"]',
    "no numbers": "[" + ",".join(["NaN"] * 100_000) + "]",
    "numbers too large": "[" + ",".join(["1e999"] * 100_000) + "]",
    "digits": "9" * 100_000,
    "only quotes": '"' * 1_000_001,
    "only spaces": " " * 5_000_000,
    "backslashes": '"' + "\\" * 1_000_001,
    "commas": "[" + "," * 1_000_000,
}


@pytest.mark.parametrize("kind", JSON)
def test_a_sealed_match_that_is_all_wrong_is_refused_soon(
    kind: str, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """In a time that grows with its size alone."""
    (root / INSTANCE).write_text(JSON[kind], encoding="utf-8")
    began = time.monotonic()
    assert run(["-C", str(root), "verify", "2031"]) == 1
    assert time.monotonic() - began < 20
    assert "Internal error" not in capsys.readouterr().err


@pytest.mark.parametrize("how", ["pipe", "folder", "link", "loop", "latin-1", "unreadable"])
@pytest.mark.parametrize(
    "path",
    [
        PAIR,
        "data/templates/letters/waiting.md.j2",
        "docs/index.md",
        "data/mappings/x.yaml",
        "outbox/2031/letters/x-gngsmf.eml",
    ],
)
def test_a_file_that_is_none_is_a_sentence(
    how: str, path: str, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Wherever one is read, by whichever command."""
    place = root / path
    place.parent.mkdir(parents=True, exist_ok=True)
    place.unlink(missing_ok=True)
    match how:
        case "pipe":
            os.mkfifo(place)
        case "folder":
            place.mkdir()
        case "link":
            place.symlink_to("/etc/passwd")
        case "loop":
            place.symlink_to(place.name)
        case "latin-1":
            place.write_bytes(b"Subject: caf\xe9\n\n\xff\n")
        case _:
            place.write_text("x")
            place.chmod(0)
    for command in ("validate", "site", "progress 2031", "remind 2031 --dry-run", "audit docs",
                    "send 2031 --dry-run"):  # fmt: skip
        (root / "docs").mkdir(exist_ok=True)
        assert run(["-C", str(root), *command.split()]) in {0, 1, 2}, command
        said = capsys.readouterr()
        assert "Internal error" not in said.err
        assert "root:x:" not in said.out + said.err
