"""Finds mappings by name or file, and the problems of a programme's own mappings."""

from collections.abc import Iterator
from functools import cache
from importlib import resources
from pathlib import Path, PurePath

from mentoring.errors import DataError, UsageError
from mentoring.files.document import Document
from mentoring.files.tree import Tree
from mentoring.files.yaml.parse import parse
from mentoring.intake.forms.extending import Plain, built, extended, tool_only
from mentoring.intake.forms.mapping import Mapping
from mentoring.intake.forms.rules import faults
from mentoring.problems import Problem, did_you_mean
from mentoring.programme.config import ProgrammeConfig
from mentoring.store.entry import problem_in, require_valid
from mentoring.store.reader import load_config

OWN = "data/mappings"
SUFFIX = ".yaml"


@cache
def shipped() -> tuple[str, ...]:
    """The names of the mappings that come with the package."""
    files = (file.name for file in resources.files(__package__).joinpath("mappings").iterdir())
    return tuple(sorted(name.removesuffix(SUFFIX) for name in files if name.endswith(SUFFIX)))


def find(name: str, root: Path) -> Mapping:
    """The mapping of that name (data/mappings/ first, then the package's), or in that file.

    `google-forms:check-in` combines the tool of the first with the questions of the second.

    Raises:
        UsageError: if there is no such mapping.
        DataError: if its file has problems, with all of them.
    """
    document = _document(name.partition(":")[0], root)
    return _sound(_inherited(name, root, ()), name, root, document)


def build(plain: Plain, root: Path) -> Mapping:
    """The mapping built from plain data, with everything that it inherits."""
    name = str(plain["mapping"])
    document = parse(f"mapping: {name}\n".encode(), name)
    return _sound(_over_its_base(plain, root, ()), name, root, document)


def words_for(question: str, config: ProgrammeConfig) -> dict[str, str]:
    """The caption of each value of a question on the application form: “en” is “English”."""
    form = built(_read("application", Path()), "application", config)
    return {str(value): caption for caption, value in form.questions[question].captions.items()}


def problems(root: Path) -> tuple[int, tuple[Problem, ...]]:
    """The number of the programme's own mappings, and every problem in them."""
    files = [path for path in Tree(root).list(OWN).files if path.endswith(SUFFIX)]
    return len(files), tuple(problem for path in files for problem in _wrong_in(path, root))


def _wrong_in(path: str, root: Path) -> Iterator[Problem]:
    """The problems that make the mapping in a file unusable; its name is that of the file."""
    try:
        find(path, root)
    except DataError as error:
        yield from error.problems
        return
    except UsageError as error:
        yield Problem(path=path, line=1, code="mapping-base", message=str(error))
        return
    document, file = _document(path, root), PurePath(path)
    stated = document.value["mapping"]  # type: ignore[index,call-overload]
    if stated != file.stem:
        message, hint = f"the mapping in {file.name} is named {stated}", f"Name it {file.stem}."
        yield problem_in(document, "mapping-name", message, hint, at=("mapping",))


def _sound(plain: Plain, name: str, root: Path, document: Document) -> Mapping:
    """The mapping; raises DataError with every fault that the rules find."""
    lacks = [key for key in ("record", "questions") if not plain.get(key)]
    for asked, question in plain.get("questions", {}).items():
        lacks += [f"{key} of {asked}" for key in ("field", "ask", "kind") if key not in question]
    if lacks:
        message = f"the mapping states no {', no '.join(lacks)}"
        hint = "State it, or name under `extends` a mapping that does."
        raise DataError([problem_in(document, "mapping-not-whole", message, hint)])
    mapping = built(plain, name, load_config(root).record)
    found = [
        problem_in(document, "mapping-rule", f"{'.'.join(steps)}: {message}", hint, at=steps)
        for steps, message, hint in faults(mapping)
    ]
    if found:
        raise DataError(found)
    return mapping


def _inherited(name: str, root: Path, seen: tuple[str, ...]) -> Plain:
    """The mapping of that name with everything that it inherits, the base first.

    A tool with the questions of another form adds what it says about the tool, at every level.
    """
    tool, _, questionnaire = name.partition(":")
    plain = _read(tool, root, seen)
    if not questionnaire:
        return _over_its_base(plain, root, (*seen, name))
    whole = questions = _inherited(questionnaire, root, (*seen, name))
    levels, bases = [plain], (*seen, tool)
    while (base := levels[-1].get("extends")) and levels[-1].get("record") is None:
        tool = base.partition(":")[0]
        levels, bases = [*levels, _read(tool, root, bases)], (*bases, tool)
    for level in reversed(levels):
        whole = extended(whole, tool_only(level)) if level.get("record") is None else whole
    return {**whole, "record": questions["record"]}


def _over_its_base(plain: Plain, root: Path, seen: tuple[str, ...]) -> Plain:
    base = plain.get("extends")
    return plain if base is None else extended(_inherited(base, root, seen), plain)


def _read(name: str, root: Path, seen: tuple[str, ...] = ()) -> Plain:
    """A mapping's file, checked against the schema; `seen` are the mappings that led to it."""
    if name in seen:
        raise UsageError(f"The mapping {name} extends itself, by way of {', '.join(seen)}.")
    document = _document(name, root)
    require_valid("mapping", document)
    plain: Plain = document.value  # type: ignore[assignment]
    return plain


def _document(name: str, root: Path) -> Document:
    tree = Tree(root)
    own = tree.list(OWN).files
    path = name if name.endswith(SUFFIX) else f"{OWN}/{name}{SUFFIX}"
    if name.endswith(SUFFIX) or path in own:
        return parse(tree.read(path), path)
    if name not in shipped():
        names = {*shipped(), *(Path(file).stem for file in own)}
        raise UsageError(f"There is no mapping {name}. {did_you_mean(name, names)}")
    return _shipped_document(name)


@cache
def _shipped_document(name: str) -> Document:
    data = resources.files(__package__).joinpath("mappings", f"{name}{SUFFIX}").read_bytes()
    return parse(data, f"{name}{SUFFIX}")
