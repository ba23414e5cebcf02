"""Finds mappings by name or file, and the problems of a programme's own mappings."""

import json
from collections.abc import Iterable
from functools import cache, reduce
from importlib import resources
from pathlib import Path, PurePath
from typing import Any

from mentoring.errors import DataError, UsageError
from mentoring.files.document import Document
from mentoring.files.tree import Tree
from mentoring.files.yaml.parse import parse
from mentoring.intake import describe
from mentoring.intake.forms.captions import plain
from mentoring.intake.forms.mapping import FormMapping, faults
from mentoring.problems import Problem, did_you_mean
from mentoring.programme.config import ProgrammeConfig
from mentoring.store.entry import from_plain, require_valid
from mentoring.store.reader import load_config

Plain = dict[str, Any]

OWN, SUFFIX = "data/mappings", ".yaml"
SHIPPED = resources.files(__package__).joinpath("mappings")
OF_ANY_FORM = frozenset({"submitted", "modified", "state", "email"})
"""Questions that the tool answers itself, whatever the form asks."""
BLOCKS = frozenset({"source", "clock", "words", "constants", "accepts"})
ADDED = frozenset({"yes", "no", "headers", "ignore", "leave_out"})
"""Lists that an extending mapping adds to, in its blocks too; other values it replaces."""


@cache
def shipped() -> tuple[str, ...]:
    """The names of the mappings that come with the package."""
    return tuple(sorted(PurePath(file.name).stem for file in SHIPPED.iterdir()))


def find(name: str, root: Path) -> FormMapping:
    """The mapping of that name (data/mappings/ first, then the package's), or in that file.

    `google-forms:check-in` combines the tool of the first with the questions of the second. Raises
    UsageError if there is no such mapping, DataError with every problem of its file.
    """
    document = _document(name.partition(":")[0], root)
    return _sound(_levels(name, root), name, root, document)


def build(stated: Plain, root: Path) -> FormMapping:
    """The mapping built from plain data over the mapping that it extends."""
    name = str(stated["mapping"])
    document = parse(f"mapping: {name}\n".encode(), name)
    return _sound([*_levels(stated["extends"], root), stated], name, root, document)


def words_for(question: str, config: ProgrammeConfig) -> dict[str, str]:
    """The caption of each value of a question on the application form: “en” is “English”."""
    stated: Any = _document("application", Path()).value
    form = _built(stated, "application", config)
    return {str(value): caption for caption, value in form.questions[question].captions.items()}


def problems(root: Path) -> tuple[int, tuple[Problem, ...]]:
    """The number of the programme's own mappings, and their problems; each is named as its file."""
    files = [path for path in Tree(root).list(OWN).files if path.endswith(SUFFIX)]
    found: list[Problem] = []
    for path in files:
        stem = PurePath(path).stem
        try:
            find(path, root)
            document = _document(path, root)
            stated: Any = document.value
            if (name := stated["mapping"]) != stem:
                differs = describe("mapping-name", stem=stem, name=name)
                found.append(document.problem(**differs, at=("mapping",)))
        except DataError as error:
            found += error.problems
        except UsageError as error:
            found.append(Problem(path=path, line=1, **describe("mapping-base", error=error)))
    return len(files), tuple(found)


def _sound(levels: Iterable[Plain], name: str, root: Path, document: Document) -> FormMapping:
    """The mapping that the levels come to; raises DataError with every fault of it."""
    stated = reduce(_extended, levels)
    lacks = [key for key in ("record", "questions") if not stated.get(key)]
    for asked, question in stated.get("questions", {}).items():
        lacks += [f"{key} of {asked}" for key in ("field", "ask", "kind") if key not in question]
    if lacks:
        whole = describe("mapping-not-whole", keys=", no ".join(lacks))
        raise DataError([document.problem(**whole)])
    mapping = _built(stated, name, load_config(root))
    found: list[Problem] = []
    for steps, word, facts in faults(mapping):
        rule = describe(f"mapping-rule/{word}", place=".".join(steps), **facts)
        found.append(document.problem(**rule, at=steps))
    if found:
        raise DataError(found)
    return mapping


