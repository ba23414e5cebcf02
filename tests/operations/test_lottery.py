"""The public draw: each step once, in its time, and nothing but the cohort file is touched."""

from __future__ import annotations

import hashlib
import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from mentoring.checks.run import check
from mentoring.cli.boundary import run
from mentoring.programme.rules import BEACONS
from mentoring.store.reader import load

BASE = Path(__file__).parents[1] / "checks" / "base"
FREEZE = ["freeze", "2031", "--beacon", "drand", "--round", "7", "--day", "2031-10-20"]
OTHERWISE = [*FREEZE[:-1], "2031-10-21"]
CLOSED, DRAWN = "2031-10-06", "2031-10-20"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A small programme whose applications close on 5 October."""
    return shutil.copytree(BASE, tmp_path / "programme")


def lottery(root: Path, *words: str, today: str | None = None) -> int:
    """Run a step of the lottery on that day."""
    on = ["--today", today] if today else []
    return run(["-C", str(root), "lottery", *words, *on])


def cohort(root: Path) -> str:
    """The present cohort file."""
    return (root / "data/cohorts/2031.yaml").read_text()


def codes(root: Path, today: str = "2031-10-25") -> set[str]:
    """What `validate` says about the lottery."""
    found = check(load(root), date.fromisoformat(today))
    return {one.code for one in found if one.code.startswith("lottery")}


def test_the_steps_in_their_order(root: Path) -> None:
    """Frozen and drawn: the commitment is the one that the pages tell how to compute."""
    before = cohort(root)
    assert lottery(root, *FREEZE, today=CLOSED) == 0
    assert lottery(root, "draw", "2031", "beef", today=DRAWN) == 0
    edition = load(root).edition("2031")
    draw = edition.cohort.record.matching.lottery
    own = [
        hashlib.sha256(f"{person.nonce}:{person.id}".encode()).hexdigest()
        for person in edition.people.values()
    ]
    assert draw
    assert draw.commitment == hashlib.sha256("\n".join(sorted(own)).encode()).hexdigest()
    assert (draw.beacon, draw.round, draw.seed) == ("drand", 7, "beef")
    assert len({person.nonce for person in edition.people.values()}) == len(own)
    assert codes(root) == set()
    assert set(before.splitlines()) <= set(cohort(root).splitlines())


def test_the_round_of_a_known_beacon_is_found(root: Path) -> None:
    """That of noon, UTC, on the day; one of another day is refused by `validate`."""
    freeze = ["freeze", "2031", "--beacon", "drand quicknet", "--day", "2031-10-20"]
    assert lottery(root, *freeze, today=CLOSED) == 0
    [number] = [line for line in cohort(root).splitlines() if "round: " in line]
    assert BEACONS["drand quicknet"].time_of(27_946_612) == datetime(2026, 4, 20, tzinfo=UTC)
    later = int(number.split()[1]) + 24 * 60 * 20
    path = root / "data/cohorts/2031.yaml"
    assert codes(root) == set()
    path.write_text(cohort(root).replace(number, f"    round: {later}"))
    assert codes(root) == {"lottery-round-elsewhere"}


def test_a_value_that_a_known_beacon_does_not_give_is_refused(root: Path) -> None:
    """A word, a cut, or capital letters would be another seed."""
    freeze = ["freeze", "2031", "--beacon", "drand quicknet", "--day", "2031-10-20"]
    lottery(root, *freeze, today=CLOSED)
    for value in ("notaseed", "ab" * 31, "AB" * 32):
        assert lottery(root, "draw", "2031", value, today=DRAWN) == 2
    assert lottery(root, "draw", "2031", "ab" * 32, today=DRAWN) == 0
    path = root / "data/cohorts/2031.yaml"
    path.write_text(cohort(root).replace("ab" * 32, "notaseed"))
    assert codes(root) == {"lottery-seed-strange"}


def test_comments_stay_where_they_are(root: Path) -> None:
    """A step changes the lottery's lines and no other."""
    path = root / "data/cohorts/2031.yaml"
    path.write_text(cohort(root).replace("matching:", "# Agreed in May.\nmatching:  # all of us"))
    assert lottery(root, *FREEZE, today=CLOSED) == 0
    assert "# Agreed in May.\nmatching:  # all of us" in cohort(root)


