"""Everything in the outbox is about people: only its owner can read it, from any command."""

from __future__ import annotations

import shutil
import stat
from pathlib import Path

from mentoring.cli.boundary import run

PROGRAMME = Path(__file__).parents[1] / "programme"
DAY = ["--today", "2032-02-23"]
WRITING = (
    ["agreement", "2031"],
    ["remind", "2031", *DAY],
    ["groups", "2031", "midterm"],
    ["progress", "2031", "--format", "html", *DAY],
    ["profiles", "2031"],
    ["export-person", "gngsmf", *DAY],
)


def test_only_the_owner_can_read_the_outbox(tmp_path: Path) -> None:
    """Files 0600 and folders 0700, from their first byte on."""
    shutil.copytree(PROGRAMME / "data", tmp_path / "data")
    for words in WRITING:
        assert run(["-C", str(tmp_path), *words]) == 0
        outbox = tmp_path / "outbox"
        written = [outbox, *outbox.rglob("*")]
        modes = {(path.is_dir(), stat.S_IMODE(path.stat().st_mode)) for path in written}
        assert modes == {(True, 0o700), (False, 0o600)}, words
        shutil.rmtree(outbox)


def test_a_dry_run_leaves_no_outbox(tmp_path: Path) -> None:
    """Every command that writes there only lists the files with --dry-run."""
    shutil.copytree(PROGRAMME / "data", tmp_path / "data")
    for words in WRITING:
        assert run(["-C", str(tmp_path), *words, "--dry-run"]) == 0, words
        assert not (tmp_path / "outbox").exists(), words
