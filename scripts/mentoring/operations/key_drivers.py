"""How Git shows and merges encrypted files in a steward's clone: field by field, as text."""

from pathlib import Path
from typing import Any

from mentoring.errors import NeedsKeyError
from mentoring.files import atomic
from mentoring.files.decodings import readable
from mentoring.files.tree import read_input
from mentoring.files.yaml.edit import edit
from mentoring.files.yaml.parse import parse
from mentoring.keys.age import ARMOUR
from mentoring.operations.encryption import DRIVER
from mentoring.operations.git.repository import Repository
from mentoring.store.vault import Vault, vault_of

_ABSENT = object()


def set_up(root: Path, program: str) -> None:
    """Name the two drivers in the clone's configuration, which Git does not share.

    `program` is the command line that starts `mentoring`.
    """
    repository = Repository(root)
    for name, value in (
        (f"diff.{DRIVER}.textconv", f"{program} keys show --in-any-case"),
        (f"diff.{DRIVER}.cachetextconv", "false"),
        (f"merge.{DRIVER}.name", "field by field, by mentoring"),
        (f"merge.{DRIVER}.driver", f"{program} keys merge %O %A %B %P"),
    ):
        repository.run("config", name, value)


def shown(root: Path, path: Path, *, in_any_case: bool = False) -> str:
    """The text of an encrypted file, in any version.

    Raises NeedsKeyError without a key; `in_any_case` the file is then shown as it is, since Git
    would stop in the middle of a log.
    """
    data = read_input(path)
    vault = vault_of(root)
    return readable(vault.opened(data), "utf-8") if in_any_case else _opened(data, vault)


def merged(root: Path, base: Path, ours: Path, theirs: Path, name: str) -> list[str]:
    """Merge two versions of an encrypted file into `ours`; returns the fields in conflict.

    With a conflict, `ours` stays as it is.
    """
    vault = vault_of(root)
    versions = [_opened(read_input(path), vault) for path in (base, ours, theirs)]
    before, mine, other = (parse(text.encode(), name).value if text else {} for text in versions)
    conflicts: list[str] = []
    value = _merged(before, mine, other, "", conflicts)
    if not conflicts:
        cohort = name.split("/")[-2]
        text = edit(versions[1], value)
        if text != versions[1]:
            atomic.write(ours, vault.require(cohort).seal(text))
    return conflicts


def _opened(data: bytes, vault: Vault) -> str:
    if not data.startswith(ARMOUR):
        return data.decode()
    text = vault.open_any(data)
    if text is None:
        raise NeedsKeyError
    return text


def _merged(base: Any, ours: Any, theirs: Any, where: str, conflicts: list[str]) -> Any:  # noqa: ANN401
    """The merged value; a field that both sides changed differently is a conflict."""
    if theirs in (ours, base):
        return ours
    if ours == base:
        return theirs
    if not (isinstance(ours, dict) and isinstance(theirs, dict)):
        conflicts.append(where)
        return ours
    before = base if isinstance(base, dict) else {}
    made = {
        key: _merged(
            before.get(key, _ABSENT),
            ours.get(key, _ABSENT),
            theirs.get(key, _ABSENT),
            f"{where}/{key}",
            conflicts,
        )
        for key in dict.fromkeys((*ours, *theirs))
    }
    return {key: value for key, value in made.items() if value is not _ABSENT}
