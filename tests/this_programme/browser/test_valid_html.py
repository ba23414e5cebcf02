"""The HTML standard, as its own checker reads it."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def test_every_page_is_valid(vnu: list[str], built: Path) -> None:
    """No error on any page."""
    files = sorted(map(str, built.rglob("*.html")))
    command = [*vnu, "--format", "json", "--errors-only", *files]
    result = subprocess.run(command, capture_output=True, check=False, text=True)
    messages = json.loads(result.stderr)["messages"]
    assert [f"{message['url']}: {message['message']}" for message in messages] == []
    assert files
