"""How Git shows and merges encrypted files and key files in a steward's clone."""

import re
from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any, Literal

from mentoring.errors import DataError, MentoringError, NeedsKeyError, UsageError
from mentoring.files.changes import Changes, plan, write
from mentoring.files.decodings import encoded, plain, readable
from mentoring.files.tree import read_input
from mentoring.files.yaml.edit import edit
from mentoring.files.yaml.parse import parse
from mentoring.keys import age
from mentoring.keys.secret import Secret, new_secret, unwrap, wrapped
from mentoring.operations.encryption import DRIVER
from mentoring.operations.git import Repository
from mentoring.people.organisers import EditionKeys, KeyHolder
from mentoring.store.entry import to_plain
from mentoring.store.record_kinds import is_sealed
from mentoring.store.vault import Vault, read_keys, vault_of
from mentoring.store.writer import sealed_again

Side = Literal["ours", "theirs"]
_ABSENT = object()
_CONFLICT = re.compile(
    r"(?ms)^<<<<<<< ours\n(?P<ours>.*?)^=======\n(?P<theirs>.*?)^>>>>>>> theirs\n"
)


def set_up(root: Path, program: str) -> None:
    """Name the two drivers in the clone's configuration; `program` starts `mentoring`."""
    for name, value in (
        (f"diff.{DRIVER}.textconv", f"{program} keys show --in-any-case"),
        (f"diff.{DRIVER}.cachetextconv", "false"),
        (f"merge.{DRIVER}.name", "field by field, by mentoring"),
        (f"merge.{DRIVER}.driver", f"{program} keys merge %O %A %B %P"),
    ):
        Repository(root).run("config", name, value)


def shown(root: Path, path: Path, *, in_any_case: bool = False) -> str:
    """The text of an encrypted file; raises NeedsKeyError without a key.

    `in_any_case` it is then shown as it is, since Git would stop in the middle of a log.
    """
    data, vault = read_input(path), vault_of(root)
    return readable(vault.opened(data), "utf-8") if in_any_case else _opened(data, vault)


def merged(root: Path, base: Path, ours: Path, theirs: Path, name: str) -> list[str]:
    """Merge two versions of the file `name` into `ours`; returns the fields in conflict.

    These are between Git's marks, encrypted like the file. Raises NeedsKeyError if no key opens a
    version; `ours` then holds both files.
    """
    versions = [read_input(path) for path in (base, ours, theirs)]
    try:
        if is_sealed(name):
            conflicts, data = _merged_fields(versions, name, vault_of(root))
        else:
            conflicts, data = _merged_keys(versions, name)
    except MentoringError:
        write(ours, encoded(_marked(*map(plain, versions[1:]))))
        raise
    write(ours, data)
    return conflicts


def taken(root: Path, path: str, side: Side) -> Changes:
    """Settle a conflict that `merged` left, for one side; raises UsageError if there is none."""
    vault = vault_of(root)
    text = _opened(read_input(root / path), vault)
    if not is_sealed(path) or not _CONFLICT.search(text):
        raise UsageError(f"{path} is not an encrypted file with a conflict.")
    data = _CONFLICT.sub(lambda both: both[side], text).encode()
    return plan(root, {path: data if age.is_armoured(data) else sealed_again(path, data, vault)})


def _opened(data: bytes, vault: Vault) -> str:
    if not age.is_armoured(data):
        return data.decode()
    text = vault.open_any(data)
    if text is None:
        raise NeedsKeyError
    return text


def _merged_fields(versions: Sequence[bytes], name: str, vault: Vault) -> tuple[list[str], bytes]:
    """The fields in conflict, and the encrypted file: merged, or with marks around these fields."""
    texts = [_opened(data, vault) for data in versions]
    before, mine, other = (parse(text.encode(), name).value if text else {} for text in texts)
    conflicts: list[str] = []
    text = edit(texts[1], _merged(before, mine, other, "", conflicts))
    if conflicts:
        text = _marked(text, edit(text, _merged(before, other, mine, "", [])))
    return conflicts, versions[1] if text == texts[1] else sealed_again(name, text.encode(), vault)


