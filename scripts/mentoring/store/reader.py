"""Reads all records of the repository and collects every problem."""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import fields
from pathlib import Path, PurePath
from typing import Any

from mentoring.errors import DataError
from mentoring.files.atomic import is_temporary
from mentoring.files.lock import unfinished
from mentoring.files.tree import Tree
from mentoring.files.yaml.parse import parse
from mentoring.people.application import Application
from mentoring.problems import Problem
from mentoring.programme.cohort import Cohort
from mentoring.programme.config import ProgrammeConfig
from mentoring.store.entry import Entry, file_problem, read_record, to_plain
from mentoring.store.joining import Shelf, join_applications
from mentoring.store.programme import NO_FILE, Edition, Programme
from mentoring.store.record_kinds import DATA, Kind, fields_of, kind_of
from mentoring.store.vault import CONFIG, FOLDER, REGISTER, Vault, open_document, vault_of

# Files beside the records: sealed matches, the programme's own texts, notes for readers.
_BESIDE = re.compile(
    r"data/(?:institutes\.yaml(?:\.age)?|matches/[^/.]+/[^/.]+/(?:instance|proof)\.json|mappings/[^/]+\.yaml"
    r"|templates/(?:letters/)?[^/]+\.(?:j2|typ)|templates/fonts/[^/]+|\.schemas/[^/]+\.json"
    r"|(?:[^/.]+/)*README\.md|(?:[^/.]+/)*\.gitkeep)"
)
INTERRUPTED = "interrupted"  # the problem that a command was killed; the next one finishes it


def load(root: Path, watched: Callable[[Sequence[str]], Iterable[str]] = iter) -> Programme:
    """Load everything under `data/`. Bad files become problems of the programme, never errors.

    The paths of all files pass through `watched` as they are read. Raises DataError if the
    programme's own file is missing or wrong: all others are checked against its vocabulary.
    """
    tree = Tree(root)
    listing = tree.list(DATA, hidden=True)
    problems = list(listing.problems)
    config = load_config(root)
    vault = vault_of(root)
    shelves: dict[str, Shelf] = defaultdict(Shelf)
    records = [path for path in listing.files if not _BESIDE.fullmatch(path)]
    for path in watched(records):
        kind, fault = kind_of(path), _fault(path)
        if fault:
            problems.append(file_problem(path, fault))
        elif kind and path != CONFIG:
            shelf = shelves[fields_of(path)["cohort"]]
            try:
                problems += _shelve(tree.read(path), path, kind, shelf, config, vault)
            except DataError as error:
                shelf.unread.add(_key(path, kind))
                problems += error.problems
    for cohort, shelf in shelves.items():
        problems += join_applications(shelf, config, vault, cohort)
    problems += _missing(shelves, vault, listing.files)
    command, due = unfinished(root)
    if due:
        problems = [problem for problem in problems if problem.path not in due]
        path = next((path for path in due if path.startswith(f"{DATA}/")), due[0])
        problems.append(file_problem(path, INTERRUPTED, command=command))
    editions = [_edition(shelf, vault) for shelf in shelves.values() if shelf.entries["cohort"]]
    editions.sort(key=lambda edition: (edition.cohort.record.dates.announcement, edition.name))
    return Programme(
        root=root,
        config=config,
        editions={edition.name: edition for edition in editions},
        problems=tuple(sorted(problems)),
        files=len(records),
    )


def load_config(root: Path) -> ProgrammeConfig:
    """What the programme's own file says. Raises DataError if it is missing or wrong."""
    if not (root / CONFIG).is_file():
        raise DataError([file_problem(CONFIG, "programme-missing")])
    return read_record(parse(Tree(root).read(CONFIG), CONFIG), "programme", ProgrammeConfig)


def _shelve(
    data: bytes, path: str, kind: Kind, shelf: Shelf, config: ProgrammeConfig, vault: Vault
) -> list[Problem]:
    """Put a file's record on its edition's shelf; returns problems that do not make it unread."""
    document, problems = open_document(data, path, kind, vault)
    if document and kind.record is not Application:
        more = {"config": to_plain(config)} if kind.record is Cohort else {}
        record = read_record(document, kind.schema, kind.record, config.vocabulary, **more)
        shelf.entries[kind.name].append(Entry(record=record, document=document))
    elif document and _key(path, kind) in shelf.documents:
        return [file_problem(path, "identity-twice")]
    else:
        shelf.documents.setdefault(_key(path, kind), document)
    return problems


def _missing(shelves: dict[str, Shelf], vault: Vault, files: Collection[str]) -> Iterator[Problem]:
    """Files that are missing, such as that of a misspelt edition, or not as the keys say."""
    for cohort, shelf in shelves.items():
        if (path := f"data/cohorts/{cohort}.yaml") not in files:
            count = sum(len(entries) for entries in shelf.entries.values()) + len(shelf.unread)
            yield file_problem(path, NO_FILE, count=count)
    for cohort, keys in vault.editions.items():
        secret = vault.secret(cohort)
        if secret and not secret.is_of(keys):
            yield file_problem(f"{FOLDER}/{cohort}.yaml", "keys-differ")
    for cohort in vault.without_keys:
        if (path := f"{FOLDER}/{cohort}.yaml") not in files:
            yield file_problem(path, "keys-missing")
    if vault.encrypted and REGISTER in files:
        yield file_problem(REGISTER, "register-plain")


def _key(path: str, kind: Kind) -> tuple[str, str]:
    """The kind and the stem of a file; both files of an identity have the same."""
    return kind.name.removeprefix("sealed-"), PurePath(path).name.partition(".")[0]


def _fault(path: str) -> str:
    """The code of the problem that a file is no record; empty if it is one."""
    if is_temporary(PurePath(path).name):
        return "left-over"
    if "/." in path or path.endswith("~"):
        return "hidden-file"
    return "" if kind_of(path) else "stray-file"


def _edition(shelf: Shelf, vault: Vault) -> Edition:
    """The edition of these entries; each kind has the field of its name, in the plural or not."""
    kinds = shelf.entries
    held: dict[str, Any] = {}
    for field in fields(Edition):
        kind = field.name.replace("_", "-")
        entries = kinds[kind] or kinds[kind.removesuffix("s")]
        held[field.name] = tuple(entries) if field.default == () else next(iter(entries), None)
    name = held["cohort"].record.cohort
    held["is_open"] = not vault.is_encrypted(name) or vault.secret(name) is not None
    held["unread"] = frozenset(shelf.unread)
    return Edition(**held)
