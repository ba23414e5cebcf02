"""Finding a mapping by name or file, and putting together what it takes over from others."""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING, Any

import msgspec

from mentoring import schemas
from mentoring.errors import DataError, UsageError
from mentoring.files.parse import parse
from mentoring.intake.mapping import Mapping, Question
from mentoring.problems import Problem, did_you_mean, pointer

if TYPE_CHECKING:
    from pathlib import Path

    from mentoring.files.document import Document

OWN = "data/mappings"
Plain = dict[str, Any]


def shipped() -> tuple[str, ...]:
    """The names of the mappings that come with the package."""
    files = (entry.name for entry in resources.files(__package__).joinpath("mappings").iterdir())
    return tuple(sorted(name[:-5] for name in files if name.endswith(".yaml")))


def find(name: str, root: Path) -> Mapping:
    """The mapping of that name (data/mappings/ first, then the package's), or of that file.

    `google-forms:check-in` is the tool of the one with the questions of the other.

    Raises:
        UsageError: if there is no such mapping.
        DataError: if its file is wrong, with every problem.
    """
    tool, _, questionnaire = name.partition(":")
    plain = _read(tool, root)
    if questionnaire:
        plain = {**plain, "extends": questionnaire}
    return _built(_extended(plain, root), name)


def _read(name: str, root: Path) -> Plain:
    """A mapping's file, checked against the schema."""
    document = _document(name, root)
    violations = schemas.validate("mapping", document.value)
    if violations:
        raise DataError([_problem(document, one) for one in violations])
    plain: Plain = document.value  # type: ignore[assignment]
    return plain


def _document(name: str, root: Path) -> Document:
    path = root / name if name.endswith((".yaml", ".yml")) else root / OWN / f"{name}.yaml"
    if path.is_file():
        return parse(path.read_bytes(), name if path == root / name else f"{OWN}/{name}.yaml")
    if name not in shipped():
        own = (file.stem for file in (root / OWN).glob("*.yaml"))
        hint = did_you_mean(name, {*shipped(), *own})
        raise UsageError(f"There is no mapping {name}. {hint}")
    file = resources.files(__package__).joinpath("mappings", f"{name}.yaml")
    return parse(file.read_bytes(), f"{name}.yaml")


def _problem(document: Document, violation: schemas.Violation) -> Problem:
    place = document.locate(*violation.steps, key=violation.at_key)
    return Problem(
        path=document.path,
        line=place.line,
        column=place.column,
        pointer=pointer(*violation.steps),
        code=violation.code,
        message=violation.message,
        hint=violation.hint,
    )


def _extended(plain: Plain, root: Path, seen: tuple[str, ...] = ()) -> Plain:
    """The mapping with everything that it takes over, nearest first."""
    base = plain.get("extends")
    if base is None:
        return plain
    if base in seen:
        raise UsageError(f"The mapping {base} extends itself, by way of {', '.join(seen)}.")
    return _over(_extended(_read(base, root), root, (*seen, base)), plain)


def _over(base: Plain, own: Plain) -> Plain:
    """`base` with what `own` states differently."""
    merged = {**base, **{key: value for key, value in own.items() if key != "questions"}}
    for block in ("source", "clock", "words", "constants"):
        merged[block] = {**base.get(block, {}), **own.get(block, {})}
    merged["ignore"] = [*own.get("ignore", []), *base.get("ignore", [])]
    merged["questions"] = dict(base.get("questions", {}))
    for name, question in own.get("questions", {}).items():
        if question is None:
            merged["questions"].pop(name, None)
        elif name in merged["questions"] or "field" in question:
            merged["questions"][name] = _reworded(merged["questions"].get(name, {}), question)
    return merged


def _reworded(base: Plain, own: Plain) -> Plain:
    """A question stated anew: its earlier wording and captions are still recognised."""
    merged = {**base, **own}
    earlier = [base["ask"]] if "ask" in own and "ask" in base else []
    headers = [*own.get("headers", []), *earlier, *base.get("headers", [])]
    merged["headers"] = [one for one in dict.fromkeys(headers) if one != merged.get("ask")]
    if "captions" in own:
        merged["accepts"] = {**base.get("captions", {}), **base.get("accepts", {})}
        merged["accepts"] |= own.get("accepts", {})
    return merged


def _built(plain: Plain, name: str) -> Mapping:
    """The mapping as a record; a questionnaire alone, or a tool alone, is none yet."""
    missing = [key for key in ("record", "questions") if not plain.get(key)]
    if missing:
        raise UsageError(f"The mapping {name} states no {' and no '.join(missing)}.")
    incomplete = [
        f"{question} ({key})"
        for question, one in plain["questions"].items()
        for key in ("field", "ask", "kind")
        if key not in one
    ]
    if incomplete:
        raise UsageError(f"Questions of the mapping {name} lack: {', '.join(incomplete)}.")
    questions = {key: _with_words(one) for key, one in plain["questions"].items()}
    known = {key: value for key, value in plain.items() if key != "extends"}
    return msgspec.convert({**known, "mapping": name, "questions": questions}, Mapping)


def _with_words(question: Plain) -> Plain:
    """The question with the captions that its vocabulary gives it, unless it states its own."""
    vocabulary = question.get("vocabulary")
    if vocabulary is None or "captions" in question:
        return question
    words = schemas.choices(vocabulary)
    captions = {word if vocabulary == "experiment" else titled(word): word for word in words}
    return {**question, "captions": captions}


def titled(slug: str) -> str:
    """A slug as people read it: `career-planning` is “Career planning”."""
    return slug.replace("-", " ").capitalize()


__all__ = ["Question", "find", "shipped", "titled"]
