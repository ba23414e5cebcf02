"""From the records to a published file, its ledger entry, and the check that it stays as it is."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

import pytest

from made import CONFIG
from mentoring.aggregates.release import ReleaseStage
from mentoring.checks import files
from mentoring.disclosure import publish_release
from mentoring.disclosure.publish_release import publish
from mentoring.errors import DataError, MentoringError
from mentoring.people.lifecycle import MentorshipStatus
from mentoring.store.programme import Programme
from mentoring.store.reader import load
from mentoring.store.writer import changes
from random_editions import KEY, edition, releases_of

if TYPE_CHECKING:
    from pathlib import Path

FIRST, SECOND, THIRD, LAST = ReleaseStage
AFTER = date(2026, 11, 20)
START, HALF, CLOSE = date(2026, 11, 3), date(2027, 3, 9), date(2027, 8, 9)
END = date(2027, 9, 20)
FILE = "docs/statistics/2026-applications.json"
WITHHELD = "2026 mentees-by-career: its classification does not follow from public data"


def programme(root: Path) -> Programme:
    """An edition in memory, with the releases that the folder holds."""
    stored = load(root).editions
    made = edition(1)
    released = stored["2026"].released if "2026" in stored else ()
    with_releases = type(made)(
        cohort=made.cohort,
        applications=made.applications,
        pairs=made.pairs,
        released=released,
    )
    return Programme(
        root=root, config=CONFIG, editions={"2026": with_releases}, problems=(), files=0
    )


@pytest.fixture(scope="module")
def repositories(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """A repository after none, one, two and three releases, made once for all tests."""
    folder = tmp_path_factory.mktemp("repositories")
    changes(folder / "0", [CONFIG, edition(1).cohort.record]).apply()
    for number, stage in enumerate((FIRST, SECOND, THIRD), start=1):
        shutil.copytree(folder / str(number - 1), folder / str(number))
        publish(programme(folder / str(number)), "2026", stage, END, fresh=KEY).changes.apply()
    return [folder / str(number) for number in range(4)]


@pytest.fixture(params=[0])
def root(request: pytest.FixtureRequest, repositories: list[Path], tmp_path: Path) -> Path:
    """A copy of the repository after so many releases, by default none."""
    shutil.copytree(repositories[request.param], tmp_path, dirs_exist_ok=True)
    return tmp_path


after_releases = partial(pytest.mark.parametrize, "root", indirect=True)


def checked(root: Path) -> list[str]:
    """The codes of what the checks of releases find."""
    some = programme(root)
    found = [
        *files.files_are_as_released(some),
        *files.stages_are_in_turn(some),
    ]
    return [one.code for one in found]


def test_a_release_is_a_file_and_a_ledger_entry(root: Path) -> None:
    """Both are written together, and the digest in the ledger is the file's."""
    publish(programme(root), "2026", FIRST, AFTER, fresh=KEY).changes.apply()
    assert (root / FILE).is_file()
    [entry] = [entry.record for entry in programme(root).edition("2026").released]
    assert (entry.stage, entry.file, entry.on) == ("applications", FILE, AFTER)
    assert checked(root) == []


@after_releases([1])
def test_stages_build_on_what_the_folder_holds(root: Path) -> None:
    """The second stage reads the first one back and is judged together with it."""
    audit = publish(programme(root), "2026", SECOND, AFTER, fresh=KEY).audit
    assert audit.exposed == ()
    assert any("not selected" in finding.group for finding in audit.findings)


def test_a_release_waits_for_its_day(root: Path) -> None:
    """Late arrivals are in a stage because it waits for the announcement."""
    for stage, day in ((FIRST, START), (SECOND, START), (THIRD, HALF), (LAST, CLOSE)):
        with pytest.raises(MentoringError, match=f"{stage} of 2026 may be released from {day} on"):
            publish(programme(root), "2026", stage, day - timedelta(days=1), fresh=KEY)


def open_again(some: Programme, status: MentorshipStatus) -> Programme:
    """The same programme, in which every pair is in one state."""
    found = some.edition("2026")
    pairs = tuple(
        replace(entry, record=replace(entry.record, mentorships=(replace(last, status=status),)))
        for entry in found.pairs
        for last in entry.record.mentorships
    )
    return replace(some, editions={"2026": replace(found, pairs=pairs)})


@after_releases([1])
def test_the_matching_waits_for_an_announcement(root: Path) -> None:
    """Proposals may still change, but a release is final."""
    proposed = open_again(programme(root), MentorshipStatus.PROPOSED)
    with pytest.raises(MentoringError, match="First: mentoring announce 2026"):
        publish(proposed, "2026", SECOND, AFTER, fresh=KEY)


