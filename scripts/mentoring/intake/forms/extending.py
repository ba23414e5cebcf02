"""Mappings that extend another one and state only what differs."""

from __future__ import annotations

from typing import Any

from mentoring.intake.forms.captions import plain
from mentoring.intake.forms.mapping import Mapping
from mentoring.programme.config import ProgrammeConfig
from mentoring.store.serialize import from_plain

Plain = dict[str, Any]
BLOCKS = ("source", "clock", "constants")
NEEDED = ("field", "ask", "kind")
OF_ANY_FORM = frozenset({"submitted", "modified", "state", "email"})
"""Questions that the tool answers itself, whatever the form asks."""


def over(base: Plain, own: Plain) -> Plain:
    """`base` updated by `own`: blocks key by key, questions one by one."""
    merged = {**base, **own}
    for block in BLOCKS:
        merged[block] = {**base.get(block, {}), **own.get(block, {})}
    merged["words"] = _words(base.get("words", {}), own.get("words", {}))
    asked = _headings(own)
    ignored = (text for text in base.get("ignore", ()) if plain(text) not in asked)
    merged["ignore"] = list(dict.fromkeys([*own.get("ignore", ()), *ignored]))
    merged["leave_out"] = [*own.get("leave_out", ()), *base.get("leave_out", ())]
    merged["questions"] = _questions(base.get("questions", {}), own.get("questions", {}))
    return merged


def _words(base: Plain, own: Plain) -> Plain:
    """The words for yes and no of both mappings."""
    answers = dict.fromkeys([*own, *base])
    return {
        answer: list(dict.fromkeys([*own.get(answer, ()), *base.get(answer, ())]))
        for answer in answers
    }


def _headings(own: Plain) -> set[str]:
    """The headings that a mapping states for its questions, which are no longer ignored."""
    stated = [one for one in own.get("questions", {}).values() if one is not None]
    texts = (text for one in stated for text in (one.get("ask", ""), *one.get("headers", ())))
    return {plain(text) for text in texts}


def without_its_questions(tool: Plain) -> Plain:
    """The part of a mapping about the tool, to use with the questions of another form."""
    questions: Plain = tool.get("questions", {})
    kept = {name: stated for name, stated in questions.items() if name in OF_ANY_FORM}
    return {**tool, "questions": kept, "constants": {}}


def _questions(base: Plain, own: Plain) -> Plain:
    """The merged questions; null removes one, and keys of questions not asked are ignored."""
    questions = dict(base)
    for name, stated in own.items():
        if stated is None:
            questions.pop(name, None)
        elif name in base or "field" in stated:
            questions[name] = _reworded(base.get(name, {}), stated)
    return questions


def _reworded(base: Plain, own: Plain) -> Plain:
    """A restated question; its earlier wording and captions are still recognised."""
    merged = {**base, **own}
    headers = [*own.get("headers", ()), *base.get("headers", ())]
    if "ask" in own and "ask" in base:
        headers.append(base["ask"])
    merged["headers"] = [text for text in dict.fromkeys(headers) if text != merged.get("ask")]
    earlier = base.get("captions", {}) if "captions" in own else {}
    merged["accepts"] = {**earlier, **base.get("accepts", {}), **own.get("accepts", {})}
    return merged


def missing(stated: Plain) -> list[str]:
    """The parts that a mapping lacks to be complete."""
    found = [key for key in ("record", "questions") if not stated.get(key)]
    for name, question in stated.get("questions", {}).items():
        found += [f"{key} of {name}" for key in NEEDED if key not in question]
    return found


def built(stated: Plain, name: str, config: ProgrammeConfig) -> Mapping:
    """The record of a complete mapping, in the words of the programme."""
    whole = {key: value for key, value in stated.items() if key != "extends"}
    worded = {key: _with_words(one, config) for key, one in stated["questions"].items()}
    return from_plain({**whole, "mapping": name, "questions": worded}, Mapping)


def _with_words(question: Plain, config: ProgrammeConfig) -> Plain:
    """The question with the programme's nouns, and with the captions of its vocabulary, if any.

    Other spellings of words that the programme does not have are left out.
    """
    worded: Plain = _filled(question, config)
    vocabulary = worded.get("vocabulary")
    if vocabulary is None:
        return worded
    usual = _captions(vocabulary, config)
    captions = worded.get("captions") or usual
    accepts = {**(usual if captions is not usual else {}), **worded.get("accepts", {})}
    known = {None, *usual.values()}
    return {
        **worded,
        "captions": captions,
        "accepts": {text: value for text, value in accepts.items() if value in known},
    }


def _captions(vocabulary: str, config: ProgrammeConfig) -> dict[str, str]:
    """The caption of each word of a vocabulary."""
    if vocabulary == "experiment":
        return {name: name for name in config.affiliation.names}
    labels = config.stages if vocabulary == "stage" else config.topics
    return {label: slug for slug, label in labels.items()}


def _filled(value: Any, config: ProgrammeConfig) -> Any:  # noqa: ANN401 (plain data of any shape)
    """Plain data with the programme's nouns in place of `{affiliation}` and the like."""
    if isinstance(value, dict):
        return {_filled(key, config): _filled(one, config) for key, one in value.items()}
    if isinstance(value, list):
        return [_filled(one, config) for one in value]
    if not isinstance(value, str):
        return value
    nouns = {
        "affiliation": config.affiliation.one,
        "affiliations": config.affiliation.many,
        "people": config.people.many,
        "host": config.host,
        "timezone": config.timezone,
    }
    for name, noun in nouns.items():
        value = value.replace(f"{{{name}}}", noun)
    return value
