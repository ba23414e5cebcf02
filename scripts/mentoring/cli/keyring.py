"""The private keys of the person at the command line: where they are looked for."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from mentoring.cli import output
from mentoring.errors import MentoringError, UsageError
from mentoring.keys import age

SUFFIX = ".key"


def folder() -> Path:
    """The folder for private keys, outside of every repository."""
    base = os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config"
    return Path(base) / "mentoring" / "keys"


def private_keys(files: Sequence[Path]) -> tuple[object, ...]:
    """The keys in `files` and MENTORING_KEY, or else in the folder; raises UsageError if none."""
    given = os.environ.get("MENTORING_KEY", "")
    own = () if files or given else sorted(folder().glob(f"*{SUFFIX}"))
    texts = [("MENTORING_KEY", given)] if given else []
    keys: list[object] = []
    for place, text in (*texts, *((str(file), _text(file)) for file in (*files, *own))):
        try:
            found = age.private_keys(text)
        except UsageError as error:
            raise UsageError(f"{place}: {error}") from error
        if not found:
            raise UsageError(output.said("no-private-key", place=place))
        keys += found
    return tuple(keys)


def _text(file: Path) -> str:
    from mentoring.files.decodings import plain
    from mentoring.files.tree import read_input

    try:
        text = plain(read_input(file))
    except MentoringError as error:
        raise UsageError(str(error)) from error
    if file.stat().st_mode & 0o077:
        output.echo_err(f"Others on this machine may read your key: chmod 600 {file}")
    return text


def keep(secret: str, cohort: str, root: Path) -> None:
    """Write a new private key, for its owner alone; raises MentoringError in a repository."""
    from mentoring.files.changes import write

    path = folder() / f"{cohort}-{age.public(secret)[-8:]}{SUFFIX}"
    if path.resolve().is_relative_to(root.resolve()):
        raise MentoringError(f"{path.parent} is inside of the repository: set XDG_CONFIG_HOME.")
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    write(path, f"{secret}\n".encode(), private=True)
    output.echo_err(f"Your private key is {path}. Keep a copy where no one else reads it.")


def delete(recipient: str) -> Iterator[Path]:
    """Delete a public key's private key, and no other, from its files; yields each when done."""
    from mentoring.files.changes import write

    for file in sorted(folder().glob(f"*{SUFFIX}")):
        text = rest = _text(file)
        for secret in age.secrets(text):
            if age.public(secret) == recipient:
                rest = rest.replace(secret, "")
        if rest == text:
            continue
        if age.holds_a_key(rest):
            write(file, rest.encode("utf-8", "surrogateescape"), private=True)
        else:
            file.unlink()
        yield file
