"""Files: each in its place, all text visible, no id twice; releases unchanged and in turn."""

import hashlib
from collections.abc import Iterator
from typing import Any

from mentoring.aggregates.release import FOLDER, ReleaseStage
from mentoring.checks.check import Problems, describe, each, edition_check, programme_check
from mentoring.errors import DataError
from mentoring.files.document import Document
from mentoring.files.text import unseen
from mentoring.files.tree import Tree
from mentoring.problems import DataPath, Problem
from mentoring.store.programme import Edition, Programme
from mentoring.store.record_kinds import fields_of


def _documents(edition: Edition) -> Iterator[Document]:
    return (document for entry in edition.entries for document in entry.documents)


@edition_check
def paths_agree_with_content(edition: Edition) -> Problems:
    """A file's name is its record's id, and its folder the record's edition."""
    for document in _documents(edition):
        content = document.value if isinstance(document.value, dict) else {}
        for field, named in fields_of(document.path).items():
            if content.get(field, named) != named:
                yield document.problem(**describe("name-differs", field=field), at=(field,))


@edition_check
def nothing_is_hidden(edition: Edition) -> Problems:
    """No text holds control characters or direction marks, which make it look like another."""
    for document in _documents(edition):
        # the reader refuses these characters unless escaped
        for steps, text in _texts(document.value) if "\\" in document.text else ():
            if name := unseen(text):
                yield document.problem(**describe("hidden-character", name=name), at=steps)


def _texts(value: Any, steps: DataPath = ()) -> Iterator[tuple[DataPath, str]]:  # noqa: ANN401 (a document)
    if isinstance(value, str):
        yield steps, value
    elif isinstance(value, dict | list):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _texts(inner, (*steps, key))


@programme_check
def ids_are_unique(programme: Programme) -> Problems:
    """An id, or a profile's code, is that of one person in one edition only."""
    paths: dict[str, str] = {}
    editions = programme.editions.values()
    for here in (here for edition in editions for here in each(edition, "applications")):
        profile = here.record.profile
        for word, place in ((here.record.id, "id"), (profile and profile.code, "profile code")):
            if word in paths:
                yield here.problem("id-twice", *place.split(), id=word, path=paths[word])
            elif word:
                paths[word] = here.entry.path


@programme_check
def files_are_as_released(programme: Programme) -> Problems:
    """Each released file has the digest in the ledger, and no other file has published figures."""
    known, tree = set(), Tree(programme.root)
    editions = programme.editions.values()
    for entry in (entry for edition in editions for entry in each(edition, "released")):
        known.add(entry.record.file)
        try:
            data = tree.read(entry.record.file)
        except DataError as error:
            yield from error.problems
        else:
            if hashlib.sha256(data).hexdigest() != entry.record.sha256:
                yield entry.problem("release-changed", "sha256")
    for path in tree.list(FOLDER).files:
        if path.endswith(".json") and path not in known:
            yield Problem(path=path, **describe("release-unknown"))


@programme_check
def stages_are_in_turn(programme: Programme) -> Problems:
    """A stage of an edition is released only after the earlier stages."""
    for edition in programme.editions.values():
        missing = ""
        for stage in ReleaseStage:
            entries = [entry for entry in each(edition, "released") if entry.record.stage == stage]
            for entry in entries if missing else ():
                yield entry.problem("release-out-of-turn", "stage", missing=missing)
            missing = missing or ("" if entries else stage)