def _levels(
    name: str, root: Path, seen: tuple[str, ...] = (), *, of_tool: bool = False
) -> list[Plain]:
    """The mappings behind a name, the lowest first; or only what they say about the tool."""
    tool, _, questionnaire = name.partition(":")
    if questionnaire and not of_tool:
        about_tool = _levels(tool, root, seen, of_tool=True)
        return [*_levels(questionnaire, root, (*seen, name)), *about_tool]
    own: Any = _document(tool, root, seen).value
    if of_tool and "record" in own:
        return []
    if of_tool:
        asked = own.get("questions", {})
        automatic = {question: asked[question] for question in asked if question in OF_ANY_FORM}
        own = {**own, "questions": automatic, "constants": {}}
    base = own.get("extends")
    return [*(_levels(base, root, (*seen, tool), of_tool=of_tool) if base else ()), own]


def _document(name: str, root: Path, seen: tuple[str, ...] = ()) -> Document:
    """A mapping's file, checked against the schema; `seen` are the mappings that led to it."""
    if name in seen:
        raise UsageError(f"The mapping {name} extends itself, by way of {', '.join(seen)}.")
    tree = Tree(root)
    own = tree.list(OWN).files
    path = name if name.endswith(SUFFIX) else f"{OWN}/{name}{SUFFIX}"
    if path in own or name.endswith(SUFFIX):
        document = parse(tree.read(path), path)
    elif name in shipped():
        document = _shipped_document(f"{name}{SUFFIX}")
    else:
        names = {*shipped(), *(Path(file).stem for file in own)}
        raise UsageError(f"There is no mapping {name}. {did_you_mean(name, names)}")
    require_valid("mapping", document)
    return document


@cache
def _shipped_document(file: str) -> Document:
    return parse(SHIPPED.joinpath(file).read_bytes(), file)


def _extended(base: Plain, own: Plain) -> Plain:
    """`base` updated by `own`: blocks key by key, questions one by one.

    Null removes a question, and keys of questions that are not asked do not count. A heading that
    `own` states for a question is no longer ignored.
    """
    asked, stated = base.get("questions", {}), own.get("questions", {})
    kept = {name: asked[name] for name in asked if stated.get(name, {}) is not None}
    headings = {""}
    for name, question in stated.items():
        if question and (name in kept or "field" in question):
            kept[name] = _reworded(kept.get(name, {}), question)
        if question:
            headings |= set(map(plain, (question.get("ask", ""), *question.get("headers", ()))))
    ignored = [text for text in base.get("ignore", ()) if plain(text) not in headings]
    return {**_merged({**base, "ignore": ignored}, own), "questions": kept}


def _reworded(base: Plain, own: Plain) -> Plain:
    """A restated question; its earlier wording and captions are still recognised."""
    merged = _merged(base, own)
    earlier = [base["ask"]] if "ask" in own and "ask" in base else []
    headers = dict.fromkeys([*merged.get("headers", ()), *earlier])
    headers.pop(merged.get("ask"), None)
    captions = base.get("captions", {}) if "captions" in own else {}
    accepts = {**captions, **merged.get("accepts", {})}
    return {**merged, "headers": [*headers], "accepts": accepts}


def _merged(base: Plain, own: Plain) -> Plain:
    merged = {**base, **own}
    for key, value in own.items():
        if key in BLOCKS and isinstance(value, dict):
            merged[key] = _merged(base.get(key, {}), value)
        elif key in ADDED and isinstance(value, list):
            merged[key] = [*value, *(text for text in base.get(key, ()) if text not in value)]
    return merged


def _built(stated: Plain, name: str, config: ProgrammeConfig) -> FormMapping:
    """The record of a complete mapping, with the programme's nouns and vocabularies in it."""
    nouns = {
        "affiliation": config.affiliation.one,
        "affiliations": config.affiliation.many,
        "host": config.host,
        "timezone": config.timezone,
    }
    vocabularies = {
        "experiment": {name: name for name in config.affiliation.names},
        "stage": {label: slug for slug, label in config.stages.items()},
        "topic": {label: slug for slug, label in config.topics.items()},
    }
    text = json.dumps(stated["questions"])
    for noun, meant in nouns.items():
        text = text.replace(f"{{{noun}}}", json.dumps(meant)[1:-1])
    questions = json.loads(text)
    for question in questions.values():
        if "vocabulary" in question:
            usual = vocabularies[question["vocabulary"]]
            captions, accepts = question.get("captions"), question.get("accepts", {})
            known = {None, *usual.values()}  # other spellings of words that there are not
            texts = {**usual, **accepts} if captions else accepts
            question["accepts"] = {text: texts[text] for text in texts if texts[text] in known}
            question["captions"] = captions or usual
    return from_plain({**stated, "mapping": name, "questions": questions}, FormMapping)