def test_a_step_done_again_changes_nothing(root: Path) -> None:
    """And done otherwise it is refused."""
    for words, otherwise, today in (
        (FREEZE, OTHERWISE, CLOSED),
        (("draw", "2031", "beef"), ("draw", "2031", "cafe"), DRAWN),
    ):
        assert lottery(root, *words, today=today) == 0
        before = cohort(root)
        assert lottery(root, *words, today=today) == 0
        assert lottery(root, *otherwise, today=today) == 1
        assert cohort(root) == before


@pytest.mark.parametrize(
    ("words", "today", "says"),
    [
        (FREEZE, "2031-10-05", "open until 2031-10-05"),
        (FREEZE, "2031-10-20", "could be known already"),
        (("draw", "2031", "beef"), DRAWN, "First: mentoring lottery freeze 2031"),
    ],
)
def test_a_step_out_of_time_is_refused(
    root: Path,
    words: list[str],
    today: str,
    says: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Who takes part must be fixed while nobody can know the seed."""
    before = cohort(root)
    assert lottery(root, *words, today=today) == 1
    assert says in capsys.readouterr().err
    assert cohort(root) == before


def test_nobody_draws_before_the_round(root: Path) -> None:
    """The value cannot be known, so what is typed in is none."""
    lottery(root, *FREEZE, today=CLOSED)
    assert lottery(root, "draw", "2031", "beef", today="2031-10-19") == 1


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('day: "2031-10-20"', 'day: "2031-10-05"', "lottery-round-past"),
        ('day: "2031-10-20"', 'day: "2031-11-20"', "lottery-seed-early"),
    ],
)
def test_validate_holds_the_draw_to_its_promise(root: Path, old: str, new: str, code: str) -> None:
    """Whatever is changed by hand afterwards."""
    lottery(root, *FREEZE, today=CLOSED)
    lottery(root, "draw", "2031", "beef", today=DRAWN)
    assert old in cohort(root)
    (root / "data/cohorts/2031.yaml").write_text(cohort(root).replace(old, new))
    assert codes(root) == {code}


def test_nobody_is_slipped_in_after_the_freeze(root: Path) -> None:
    """Another id among those who applied in time is not in the commitment."""
    lottery(root, *FREEZE, today=CLOSED)
    for kind in ("applications", "identities"):
        folder = root / "data" / kind / "2031"
        path = min(folder.iterdir())
        text = path.read_text().replace(path.stem, "zzzzzz").replace("@", "+other@")
        (folder / "zzzzzz.yaml").write_text(text)
    assert codes(root) == {"lottery-person-strange"}


def test_nobody_is_left_out_after_the_freeze(root: Path) -> None:
    """Unless an erasure says so."""
    lottery(root, *FREEZE, today=CLOSED)
    for kind in ("applications", "identities"):
        min((root / "data" / kind / "2031").iterdir()).unlink()
    assert codes(root) == {"lottery-person-missing"}
    entry = "kind: erased\ncohort: '2031'\ntombstone: erased-1\n\"on\": '2031-10-10'\n"
    path = root / "data/ledgers/2031/erasures/erased-1.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(entry)
    assert codes(root) == set()


def test_the_list_of_the_frozen_is_kept(root: Path) -> None:
    """Without it the commitment is to nothing."""
    lottery(root, *FREEZE, today=CLOSED)
    (root / "data/ledgers/2031/lottery.yaml").unlink()
    assert codes(root) == {"lottery-commitment-broken"}