def _merged(base: Any, ours: Any, theirs: Any, where: str, conflicts: list[str]) -> Any:  # noqa: ANN401
    """The merged value, with our side of each field that both sides changed differently."""
    if theirs in (ours, base):
        return ours
    if ours == base:
        return theirs
    if not (isinstance(ours, dict) and isinstance(theirs, dict)):
        conflicts.append(where)
        return ours
    before = base if isinstance(base, dict) else {}
    made = {}
    for key in dict.fromkeys((*ours, *theirs)):
        old, mine, other = (version.get(key, _ABSENT) for version in (before, ours, theirs))
        made[key] = _merged(old, mine, other, f"{where}/{key}", conflicts)
    return {key: value for key, value in made.items() if value is not _ABSENT}


def _merged_keys(versions: Sequence[bytes], name: str) -> tuple[list[str], bytes]:
    """The fields in conflict, and the key file: the edition's key, wrapped for all its readers.

    Each side must have had the edition's key, so that no public key gets it that was put into the
    file by hand. If one side removed a steward, the other side may come from that steward: it
    brings no reader. After two removals, neither side's key will do, and the edition gets another.
    """
    _, ours, theirs = map(plain, versions)
    both = encoded(_marked(ours, theirs))
    try:
        before, mine, other = (read_keys(data, name) for data in versions)
    except DataError:
        return ["/wrapped"], both
    own, their = (_trusted(keys, before.recipient) for keys in (mine, other))
    keys = replace(mine, stewards=_holders(before, mine, other))
    if own is None or their is None or not keys.readers:
        return ["/wrapped"], both
    known = {reader.recipient for reader in before.readers}
    for side, rest in ((mine, other), (other, mine)):
        added = {reader.recipient for reader in side.readers} - known
        if added and rest.recipient != before.recipient:
            return ["/stewards"], both
    if their.recipient in {own.recipient, before.recipient}:
        secret = own
    elif own.recipient == before.recipient:
        secret = their
    else:
        secret = new_secret(Secret(tuple(dict.fromkeys((*own.keys, *their.keys)))))
    return [], edit(ours, to_plain(wrapped(keys, secret))).encode()


def _trusted(keys: EditionKeys, before: str) -> Secret | None:
    """One side's secret, if it holds the private key of `before`; raises NeedsKeyError."""
    if keys.wrapped is None:
        return None
    secret = unwrap(keys)
    if secret is None:
        raise NeedsKeyError(keys.cohort)
    is_ours = before in map(age.public, secret.keys)
    return secret if is_ours and secret.is_of(keys) else None


def _holders(*versions: EditionKeys) -> tuple[KeyHolder, ...]:
    """Every steward's key in any version; what one version says has ended has ended."""
    found: dict[tuple[str, str], KeyHolder] = {}
    for holder in (holder for keys in versions for holder in keys.stewards):
        known = found.setdefault((holder.steward, holder.recipient), holder)
        removed, destroyed = known.removed or holder.removed, known.destroyed or holder.destroyed
        ended = replace(known, removed=removed, destroyed=destroyed)
        found[holder.steward, holder.recipient] = ended
    return tuple(found.values())


def _marked(ours: str, theirs: str) -> str:
    """Both texts as one, with Git's marks around the lines in which they differ."""
    mine, other = (text.removesuffix("\n").split("\n") for text in (ours, theirs))
    text = ""
    for change, *ends in SequenceMatcher(None, mine, other, autojunk=False).get_opcodes():
        left = "".join(f"{line}\n" for line in mine[ends[0] : ends[1]])
        right = "".join(f"{line}\n" for line in other[ends[2] : ends[3]])
        both = f"<<<<<<< ours\n{left}=======\n{right}>>>>>>> theirs\n"
        text += left if change == "equal" else both
    return text
