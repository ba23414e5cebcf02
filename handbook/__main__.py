"""`make handbook`: the pages of the handbook that follow from the commands and the schemas."""

from __future__ import annotations

import sys
from pathlib import Path

from handbook.command_reference import manual
from handbook.data_reference import data_reference
from handbook.life_cycle import life_cycle
from handbook.problem_reference import problem_reference

DOCS = Path(__file__).parent / "docs"


def pages() -> dict[Path, str]:
    """Every generated page of the handbook, by its file."""
    texts = {
        "reference/commands.md": manual(),
        **problem_reference(),
        **data_reference(),
        **life_cycle(),
    }
    return {DOCS / path: text for path, text in texts.items()}


def main() -> int:
    """Write the pages; with `--check` only name those that differ, and fail if there are any."""
    wanted = pages()
    stale = {page for page in DOCS.glob("reference/**/*.*") if page not in wanted}
    differing = stale | {page for page, text in wanted.items() if _held(page) != text}
    for page in sorted(differing):
        print(f"changed {page.relative_to(DOCS.parents[1])}")
    if "--check" in sys.argv[1:]:
        return 1 if differing else 0
    for page in stale:
        page.unlink()
    for page in differing - stale:
        page.write_text(wanted[page], encoding="utf-8")
    return 0


def _held(page: Path) -> str | None:
    return page.read_text(encoding="utf-8") if page.is_file() else None


if __name__ == "__main__":
    sys.exit(main())
