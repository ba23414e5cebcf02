"""The kinds of record, where in the repository their files are, and what messages say of a place.

A file name or a key may contain a person's name: `*` replaces all but ids and programme words.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from pathlib import PurePosixPath
from typing import Any

from mentoring.aggregates.release import ReleaseStage
from mentoring.people.application import Application, Voice
from mentoring.people.ledger import Audited, DrawKey, Erased, Frozen, Released, Sent
from mentoring.people.organisers import Decisions, EditionKeys, Review, Roster
from mentoring.people.pair import Pair
from mentoring.programme.cohort import Cohort
from mentoring.programme.config import ProgrammeConfig
from mentoring.schemas import pattern
from mentoring.schemas.explanation import known_keys

DATA = "data"
LOOKED_AT = "looked-at.sha256"
"""The files that only a person can judge and that one has looked at, each with its digest."""

SEALED_SUFFIX = ".age"
PERSONAL = (Roster, Application, Review, Decisions, Pair, Sent, DrawKey)
"""The kinds of record that are about people. Cohorts, releases and erasures name no person."""
Ledger = Sent | Released | Erased | Audited | Frozen | DrawKey
Personal = Roster | Application | Review | Decisions | Pair | Voice
Record = ProgrammeConfig | Cohort | EditionKeys | Personal | Ledger

# Words in paths that messages may show.
_OWN = {"README", "cohorts", "instance", "institutes", "mappings", "matches", "programme", "proof"}
_NAMED_BY_US = {"mappings", "templates"}
_SUFFIXES = frozenset(
    {"", ".csv", ".docx", ".eml", ".json", ".md", ".pdf", ".swp", ".txt", ".xlsx", ".yaml", ".yml"}
)


@dataclass(frozen=True)
class Kind:
    """A kind of record: its name, its type, its schema, and the pattern of its files' paths.

    The pattern's fields are the record's own, so that a file's name and its content must agree;
    only a review does not name its cohort. Only the programme's own file belongs to no cohort.
    """

    name: str
    record: type[Any]
    schema: str
    pattern: str

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """What the paths of its files match, with a group for each field."""
        escaped = re.escape(self.pattern).replace(r"\{", "{").replace(r"\}", "}")
        return re.compile(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", escaped))


KINDS = (
    Kind("programme", ProgrammeConfig, "programme", "data/programme.yaml"),
    Kind("cohort", Cohort, "cohort", "data/cohorts/{cohort}.yaml"),
    Kind("roster", Roster, "roster", "data/roster/{cohort}.yaml"),
    Kind("application", Application, "application", "data/applications/{cohort}/{id}.yaml"),
    Kind("identity", Application, "identity", "data/identities/{cohort}/{id}.yaml"),
    Kind("sealed-identity", Application, "identity", "data/identities/{cohort}/{id}.yaml.age"),
    Kind("keys", EditionKeys, "keys", "data/keys/{cohort}.yaml"),
    Kind("review", Review, "review", "data/reviews/{cohort}/{application}/{reviewer}.yaml"),
    Kind("decisions", Decisions, "decisions", "data/decisions/{cohort}.yaml"),
    Kind("pair", Pair, "pair", "data/pairs/{cohort}/{mentee}.yaml"),
    Kind("voice", Voice, "voice", "data/voices/{cohort}/{id}.yaml"),
    Kind("sent", Sent, "ledger", "data/ledgers/{cohort}/sent/{letter}-{to}.yaml"),
    Kind("released", Released, "ledger", "data/ledgers/{cohort}/releases/{stage}.yaml"),
    Kind("erased", Erased, "ledger", "data/ledgers/{cohort}/erasures/{tombstone}.yaml"),
    Kind("audited", Audited, "ledger", "data/ledgers/{cohort}/audits/{pages}.yaml"),
    Kind("draw-key", DrawKey, "ledger", "data/ledgers/{cohort}/draw-key.yaml"),
    Kind("frozen", Frozen, "ledger", "data/ledgers/{cohort}/lottery.yaml"),
)


def kind_of(path: str) -> Kind | None:
    """The kind whose files have paths like this one."""
    return _told(path)[0]


def fields_of(path: str) -> Mapping[str, str]:
    """What a path says about its record; empty for a path that matches no kind."""
    return _told(path)[1]


@lru_cache(maxsize=16)  # reading one file asks several times
def _told(path: str) -> tuple[Kind | None, Mapping[str, str]]:
    for kind in KINDS:
        if found := kind.regex.fullmatch(path):
            return kind, found.groupdict()
    return None, {}


def cohort_of(path: str) -> str:
    """The edition to which a path below `data/` belongs, whether a record may be there or not."""
    return "".join(path.split("/")[2:3]).partition(".")[0]


def kind_for(record: Record, name: str = "") -> Kind:
    """The kind of a record's file, or with `name` of its other file, such as `identity`."""
    kinds = (kind for kind in KINDS if isinstance(record, kind.record))
    return next(kind for kind in kinds if name in {"", kind.name})


def path_of(record: Record, name: str = "", *, cohort: str | None = None) -> str:
    """The path of a record's file of the kind `name`; a review needs its `cohort` as well."""
    pattern = kind_for(record, name).pattern
    return re.sub(r"\{(\w+)\}", lambda field: str(getattr(record, field[1], cohort)), pattern)


def is_sealed(path: str) -> bool:
    """Whether a path is that of an encrypted file."""
    return path.endswith(SEALED_SUFFIX)


def quotable_path(path: str) -> str:
    """The path, with a star for each step below `data/` that is not a word of the programme."""
    first, *steps = path.split("/")
    if first != DATA or (steps and steps[0] in _NAMED_BY_US):
        return path
    return "/".join([first, *map(_step, steps)])


def quotable_pointer(path: str, pointer: str) -> str:
    """A pointer into a record, with a star for each key that no schema knows."""
    folder = path.removeprefix(f"{DATA}/").split("/")[0]
    if not path.startswith(f"{DATA}/") or folder in {*_NAMED_BY_US, "cohorts"}:
        return pointer
    return "/".join(
        step if not step or step.isdecimal() or step in known_keys() or _is_reference(step) else "*"
        for step in pointer.split("/")
    )


def _step(step: str) -> str:
    path = PurePosixPath(step.removesuffix(SEALED_SUFFIX))
    stem, suffix = path.stem, path.suffix if path.suffix in _SUFFIXES else ""
    is_ours = _is_reference(stem) or stem in _words() or re.fullmatch("[0-9]{1,4}", stem)
    if suffix == path.suffix and is_ours:
        return step
    _, hyphen, receiver = stem.rpartition("-")
    if hyphen and _is_reference(receiver):  # a ledger's entry of a letter
        return f"*-{receiver}{suffix}"
    return f"{'.' if step.startswith('.') else ''}*{suffix}"


def _is_reference(word: str) -> bool:
    return pattern("reference").match(word) is not None


@cache
def _words() -> frozenset[str]:
    parts = (part for kind in KINDS for part in kind.pattern.removesuffix(".yaml").split("/"))
    stages = {stage.value for stage in ReleaseStage}
    return frozenset(_OWN | stages | {part for part in parts if "{" not in part})
