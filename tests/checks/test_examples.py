"""Every example breaks a rule and has the exact message; each folder is a test.

`base/` is a sound programme. Each folder of `invalid/` and `valid/` lays some files over it, and
says in `expected.txt` what `mentoring validate` then says.
"""

from __future__ import annotations

import re
import shutil
from datetime import date
from itertools import islice, product
from pathlib import Path

import pytest

import made
from mentoring import checks
from mentoring.checks.check import DAY_CHECKS, EDITION_CHECKS, PROGRAMME_CHECKS
from mentoring.checks.run import check
from mentoring.cli.boundary import run
from mentoring.files.messages import messages
from mentoring.store.reader import load

HERE = Path(__file__).parent
EXAMPLES = sorted(one for one in HERE.glob("*valid/*") if one.is_dir())
TODAY = ["--today", "2032-02-23"]


def test_the_base_is_sound(capsys: pytest.CaptureFixture[str]) -> None:
    """The programme that the examples change has no problems."""
    assert run(["-C", str(HERE / "base"), "validate", *TODAY]) == 0
    assert capsys.readouterr().out == "15 files checked, no problems.\n"


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda one: one.name)
def test_an_example_gets_its_message(
    example: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    request: pytest.FixtureRequest,
) -> None:
    """Every problem is listed by place with its cure; warnings alone do not fail."""
    programme = tmp_path / "programme"
    shutil.copytree(HERE / "base", programme)
    shutil.copytree(example, programme, dirs_exist_ok=True)
    status = run(["-C", str(programme), "validate", *TODAY])
    said = capsys.readouterr().out
    if request.config.getoption("--bless"):
        (example / "expected.txt").write_text(said, encoding="utf-8")
    assert said == (example / "expected.txt").read_text(encoding="utf-8")
    assert status == (" error:" in said)


def test_every_code_of_a_check_has_a_message() -> None:
    """A code in the checks is one of the table, and the table has no other."""
    source = "".join(path.read_text("utf-8") for path in Path(checks.__file__).parent.glob("*.py"))
    named = set(re.findall(r'(?:problem|describe)\((?:\s*\w+,)?\s*"([a-z/-]+)"', source))
    table = set(messages("mentoring.checks"))
    assert named <= table
    put_together = {"id-unknown", "capacity-exceeded"}  # from a code and a word after the slash
    assert {name.partition("/")[0] for name in table - named} <= put_together


@pytest.mark.parametrize("name", messages("mentoring.checks"))
def test_every_message_has_an_example(name: str) -> None:
    """Each message and its cure are said by some example, with all their facts filled in."""
    code = name.partition("/")[0]
    message, cure, *_ = (
        re.sub(r"\\{\w+(\\\.\w+)*\\}", ".+", re.escape(text))
        for text in messages("mentoring.checks")[name]
    )
    said = "".join((example / "expected.txt").read_text("utf-8") for example in EXAMPLES)
    assert re.search(rf": {message} \[{code}\]\n    {cure}\n", said)


@pytest.mark.parametrize(
    "path",
    sorted((HERE / "base/data").rglob("*/*.yaml")),
    ids=lambda path: f"{path.parts[-3]}/{path.stem}",
)
def test_a_broken_file_is_one_problem(path: Path, tmp_path: Path) -> None:
    """The people in it are not reported as unknown elsewhere, which would mislead."""
    programme = shutil.copytree(HERE / "base", tmp_path / "programme")
    name = path.relative_to(HERE / "base")
    (programme / name).write_text(path.read_text() + "typo: 1\n")
    [problem] = check(load(programme), date.fromisoformat(TODAY[1]))
    assert problem.path == name.as_posix()
    assert problem.code == "schema-unknown-key"


def test_a_file_under_a_wrong_name_is_one_problem(tmp_path: Path) -> None:
    """References by the file's name are still valid."""
    programme = shutil.copytree(HERE / "base", tmp_path / "programme")
    path = programme / "data/applications/2031/bbcdfg.yaml"
    path.write_text(path.read_text().replace("id: bbcdfg", "id: bbcdfh"))
    [problem] = check(load(programme), date.fromisoformat(TODAY[1]))
    assert problem.code == "name-differs"


def test_what_was_not_checked_is_not_well(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Only the files below the given paths are counted; a programme that begins has none."""
    for where, paths, said in (
        (HERE / "base", ["data/pairs", "./data/cohorts/"], "3 files checked, no problems."),
        (HERE / "base", ["."], "15 files checked, no problems."),
        (made.written(tmp_path), [], "1 file checked, no problems."),
    ):
        assert run(["-C", str(where), "validate", *paths, *TODAY]) == 0
        assert capsys.readouterr().out == f"{said}\n"


def test_of_many_problems_in_a_file_the_rest_are_counted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The first hundred are listed."""
    programme = shutil.copytree(HERE / "base", tmp_path / "programme")
    path = programme / "data/applications/2031/wxcdfg.yaml"
    letters = product("bcdfghjk", repeat=3)
    unknown = ", ".join(f"q{''.join(three)}cd" for three in islice(letters, 150))
    path.write_text(path.read_text() + f"conflicts: [{unknown}]\n")
    assert run(["-C", str(programme), "validate", *TODAY]) == 1
    said = capsys.readouterr().out
    assert said.count("[id-unknown]") == 100
    assert "error: 50 more problems in this file [more]" in said


@pytest.mark.parametrize("number", [100, 101, 150, 400])
def test_of_much_that_a_schema_refuses_the_rest_is_counted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], number: int
) -> None:
    """A hundred lines in all; the last says how many more there are."""
    programme = shutil.copytree(HERE / "base", tmp_path / "programme")
    path = programme / "data/applications/2031/wxcdfg.yaml"
    path.write_text(path.read_text() + f"conflicts: [{', '.join(map(str, range(number)))}]\n")
    assert run(["-C", str(programme), "validate", *TODAY]) == 1
    said = capsys.readouterr().out
    assert said.count("error: ") == 100
    if number == 100:
        assert "more problems" not in said
    else:
        assert f"error: {number - 99} more problems in this file [more]" in said


@pytest.mark.parametrize(
    "rule", [*EDITION_CHECKS, *DAY_CHECKS, *PROGRAMME_CHECKS], ids=lambda rule: rule.__name__
)
def test_every_rule_has_a_title(rule: object) -> None:
    """A rule's docstring is one sentence that states it."""
    title = (rule.__doc__ or "").strip()
    assert title.endswith(".")
    assert "\n\n" not in title
