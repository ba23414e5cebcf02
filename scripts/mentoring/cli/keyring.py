"""The private keys of the person at the command line: where they are looked for."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from mentoring.errors import MentoringError

SUFFIX = ".key"


def folder() -> Path:
    """The folder for private keys, outside of every repository."""
    base = os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config"
    return Path(base) / "mentoring" / "keys"


def private_keys(files: Sequence[Path]) -> tuple[object, ...]:
    """The keys in `files` and in MENTORING_KEY; without either, those in the folder for keys."""
    from mentoring.keys import age

    return tuple(key for text in _texts(files) for key in age.private_keys(text))


def _texts(files: Sequence[Path]) -> Iterator[str]:
    from mentoring.files.decodings import plain
    from mentoring.files.tree import read_input

    given = os.environ.get("MENTORING_KEY", "")
    if given:
        yield given
    own = () if files or given else sorted(folder().glob(f"*{SUFFIX}"))
    for file in (*files, *own):
        yield plain(read_input(file))


def keep(secret: str, name: str, root: Path) -> Path:
    """Write a new private key where it is found again, readable by its owner alone.

    Raises MentoringError if the folder is inside of the programme's repository.
    """
    from mentoring.files import atomic

    path = folder() / f"{name}{SUFFIX}"
    if path.resolve().is_relative_to(root.resolve()):
        raise MentoringError(f"{path.parent} is inside of the repository: set XDG_CONFIG_HOME.")
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    atomic.write(path, f"{secret}\n".encode(), private=True)
    return path


def delete(recipient: str) -> list[Path]:
    """Delete the files in the folder for keys that hold this public key's private key."""
    from mentoring.files.decodings import plain
    from mentoring.files.tree import read_input
    from mentoring.keys import age

    gone = []
    for file in sorted(folder().glob(f"*{SUFFIX}")):
        keys = age.private_keys(plain(read_input(file)))
        if recipient in map(age.public_of, keys):
            file.unlink()
            gone.append(file)
    return gone
