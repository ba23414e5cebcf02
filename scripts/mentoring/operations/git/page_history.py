"""The public pages on an earlier day, from the repository's history."""

from __future__ import annotations

from datetime import date

from mentoring.files.decodings import plain
from mentoring.operations.git.repository import ANSWERS, Repository

PAGES = "docs/*.md"


def pages_before(repository: Repository, day: date) -> str:
    """The text of all pages at the last commit before a day; empty without a history.

    A shallow clone, or a folder that is not a repository, has no history. Raises GitError if
    there is a history that Git cannot read.
    """
    if not repository.inside or not repository.succeeds("rev-parse", "--verify", "-q", "HEAD"):
        return ""
    before = f"--before={day.isoformat()}T00:00:00+0000"
    commit = repository.text("rev-list", "-1", "--first-parent", before, "HEAD")
    if not commit:
        return ""
    return plain(repository.run("grep", "-h", "-e", "", commit, "--", PAGES, allowed=ANSWERS))
