"""The programme's own texts in data/templates/, if any, else the package's."""

from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from mentoring.errors import DataError
from mentoring.files.changes import Changes, plan
from mentoring.files.text import decode
from mentoring.files.tree import Tree
from mentoring.problems import Problem
from mentoring.render.template_error import FOLDER

if TYPE_CHECKING:
    from mentoring.render.papers import Stationery

LOGO = "docs/assets/images/logo.svg"
LARGEST = 1_000_000  # bytes of a text


def own_texts(root: Path, folder: str = "", unread: list[Problem] | None = None) -> dict[str, str]:
    """The programme's own templates in a folder of data/templates/, by their file's name.

    Problems of unreadable texts are added to `unread`; without it, DataError is raised.
    """
    within, texts = f"{FOLDER}/{folder}".rstrip("/"), {}
    for path in Tree(root).list(within).files:
        above, _, name = path.rpartition("/")
        if above == within:
            try:
                texts[name] = _text(root, path)
            except DataError as error:
                if unread is None:
                    raise
                unread += error.problems
    return texts


def problems(root: Path) -> tuple[int, list[Problem]]:
    """The number of the programme's own templates, and every problem in them."""
    found: list[Problem] = []
    letters, documents = (own_texts(root, folder, found) for folder in ("letters", ""))
    number = len(letters) + len(documents) + len(found)
    if letters or documents:
        from mentoring.render.own_texts import document_problems, letter_problems

        found += letter_problems(letters) if letters else ()
        found += document_problems(documents, fonts(root))
    return number, found


def documents(root: Path) -> dict[str, str]:
    """The texts of the agreement, of its earlier versions, and of the certificate, by file name."""
    from mentoring.render.papers import AGREEMENT, CERTIFICATE, packaged

    own = {name: text for name, text in own_texts(root).items() if text}
    return {name: packaged(name) for name in (AGREEMENT, CERTIFICATE)} | own


def agreement_version(root: Path) -> str:
    """The version of the agreement's text."""
    from mentoring.render.papers import AGREEMENT, version_of

    return version_of(documents(root)[AGREEMENT])


def stationery(root: Path) -> "Stationery":
    """The parts of the programme's letters."""
    from mentoring.render.papers import Stationery

    return Stationery(
        texts=own_texts(root, "letters"),
        documents=documents(root),
        fonts=fonts(root),
        logo=_text(root, LOGO) if (root / LOGO).is_file() else None,
    )


def fonts(root: Path) -> Path | None:
    """The folder of the programme's own fonts, if it has one."""
    folder = root / FOLDER / "fonts"
    return folder if folder.is_dir() else None


def copies(root: Path) -> Changes:
    """The package's templates as the programme's own files; existing files stay."""
    package = files("mentoring.render") / "templates"
    letters = sorted(f"letters/{letter.name}" for letter in (package / "letters").iterdir())
    names = ("agreement.typ", "certificate.typ", *letters)
    missing = [name for name in names if not (root / FOLDER / name).exists()]
    return plan(root, {f"{FOLDER}/{name}": (package / name).read_bytes() for name in missing})


def _text(root: Path, path: str) -> str:
    return decode(Tree(root).read(path), path, LARGEST).removeprefix("\ufeff")
