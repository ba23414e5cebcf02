"""The public pages as they stood on an earlier day, from the repository's history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentoring.errors import MentoringError

if TYPE_CHECKING:
    from datetime import date

    from mentoring.operations.git.repository import Repository

PAGES = "docs/*.md"


def pages_before(repository: Repository, day: date) -> str:
    """What all pages said at the last commit before a day; nothing where no history tells.

    A clone without its history, or a folder that is no repository, tells nothing.
    """
    try:
        before = f"--before={day.isoformat()}T00:00:00+0000"
        commit = repository.text("rev-list", "-1", "--first-parent", before, "HEAD")
        return repository.text("grep", "-h", "-e", "", commit, "--", PAGES) if commit else ""
    except MentoringError:
        return ""
