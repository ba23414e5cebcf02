"""How does Lighthouse judge every page of the site, on a phone and on a desktop?

Builds the site, serves it compressed as a host of pages would, and prints the four scores of each
page. Needs Chromium and npm, which fetches Lighthouse. With addresses, only
those pages. Run: python benchmarks/pages.py [ADDRESS…]
"""

from __future__ import annotations

import functools
import gzip
import http.server
import itertools
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
LIGHTHOUSE = "lighthouse@13.5.0"
SCORES = ("performance", "accessibility", "best-practices", "seo")
WANTED = (95, 100, 100, 100)
FORMS = {"phone": (), "desktop": ("--preset=desktop",)}
CHROMIUM = "--chrome-flags=--headless=new --no-sandbox --disable-gpu"
PLAIN = (".png", ".woff2", ".gz")  # compressed already
Scores = tuple[int, ...]


class Compressing(http.server.SimpleHTTPRequestHandler):
    """Serves files with gzip over connections that are kept, and lets browsers keep assets."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        """Answer with the file, compressed unless it is already."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        found = path.is_file()
        body = (path if found else Path(self.directory) / "404.html").read_bytes()
        packed = path.suffix not in PLAIN
        body = gzip.compress(body, 6) if packed else body
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", self.guess_type(path if found else "404.html"))
        self.send_header("Content-Length", str(len(body)))
        self.send_header(
            "Cache-Control", "max-age=31536000" if "assets" in path.parts else "no-cache"
        )
        if packed:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(body)


def build(folder: Path) -> None:
    """The site as it is published."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, env=os.environ | {"NO_MKDOCS_2_WARNING": "1"}, check=True)
    subprocess.run([sys.executable, ROOT / ".ci/finish-site", folder], check=True)


def addresses(site: Path) -> list[str]:
    """Every page that a visitor should find, by its address under the root."""
    folders = sorted(page.parent.relative_to(site).as_posix() for page in site.rglob("index.html"))
    return ["" if folder == "." else f"{folder}/" for folder in folders]


def judged(url: str, form: str) -> Scores:
    """The four scores of a page, out of 100."""
    command = ["npx", "--yes", LIGHTHOUSE, url, "--quiet", "--output=json", CHROMIUM, *FORMS[form]]
    chromium = os.environ | {"CHROME_PATH": shutil.which("chromium") or ""}
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=chromium)
    report: dict[str, Any] = json.loads(done.stdout)
    return tuple(round(100 * report["categories"][one]["score"]) for one in SCORES)


def shown(scores: Scores, form: str, page: str) -> str:
    """A line of the table."""
    cells = (f"{score:>{len(name)}}" for name, score in zip(SCORES, scores, strict=True))
    return f"{'  '.join(cells)}  /{page} on a {form}"


def main(wanted: list[str]) -> int:
    """Prints a line a page and form, and again those where a score is too low; fails for these."""
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder)
        build(site)
        handler = functools.partial(Compressing, directory=folder)
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        print(f"{'  '.join(SCORES)}  page")
        rows = []
        for page, form in itertools.product(wanted or addresses(site), FORMS):
            scores = judged(f"http://127.0.0.1:{server.server_port}/{page}", form)
            rows.append((scores, form, page))
            print(shown(scores, form, page), flush=True)
        server.shutdown()
    low = sorted(row for row in rows if any(map(int.__lt__, row[0], WANTED)))
    print(f"\n{len(rows)} judged, {len(low)} below {', '.join(map(str, WANTED))}.")
    print("\n".join(shown(*row) for row in low))
    return bool(low)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
