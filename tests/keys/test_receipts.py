"""Where no key is, the receipt of a steward's audit counts, for exactly the pages audited."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from keys.stewards import DAY, Machine, elsewhere

if TYPE_CHECKING:
    from pathlib import Path

RECEIPTS = "data/ledgers/2031/audits"


@pytest.fixture
def site(sealed: Machine) -> Path:
    """The programme's pages, and a site that was built from them."""
    page = sealed.root / "docs/index.md"
    page.parent.mkdir()
    page.write_text("# A programme\n")
    (sealed.root / "mkdocs.yml").write_text("site_name: A programme\n")
    built = sealed.root / "site/index.html"
    built.parent.mkdir()
    built.write_text("<h1>A programme</h1>\n")
    return sealed.root / "site"


def test_an_older_site_gets_no_receipt(sealed: Machine, site: Path) -> None:
    """A name may have come into the pages since it was built."""
    sealed(f"audit site {DAY}")
    receipts = sealed.root / RECEIPTS
    before = list(receipts.iterdir())
    page = sealed.root / "docs/index.md"
    name = next(iter(sealed.programme().edition("2031").names.values()))
    page.write_text(f"# A programme of {name}\n")
    assert "No receipt was written" in sealed(f"audit site {DAY}", status=2)
    assert list(receipts.iterdir()) == before
    assert site.is_dir()


def test_a_part_of_the_site_gets_no_receipt(sealed: Machine, site: Path) -> None:
    """Nor do the pages without the settings that name people in a menu."""
    (sealed.root / "docs/faq.md").write_text("# Questions\n")
    (site / "faq").mkdir()
    (site / "faq/index.html").write_text("<h1>Questions</h1>\n")
    (site / "index.html").touch()
    for part in ("site/faq", "docs"):
        assert "No receipt was written" in sealed(f"audit {part} {DAY}", status=2)
    sealed(f"audit site {DAY}")


def test_a_receipt_comes_from_a_key_alone(sealed: Machine, site: Path, tmp_path: Path) -> None:
    """Deleting the wrapped key from the key file does not pass for destroying it."""
    nobody = elsewhere(sealed, tmp_path)
    keys = sealed.root / "data/keys/2031.yaml"
    text = keys.read_text()
    head, rest = text.split("wrapped:", 1)
    keys.write_text(head + rest[rest.index("stewards:") :])
    assert "receipt" in nobody(f"audit site {DAY}", status=2)
    assert not (sealed.root / RECEIPTS).exists()
    keys.write_text(text)
    sealed(f"audit site {DAY}")
    found = json.loads(nobody(f"audit site --format json {DAY}"))
    assert (found["clean"], found["receipt"]) == (True, "2031-11-01")
    assert site.is_dir()


def test_without_a_key_the_receipt_says_what_was_searched(
    sealed: Machine, site: Path, tmp_path: Path
) -> None:
    """The day, the files and the people; and which edition's names are missing without one."""
    nobody = elsewhere(sealed, tmp_path)
    said = nobody(f"audit site {DAY}", status=2)
    assert "no key at hand opens the identities of 2031;" in said
    assert "a steward with a key runs `mentoring audit`, and commits the receipt" in said
    people = sealed(f"audit site {DAY}").partition(" searched for ")[2].partition(":")[0]
    said = nobody(f"audit site {DAY}")
    assert said.startswith(
        "No key at hand opens the names. The receipt of 2031-11-01 is of exactly"
    )
    assert f": 1 file searched for {people}, and nothing found.\n" in said
    assert site.is_dir()


@pytest.mark.parametrize("change", ["more", "other name", "settings"])
def test_a_receipt_is_of_exactly_these_pages(
    sealed: Machine, site: Path, tmp_path: Path, change: str
) -> None:
    """Not of more pages, nor under other names, nor with other settings."""
    sealed(f"audit site {DAY}")
    nobody, page = elsewhere(sealed, tmp_path), sealed.root / "docs/index.md"
    nobody(f"audit site {DAY}")
    if change == "more":
        (sealed.root / "overrides").mkdir()
        (sealed.root / "overrides/main.html").write_text("A name could be here.")
    elif change == "other name":
        page.rename(page.with_name("about.md"))
    else:
        (sealed.root / "mkdocs.yml").write_text("site_name: Another programme\n")
    said = nobody(f"audit site {DAY}", status=2)
    assert "nor is there a receipt for exactly these pages" in said
    assert site.is_dir()


def test_what_is_found_leaves_no_receipt(sealed: Machine, site: Path) -> None:
    """Nor does an audit of a programme whose names everybody can read."""
    name = next(iter(sealed.programme().edition("2031").names.values()))
    (site / "index.html").write_text(name)
    sealed(f"audit site {DAY}", status=1)
    assert not (sealed.root / RECEIPTS).exists()
    (site / "index.html").write_text("<h1>A programme</h1>\n")
    sealed("keys open 2031")
    sealed(f"audit site {DAY}")
    assert not (sealed.root / RECEIPTS).exists()
