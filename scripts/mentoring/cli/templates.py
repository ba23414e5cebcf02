"""The programme's own texts in data/templates/, where there are any."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

from mentoring.files.changes import plan
from mentoring.files.tree import Tree

if TYPE_CHECKING:
    from pathlib import Path

    from mentoring.files.changes import Changes

FOLDER = "data/templates"


def own_texts(root: Path, folder: str) -> dict[str, str]:
    """The programme's own templates in a folder of data/templates/, by their file's name."""
    tree = Tree(root)
    within = f"{FOLDER}/{folder}".rstrip("/")
    paths = [path for path in tree.list(within).files if path.rpartition("/")[0] == within]
    return {path.rpartition("/")[2]: tree.read(path).decode("utf-8-sig") for path in paths}


def agreement_template(root: Path) -> str:
    """The text of the agreement: the programme's own, else the package's."""
    from mentoring.render import agreement

    return own_texts(root, "").get(agreement.FILE) or agreement.template_of_the_package()


def agreement_signed(root: Path, version: str | None) -> str | None:
    """The text that was signed under a version; None where an earlier one was not kept."""
    from mentoring.render import agreement

    present = agreement_template(root)
    if version in {None, agreement.version_of(present)}:
        return present
    return own_texts(root, "").get(f"agreement-{version}.typ")


def fonts(root: Path) -> Path | None:
    """The folder of the programme's own fonts, if it has one."""
    folder = root / FOLDER / "fonts"
    return folder if folder.is_dir() else None


def copies(root: Path) -> Changes:
    """The package's templates as files of the programme's own; what it has already stays."""
    package = files("mentoring.render") / "templates"
    letters = [f"letters/{one.name}" for one in (package / "letters").iterdir()]
    return plan(
        root,
        {
            f"{FOLDER}/{name}": (package / name).read_bytes()
            for name in sorted(["agreement.typ", "certificate.typ", *letters])
            if not (root / FOLDER / name).exists()
        },
    )
