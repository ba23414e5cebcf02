"""What benchmarks find is kept whole, and their page is written from it."""

from __future__ import annotations

from subprocess import CalledProcessError
from typing import TYPE_CHECKING

import pytest
from benchmarks import page, report
from benchmarks.measure import exponent, process, turns
from benchmarks.report import Aim, Report, Table, keep, kept

if TYPE_CHECKING:
    from pathlib import Path

FOUND = Report(
    versions="Python 3.11",
    runs="median of 5",
    tables=(Table(title="Reading", head=("reader", "time"), rows=(("ours", "2 ms"),)),),
    aims=(Aim(question="reading", against="–", wanted="fast", found="2 ms", reached=False),),
)
EMPTY = """# Speed
<!-- measured:aims -->
<!-- /measured:aims -->
Prose.
<!-- measured:tables -->
old
<!-- /measured:tables -->
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for reports, with a page that nothing was written into and no plots."""
    monkeypatch.setattr(report, "FOLDER", tmp_path)
    monkeypatch.setattr(page, "PAGE", tmp_path / "page.md")
    monkeypatch.setattr(page, "IMAGES", tmp_path / "images")
    monkeypatch.setattr(page, "PLOTS", ())
    (tmp_path / "page.md").write_text(EMPTY)
    return tmp_path


@pytest.mark.usefixtures("folder")
def test_a_report_is_read_as_it_was_kept() -> None:
    """Nothing is lost between the script that measures and the page."""
    keep("reading", FOUND)
    assert kept("reading") == FOUND


def test_the_page_has_the_last_report_between_its_markers(folder: Path) -> None:
    """What was missed says so; what stood there before is gone; prose stays; again is the same."""
    keep("reading", FOUND)
    page.write(["reading", "never-run"])
    text = (folder / "page.md").read_text()
    assert "| reading | – | fast | 2 ms | **no** |" in text
    assert "| ours | 2 ms |" in text
    assert "Prose." in text
    assert "old" not in text
    page.write(["reading", "never-run"])
    assert (folder / "page.md").read_text() == text


def test_an_exponent_is_the_power_with_which_something_grows() -> None:
    """Ten times as many people and a hundred times as long: the power of two."""
    assert exponent({10: 0.5, 100: 50.0, 1000: 5000.0}) == pytest.approx(2)


def test_works_take_turns() -> None:
    """What disturbs one run disturbs the others as well."""
    done: list[str] = []
    turns([lambda: done.append("ours"), lambda: done.append("theirs")], 2)
    assert done == ["ours", "theirs", "ours", "theirs"]


def test_a_process_that_fails_is_no_measurement() -> None:
    """A peer that ends at once would look fast."""
    assert process(["true"]).megabytes > 0
    with pytest.raises(CalledProcessError):
        process(["false"])
