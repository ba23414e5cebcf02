"""One built site, one server and one browser for all tests of this folder."""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import subprocess
import sys
import threading
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, sync_playwright

from tools import ROOT, missing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

DOCS = ROOT / "docs"
MANUAL = ROOT / "handbook" / "docs"
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
VNU = ROOT / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"

CHROMIUM = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
DESKTOP: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}


def address_of(source: Path, docs: Path, under: str = "") -> str:
    """The address, under the site's root, of the page that `source` becomes."""
    path = Path(under) / source.relative_to(docs).with_suffix("")
    folder = path.parent if path.name == "index" else path
    return "" if folder == Path() else f"{folder.as_posix()}/"


PAGES = tuple(sorted(address_of(page, DOCS) for page in DOCS.rglob("*.md")))
HANDBOOK = tuple(sorted(address_of(page, MANUAL, "handbook") for page in MANUAL.rglob("*.md")))


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves the built site as a host of pages would, with its page for what is not there.

    Nothing is kept in a browser's cache, so that every visit costs what the first one does.
    """

    def end_headers(self) -> None:
        """End the headers, of which one is about the cache."""
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def send_error(self, code: int, *args: object, **kwargs: object) -> None:
        """Answer 404 with the site's own page."""
        page = Path(self.directory) / "404.html"
        if code != http.HTTPStatus.NOT_FOUND or not page.is_file():
            super().send_error(code, *args, **kwargs)
            return
        body = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture(params=(*PAGES, *HANDBOOK, "404.html"), ids=lambda address: address or "home")
def address(request: pytest.FixtureRequest) -> str:
    """Each page of the site and of the handbook in turn, by its address under the root."""
    return str(request.param)


@pytest.fixture(params=(*PAGES, "404.html"), ids=lambda address: address or "home")
def programme_address(request: pytest.FixtureRequest) -> str:
    """Each page of the programme's own site in turn."""
    return str(request.param)


@pytest.fixture(scope="session")
def addresses() -> tuple[str, ...]:
    """All pages that a visitor should find."""
    return PAGES + HANDBOOK


@pytest.fixture(scope="session")
def phone() -> ViewportSize:
    """The width of a phone, which is also that of a desktop magnified."""
    return PHONE


@pytest.fixture(scope="session")
def desktop() -> ViewportSize:
    """The width of a desktop."""
    return DESKTOP


def finished(folder: Path, day: str = "2027-02-22") -> Path:
    """The built site as it is published on that day."""
    subprocess.run([sys.executable, ROOT / ".ci/finish-site", folder, day], check=True)
    return folder


@pytest.fixture(scope="session")
def raw(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the site, the handbook in it, built strictly from committed pages alone."""
    folder = tmp_path_factory.mktemp("site") / "site"
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    for config, site in (("mkdocs.yml", folder), ("handbook/mkdocs.yml", folder / "handbook")):
        build = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet"]
        command = [*build, "--config-file", config, "--site-dir", str(site)]
        subprocess.run(command, cwd=ROOT, env=environment, check=True)
    return folder


@pytest.fixture(scope="session")
def built(raw: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the site as it is published."""
    return finished(shutil.copytree(raw, tmp_path_factory.mktemp("published") / "site"))


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """The address under which this machine, and no other, is served a built site."""
    handler = functools.partial(Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="session")
def site(built: Path) -> Iterator[str]:
    """The address of the site's root on this machine."""
    with serving(built) as address:
        yield address


@pytest.fixture
def serve() -> Iterator[Callable[[Path], str]]:
    """Serves any built site for one test; returns its address."""
    with ExitStack() as servers:
        yield lambda folder: servers.enter_context(serving(folder))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    program = shutil.which("chromium")
    if program is None:
        missing("Chromium")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=list(CHROMIUM))
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def visitor(browser: Browser) -> Iterator[BrowserContext]:
    """A visitor at a desk in Geneva, who stays for all tests."""
    context = browser.new_context(viewport=DESKTOP, timezone_id="Europe/Zurich")
    yield context
    context.close()


@pytest.fixture
def page(visitor: BrowserContext) -> Iterator[Page]:
    """A fresh tab."""
    tab = visitor.new_page()
    yield tab
    tab.close()


@pytest.fixture(scope="module")
def _tab(visitor: BrowserContext) -> Iterator[Page]:
    tab = visitor.new_page()
    yield tab
    tab.close()


@pytest.fixture
def tab(_tab: Page) -> Page:
    """A tab that the tests of a module share, as wide as a desktop: quicker than a fresh one."""
    _tab.set_viewport_size(DESKTOP)
    return _tab


@pytest.fixture(scope="session")
def axe() -> str:
    """The source of axe-core, to be run inside a page."""
    if not AXE.is_file():
        missing("axe-core (npm ci)")
    return AXE.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def vnu() -> list[str]:
    """The command that checks HTML as the standard reads it."""
    java = shutil.which("java")
    if java is None:
        missing("a Java runtime")
    if not VNU.is_file():
        missing("vnu-jar (npm ci)")
    return [java, "-jar", str(VNU)]
