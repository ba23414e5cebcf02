"""The programme's own texts in data/templates/, if any."""

from importlib.resources import files
from pathlib import Path

from mentoring.errors import DataError
from mentoring.files.changes import Changes, plan
from mentoring.files.text import decode
from mentoring.files.tree import Tree
from mentoring.problems import Problem

FOLDER = "data/templates"
LOGO = "docs/assets/images/logo.svg"
LARGEST = 1_000_000  # bytes of a text


def own_texts(root: Path, folder: str) -> dict[str, str]:
    """The programme's own templates in a folder of data/templates/, by their file's name."""
    return {path.rpartition("/")[2]: _text(root, path) for path in _paths(root, folder)}


def problems(root: Path) -> tuple[int, tuple[Problem, ...]]:
    """The number of the programme's own templates, and every problem in them."""
    found: list[Problem] = []
    letters, documents = (_readable(root, folder, found) for folder in ("letters", ""))
    if letters:
        from mentoring.render.letters import check

        found += check.problems(letters)
    if documents:
        from mentoring.render import documents as paper

        found += paper.problems(documents, fonts(root))
    return sum(len(_paths(root, folder)) for folder in ("letters", "")), tuple(found)


def _readable(root: Path, folder: str, found: list[Problem]) -> dict[str, str]:
    """The readable texts in a folder; problems of the others are added to `found`."""
    texts = {}
    for path in _paths(root, folder):
        try:
            texts[path.rpartition("/")[2]] = _text(root, path)
        except DataError as error:
            found += error.problems
    return texts


def _paths(root: Path, folder: str) -> list[str]:
    within = f"{FOLDER}/{folder}".rstrip("/")
    return [path for path in Tree(root).list(within).files if path.rpartition("/")[0] == within]


def _text(root: Path, path: str) -> str:
    return decode(Tree(root).read(path), path, LARGEST).removeprefix("\ufeff")


def agreement_template(root: Path) -> str:
    """The text of the agreement: the programme's own, else the package's."""
    from mentoring.render.papers import AGREEMENT, packaged

    return own_texts(root, "").get(AGREEMENT) or packaged(AGREEMENT)


def agreement_signed(root: Path, version: str | None) -> str | None:
    """The text that was signed under a version; None if an earlier version was not kept."""
    from mentoring.render.papers import version_of

    present = agreement_template(root)
    if version in {None, version_of(present)}:
        return present
    return own_texts(root, "").get(f"agreement-{version}.typ")


def fonts(root: Path) -> Path | None:
    """The folder of the programme's own fonts, if it has one."""
    folder = root / FOLDER / "fonts"
    return folder if folder.is_dir() else None


def logo(root: Path) -> str | None:
    """The programme's logo from its site, as SVG; None if it has none."""
    return _text(root, LOGO) if (root / LOGO).is_file() else None


def copies(root: Path) -> Changes:
    """The package's templates as the programme's own files; existing files stay."""
    package = files("mentoring.render") / "templates"
    letters = sorted(f"letters/{letter.name}" for letter in (package / "letters").iterdir())
    return plan(
        root,
        {
            f"{FOLDER}/{name}": (files("mentoring.render") / "templates" / name).read_bytes()
            for name in ("agreement.typ", "certificate.typ", *letters)
            if not (root / FOLDER / name).exists()
        },
    )
