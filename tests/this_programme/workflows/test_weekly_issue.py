"""The one issue of the week on GitLab: opened once, then kept up to date."""

from __future__ import annotations

import json
import subprocess
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import TYPE_CHECKING, Any

import pytest

from tools import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TITLE = "Mentoring this week"
TOKEN = "a project's token"  # noqa: S105 (nobody's)


class Host(BaseHTTPRequestHandler):
    """As much of GitLab's issues API as the script asks."""

    issues: list[dict[str, Any]]
    asked: list[str]

    def do_GET(self) -> None:
        """Search: also an issue whose title only begins alike; of others only if asked for."""
        own = "scope=created_by_me" in self.path
        found = [issue for issue in self.issues if TITLE in issue["title"]]
        self._answer([one for one in found if not own or one.get("by") != "somebody"])

    def do_POST(self) -> None:
        """Open an issue."""
        self.issues.append({"iid": len(self.issues) + 1, **self._body()})
        self._answer(self.issues[-1])

    def do_PUT(self) -> None:
        """Change one."""
        issue = self.issues[int(self.path.rpartition("/")[2]) - 1]
        self._answer(issue | self._body())
        issue.update(self._last)

    def log_message(self, *_: object) -> None:
        """Quietly."""

    def _body(self) -> dict[str, Any]:
        self._last: dict[str, Any] = json.loads(
            self.rfile.read(int(self.headers["Content-Length"]))
        )
        return self._last

    def _answer(self, data: Any) -> None:
        assert self.headers["PRIVATE-TOKEN"] == TOKEN
        self.asked.append(f"{self.command} {self.path.partition('?')[0]}")
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps(data).encode())


@pytest.fixture
def host() -> Iterator[str]:
    """The host's address."""
    alike = {"iid": 1, "title": f"{TITLE}?", "description": "another"}
    foreign = {"iid": 2, "title": TITLE, "description": "somebody's", "by": "somebody"}
    Host.issues, Host.asked = [alike, foreign], []
    server = HTTPServer(("127.0.0.1", 0), Host)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/api/v4"
    server.shutdown()
    thread.join()
    server.server_close()


def week(host: str, page: Path, text: str, **settings: str) -> str:
    """What the weekly job does with the page; what it says."""
    page.write_text(text, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, ROOT / ".ci/weekly-issue", TITLE, page],
        env={"CI_API_V4_URL": host, "CI_PROJECT_ID": "7", **settings},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def test_the_issue_is_opened_once_and_then_updated(host: str, tmp_path: Path) -> None:
    """One whose title is only alike, or that somebody else opened, is left alone."""
    with_token = {"MENTORING_ISSUES_TOKEN": TOKEN}
    assert "is open" in week(host, tmp_path / "week.md", "first", **with_token)
    assert "up to date" in week(host, tmp_path / "week.md", "second", **with_token)
    assert [issue["description"] for issue in Host.issues] == ["another", "somebody's", "second"]
    assert Host.asked == [
        "GET /api/v4/projects/7/issues",
        "POST /api/v4/projects/7/issues",
        "GET /api/v4/projects/7/issues",
        "PUT /api/v4/projects/7/issues/3",
    ]


def test_without_a_token_the_log_is_the_page(host: str, tmp_path: Path) -> None:
    """Nobody is asked for anything, and the job goes on."""
    assert "this log alone" in week(host, tmp_path / "week.md", "first")
    assert Host.asked == []