@after_releases([3])
def test_the_outcome_waits_until_every_pair_is_closed(root: Path) -> None:
    """It says how many stand and how to close them, and can be told not to wait."""
    still_active = open_again(programme(root), MentorshipStatus.ACTIVE)
    with pytest.raises(MentoringError, match=r"^20 .* mentoring pair end 2026 MENTEE --completed"):
        publish(still_active, "2026", LAST, END, fresh=KEY)
    assert publish(still_active, "2026", LAST, END, open_pairs=True, fresh=KEY).changes.summary()
    assert publish(programme(root), "2026", LAST, END, fresh=KEY).changes.summary()


@after_releases([3])
def test_the_outcome_waits_for_pairs_made_later_too(root: Path) -> None:
    """A replacement is not counted in the outcome, but it must be closed all the same."""
    closed = programme(root)
    found = closed.edition("2026")
    *others, entry = found.pairs
    last = entry.record.latest
    late = replace(
        last, status=MentorshipStatus.ACCEPTED, matched=replace(last.matched, how="late")
    )
    opened = replace(entry, record=replace(entry.record, mentorships=(late,)))
    some = replace(closed, editions={"2026": replace(found, pairs=(*others, opened))})
    with pytest.raises(MentoringError, match=r"^1 of the pairs of 2026 are still open"):
        publish(some, "2026", LAST, END, fresh=KEY)


def test_what_gives_a_group_away_is_refused(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The attacker trusts no protection: an exact count, or a table left out, stops the release."""
    tables = {table.name: table for table in releases_of(1)[0].tables}
    region, career = tables["mentors-by-region"], tables["mentees-by-career"]
    first, *others = region.cells
    exact = replace(region, cells=(replace(first, high=first.low), *others))
    made = replace(releases_of(1)[0], tables=(exact, replace(career, cells=())))
    monkeypatch.setattr(publish_release, "release", lambda *_: made)
    with pytest.raises(DataError) as refused:
        publish(programme(root), "2026", FIRST, AFTER, fresh=KEY)
    said = [(problem.code, problem.message, problem.path) for problem in refused.value.problems]
    assert ("decision-from-counts", WITHHELD, FILE) in said
    assert any(code == "small-group" and "could tell that" in what for code, what, _ in said)
    assert not (root / FILE).exists()


def test_ranges_that_contradict_each_other_are_refused(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where no people could be counted so, the attacker has nothing to say, and says that."""
    made = releases_of(1)[0]
    tables = tuple(
        replace(table, cells=tuple(replace(cell, low=0, high=0) for cell in table.cells))
        if table.name == "mentees-by-region"
        else table
        for table in made.tables
    )
    monkeypatch.setattr(publish_release, "release", lambda *_: replace(made, tables=tables))
    with pytest.raises(DataError) as refused:
        publish(programme(root), "2026", FIRST, AFTER, fresh=KEY)
    assert [(problem.code, problem.message) for problem in refused.value.problems] == [
        ("no-world", "2026 mentees-by-region: the released ranges contradict each other")
    ]


@after_releases([1])
def test_a_changed_release_is_found(root: Path) -> None:
    """One number that was changed by hand is not what was released."""
    text = (root / FILE).read_text()
    (root / FILE).write_text(text.replace('"low": 46', '"low": 45'))
    assert checked(root) == ["release-changed"]


@after_releases([1])
def test_the_next_release_is_not_judged_by_changed_figures(root: Path) -> None:
    """Where an earlier file says something else than was released, the audit could miss a group."""
    text = (root / FILE).read_text()
    (root / FILE).write_text(text.replace('"low": 46', '"low": 45'))
    with pytest.raises(DataError) as refused:
        publish(programme(root), "2026", SECOND, AFTER, fresh=KEY)
    assert [problem.code for problem in refused.value.problems] == ["release-changed"]


@after_releases([1])
def test_a_release_beside_the_airlock_is_found(root: Path) -> None:
    """A file that no ledger knows may not stand among the published figures."""
    (root / "docs/statistics/2026-matching.json").write_text((root / FILE).read_text())
    assert checked(root) == ["release-unknown"]


@after_releases([1])
def test_a_lost_release_is_found(root: Path) -> None:
    """The file of a release is there as long as its ledger entry is."""
    (root / FILE).unlink()
    assert checked(root) == ["missing"]


@after_releases([2])
def test_a_lost_entry_is_found(root: Path) -> None:
    """A later stage cannot be judged without the earlier ones."""
    (root / "data/ledgers/2026/releases/applications.yaml").unlink()
    assert checked(root) == ["release-unknown", "release-out-of-turn"]


@after_releases([1])
def test_a_file_that_is_no_release_stops_the_next_one(root: Path) -> None:
    """What cannot be read cannot be judged."""
    (root / FILE).write_text('{"cohort": "2026"}')
    with pytest.raises(DataError):
        publish(programme(root), "2026", SECOND, AFTER, fresh=KEY)
