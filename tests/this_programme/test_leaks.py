"""The programme's own site: everything is built from people of plants, and none of it is there."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from datetime import date
from typing import TYPE_CHECKING

import pytest

from disclosure.leaks.canary import Planter, overgrown
from mentoring.cli.boundary import run
from mentoring.cli.commands.publish import public
from mentoring.disclosure.leaks.audit import audit
from mentoring.people.ledger import DrawKey, Sent
from mentoring.people.organisers import CapDecision, Decisions, PairDecision
from mentoring.people.personal_fields import Kind
from mentoring.store.reader import load
from mentoring.store.record_kinds import PERSONAL
from mentoring.store.vault import CONFIG
from mentoring.store.writer import changes
from tools import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from disclosure.leaks.canary import Plant
    from mentoring.people.pair import Pair


@pytest.fixture(scope="module")
def plants() -> list[Plant]:
    """What is planted in the records, filled while the site is built."""
    return []


@pytest.fixture(scope="module")
def programme(tmp_path_factory: pytest.TempPathFactory, plants: list[Plant]) -> Path:
    """A repository whose people are all plants, with everything that is public built from it."""
    root = tmp_path_factory.mktemp("programme")
    for folder in ("docs", "overrides"):
        shutil.copytree(ROOT / folder, root / folder, ignore=shutil.ignore_patterns("20??-*.json"))
    for file in ("mkdocs.yml", "looked-at.sha256"):
        shutil.copy(ROOT / file, root)
    (root / "data").mkdir()
    shutil.copy(ROOT / CONFIG, root / CONFIG)
    mentoring(root, "demo", "--until", "2027-02-22")
    plant(root, plants)
    mentoring(root, "release", "2026", "applications", "--today", "2027-02-22")
    mentoring(root, "release", "2026", "matching", "--today", "2027-02-22")
    mentoring(root, "release", "2026", "midterm", "--today", "2027-04-22")
    mentoring(root, "site")
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
    subprocess.run(command, cwd=root, env=os.environ | {"NO_MKDOCS_2_WARNING": "1"}, check=True)
    return root


def mentoring(root: Path, *arguments: str) -> None:
    """Run a command there."""
    assert run(["-C", str(root), *arguments]) == 0


def by_hand(pair: Pair) -> tuple[Decisions, Sent, DrawKey]:
    """What the organisers have settled and sent, which no synthetic programme has."""
    mentee, mentor, day = pair.mentee, pair.latest.mentor, date(2026, 10, 20)
    pin = PairDecision(mentee=mentee, mentor=mentor, on=day, reason="They asked for it.")
    cap = CapDecision(mentor=mentor, at_most=1, on=day, reason="On leave.")
    return (
        Decisions(cohort="2026", pins=(pin,), caps=(cap,)),
        Sent(cohort="2026", to=mentee, letter="announcement", on=day, digest="9f" * 32),
        DrawKey(cohort="2026", key="5e" * 32),
    )


def plant(root: Path, plants: list[Plant]) -> None:
    """Replace every text that people wrote with a plant."""
    planter = Planter()
    edition = load(root).edition("2026")
    kept = [entry.record for entry in edition.entries if isinstance(entry.record, PERSONAL)]
    records = [*kept, *by_hand(edition.pairs[0].record)]
    assert {type(record) for record in records} == {*PERSONAL}
    changes(root, [overgrown(record, planter) for record in records], cohort="2026").apply()
    plants += planter.plants


def test_nothing_planted_gets_out(programme: Path) -> None:
    """Not one trace, certain or not, of anybody in any file of the site."""
    report = audit(load(programme), programme / "site", public(programme, load(programme)))
    assert report.findings == ()
    assert report.problems == ()
    assert report.people > 77


def test_one_trace_in_the_site_is_found(programme: Path, plants: list[Plant]) -> None:
    """The site that gave nothing away gives every kind of plant away once it is in a page."""
    page = programme / "site" / "faq" / "index.html"
    written = page.read_text()
    records = load(programme)
    for one in {one.kind: one for one in plants if one.kind is not Kind.DETAIL}.values():
        page.write_text(written.replace("</main>", f"<p>{one.text}</p></main>"))
        found = [(f.path, f.person, f.kind) for f in audit(records, page.parent).findings]
        assert ("index.html", one.person, one.kind) in found
    page.write_text(written)


def test_the_command_ends_in_failure_on_a_trace_alone(programme: Path) -> None:
    """Exit status 0 for the site as it is, 1 once it contains an id."""
    assert run(["-C", str(programme), "audit", "site/faq"]) == 0
    extra = programme / "site" / "faq" / "extra.html"
    extra.write_text(f"<p>{load(programme).edition('2026').applications[0].record.id}</p>")
    assert run(["-C", str(programme), "audit", "site/faq"]) == 1
    extra.unlink()
