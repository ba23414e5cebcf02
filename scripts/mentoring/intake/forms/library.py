"""Finding a mapping by its name or file."""

from __future__ import annotations

from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from mentoring import schemas
from mentoring.errors import DataError, UsageError
from mentoring.files.tree import Tree
from mentoring.files.yaml.parse import parse
from mentoring.intake.forms.extending import Plain, built, over
from mentoring.problems import did_you_mean
from mentoring.store.entry import problem_in

if TYPE_CHECKING:
    from mentoring.files.document import Document
    from mentoring.intake.forms.mapping import Mapping

OWN = "data/mappings"
SUFFIX = ".yaml"


def shipped() -> tuple[str, ...]:
    """The names of the mappings that come with the package."""
    files = (entry.name for entry in resources.files(__package__).joinpath("mappings").iterdir())
    return tuple(sorted(name.removesuffix(SUFFIX) for name in files if name.endswith(SUFFIX)))


def find(name: str, root: Path) -> Mapping:
    """The mapping of that name (data/mappings/ first, then the package's), or in that file.

    `google-forms:check-in` is the tool of the one with the questions of the other.

    Raises:
        UsageError: if there is no such mapping.
        DataError: if its file is wrong, with every problem.
    """
    tool, _, questionnaire = name.partition(":")
    plain = _read(tool, root)
    if questionnaire:
        plain = {**plain, "extends": questionnaire}
    return built(_extended(plain, root, ()), name)


def words_for(question: str) -> dict[str, str]:
    """What the application form calls each value of a question: “en” is “English”."""
    captions = built(_read("application", Path()), "application").questions[question].captions
    return {str(value): caption for caption, value in captions.items()}


def _extended(plain: Plain, root: Path, seen: tuple[str, ...]) -> Plain:
    """The mapping with everything that it takes over, from the farthest on."""
    base = plain.get("extends")
    if base is None:
        return plain
    if base in seen:
        raise UsageError(f"The mapping {base} takes itself over, by way of {', '.join(seen)}.")
    return over(_extended(_read(base, root), root, (*seen, base)), plain)


def _read(name: str, root: Path) -> Plain:
    """A mapping's file, checked against the schema."""
    document = _document(name, root)
    violations = schemas.validate("mapping", document.value)
    if violations:
        raise DataError(
            [
                problem_in(
                    document, one.code, one.message, one.hint, at=one.steps, at_key=one.at_key
                )
                for one in violations
            ]
        )
    plain: Plain = document.value  # type: ignore[assignment]
    return plain


def _document(name: str, root: Path) -> Document:
    tree = Tree(root)
    own = tree.list(OWN).files
    path = name if name.endswith(SUFFIX) else f"{OWN}/{name}{SUFFIX}"
    if name.endswith(SUFFIX) or path in own:
        return parse(tree.read(path), path)
    if name not in shipped():
        names = {*shipped(), *(Path(one).stem for one in own)}
        raise UsageError(f"There is no mapping {name}. {did_you_mean(name, names)}")
    file = resources.files(__package__).joinpath("mappings", f"{name}{SUFFIX}")
    return parse(file.read_bytes(), f"{name}{SUFFIX}")
