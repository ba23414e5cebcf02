"""What do people see on each day of the year, on a phone and on a desktop, in light and in dark?

Photographs every page of the site in every state of the edition, and the reports of a synthetic
programme on the same days; a picture that a page gave on an earlier day is not kept twice. Sheets
put the pictures of a page side by side. Run: python -m benchmarks.screens FOLDER [ADDRESS…]
"""

from __future__ import annotations

import functools
import hashlib
import http.server
import io
import itertools
import shutil
import subprocess
import sys
import tempfile
import threading
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

from benchmarks.pages import ROOT, Compressing, addresses, build
from mentoring.cli.boundary import run
from mentoring.site.state import DAY, states
from mentoring.store.reader import load

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from playwright.sync_api import Browser

EDITION = "2026"
WIDTHS = (390, 1440)
SCHEMES = ("light", "dark")
LOOKS = tuple(itertools.product(WIDTHS, SCHEMES))
SHEET = """<!doctype html><title>{title}</title><style>
body {{ font: 20px sans-serif; display: flex; gap: 16px; align-items: start; margin: 16px }}
figure {{ margin: 0 }} img {{ width: {width}px; border: 1px solid #888 }}
</style>{figures}"""
FIGURE = "<figure><figcaption>{caption}</figcaption><img src='{source}'></figure>"


def days() -> dict[str, date]:
    """A day in the middle of every state of the edition, by the state's name."""
    found = states(load(ROOT).edition(EDITION).cohort.record)
    eve, close = found[1].first - DAY, found[-1].first
    middle = {}
    for state in found:
        first, last = max(state.first, eve), min(state.last, close)
        middle[state.name] = first + (last - first) // 2
    return middle


def reports(day: date, folder: Path) -> Iterator[Path]:
    """The pages that the organisers write for themselves on that day."""
    (folder / "data").mkdir(parents=True)
    shutil.copy(ROOT / "data/programme.yaml", folder / "data")
    commands = (
        ("demo", "--cohort", EDITION, "--until", str(day)),
        ("match", EDITION, "--report", "--names", "--resamples", "50", "--today", str(day)),
        ("progress", EDITION, "--format", "html", "--today", str(day)),
    )
    for command in commands:  # what they print is of no interest here
        with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
            run(["-C", str(folder), *command])
    yield from sorted((folder / "outbox").rglob("*.html"))


class Album:
    """Pictures of pages in every look, each kept with the first day on which it was seen."""

    def __init__(self, browser: Browser, folder: Path) -> None:
        self.browser, self.folder = browser, folder
        self.seen: dict[tuple[str, int, str], dict[str, list[str]]] = {}

    def photograph(self, name: str, url: str, day: str) -> None:
        """Take a page's picture in every look."""
        for width, scheme in LOOKS:
            tab = self.browser.new_page(
                viewport={"width": width, "height": 844},
                color_scheme="dark" if scheme == "dark" else "light",
                reduced_motion="reduce",
            )
            tab.goto(url)
            tab.evaluate("document.fonts.ready.then(() => new Promise(requestAnimationFrame))")
            picture = tab.screenshot(full_page=True, animations="disabled")
            tab.close()
            place = self.seen.setdefault((name, width, scheme), {})
            digest = hashlib.sha256(picture).hexdigest()
            if digest not in place:
                self.file(name, width, scheme, day).write_bytes(picture)
            place.setdefault(digest, []).append(day)

    def file(self, name: str, width: int, scheme: str, day: str) -> Path:
        """The place of a picture."""
        return self.folder / f"{name}-{width}-{scheme}-{day}.png"

    def lay_out(self) -> None:
        """Put the pictures of each page and look on a sheet, and print how many there are."""
        tab = self.browser.new_page(viewport={"width": 400, "height": 400})
        for (name, width, scheme), pictures in self.seen.items():
            figures = "".join(
                FIGURE.format(
                    caption=", ".join(seen),
                    source=self.file(name, width, scheme, seen[0]).as_uri(),
                )
                for seen in pictures.values()
            )
            sheet = self.folder / f"sheet-{name}-{width}-{scheme}.html"
            sheet.write_text(
                SHEET.format(title=name, width=width, figures=figures), encoding="utf-8"
            )
            tab.set_viewport_size({"width": len(pictures) * (width + 18) + 32, "height": 900})
            tab.goto(sheet.as_uri())
            tab.screenshot(path=sheet.with_suffix(".png"), full_page=True)
            print(f"{len(pictures)}  {name} at {width}, {scheme}")
        tab.close()


def main(folder: Path, wanted: list[str]) -> None:
    """Fill the folder with pictures and sheets."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        place = Path(scratch)
        build(place / "built")
        chromium = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        album = Album(chromium, folder.resolve())
        for state, day in days().items():
            site = shutil.copytree(place / "built", place / state)
            subprocess.run([sys.executable, ROOT / ".ci/finish-site", site, str(day)], check=True)
            handler = functools.partial(Compressing, directory=str(site))
            with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
                threading.Thread(target=server.serve_forever, daemon=True).start()
                host = f"http://127.0.0.1:{server.server_port}"
                for address in wanted or addresses(site):
                    name = address.strip("/").replace("/", "-") or "home"
                    album.photograph(name, f"{host}/{address}?today={day}", state)
                server.shutdown()
            if not wanted:
                for page in reports(day, place / f"{state}-programme"):
                    album.photograph(f"report-{page.stem}", page.as_uri(), state)
        album.lay_out()
        chromium.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
