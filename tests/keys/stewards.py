"""Stewards at their own machines: a clone, a folder for private keys, and what commands said."""

from __future__ import annotations

import io
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest

from mentoring.cli import keyring
from mentoring.cli.boundary import run
from mentoring.files.changes import plan
from mentoring.keys import age
from mentoring.operations.git import Repository, objects
from mentoring.store.reader import load
from mentoring.store.vault import register_files, vault_of
from mentoring.store.writer import changes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from mentoring.store.programme import Programme


FIRST, SECOND = "sttwwb", "sttwwc"
DAY = "--today 2031-11-01"


@dataclass
class Machine:
    """A clone of the programme on one machine; private keys are in `home`, and one in `key`."""

    root: Path
    home: Path
    key: str = ""
    said: list[str] = field(default_factory=list)

    def __call__(self, command: str, *more: str, status: int | None = 0) -> str:
        """Run a command as typed here; return what it printed. `more` are words with blanks.

        It ends with `status`; None allows any.
        """
        said = io.StringIO()
        with self._at_home(), redirect_stdout(said), redirect_stderr(said):
            done = run(["-C", str(self.root), *command.split(), *more])
        self.said.append(said.getvalue())
        assert status in {None, done}, f"{command}: {said.getvalue()}"
        return said.getvalue()

    def write(self, *records: Any, cohort: str | None = None) -> None:
        """Store records as a command does that has made them."""
        with self._at_home():
            changes(self.root, records, cohort=cohort).apply()

    def write_register(self, text: str) -> None:
        """Store the register of institutes."""
        with self._at_home():
            plan(self.root, register_files(text.encode(), vault_of(self.root))).apply()

    def programme(self) -> Programme:
        """The programme as it can be read here."""
        with self._at_home():
            return load(self.root)

    def opened_objects(self) -> list[bytes]:
        """Every object of the repository, with what is encrypted opened."""
        with self._at_home():
            vault = vault_of(self.root)
            return [vault.opened(each.data) for each in objects(Repository(self.root))]

    def git(self, *arguments: str) -> str:
        """Run Git as this machine's user."""
        with self._at_home():
            return Repository(self.root).text(*arguments)

    def commit(self, message: str) -> None:
        """Commit everything in the work tree."""
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", message)

    def send(self, message: str) -> None:
        """Commit, take in what the others have sent, and send both."""
        self.commit(message)
        self.git("pull", "--quiet", "--no-rebase", "--no-edit", "origin", "main")
        self.git("push", "--quiet", "origin", "main")

    def pull(self) -> None:
        """Take in what the others have sent."""
        self.git("pull", "--quiet", "--no-rebase", "--no-edit", "origin", "main")

    @contextmanager
    def _at_home(self) -> Iterator[None]:
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("XDG_CONFIG_HOME", str(self.home))
            patch.setenv("MENTORING_KEY", self.key)
            for role in ("AUTHOR", "COMMITTER"):
                patch.setenv(f"GIT_{role}_NAME", "steward")
                patch.setenv(f"GIT_{role}_EMAIL", "steward@localhost")
            age.use_keys(partial(keyring.private_keys, ()))
            yield


def machine(folder: Path, name: str, origin: Path | None = None) -> Machine:
    """A machine with a clone of `origin`, or with an empty repository."""
    root = folder / name
    if origin is None:
        root.mkdir()
        Repository(root).run("init", "--quiet", "--initial-branch=main")
    else:
        Repository(folder).run("clone", "--quiet", str(origin), str(root))
    return Machine(root=root, home=folder / f"{name}-home")


def data(at: Machine) -> dict[str, bytes]:
    """Every file of the data."""
    return {
        path.relative_to(at.root).as_posix(): path.read_bytes()
        for path in sorted((at.root / "data").rglob("*.*"))
        if path.is_file()
    }


def identity(at: Machine) -> Path:
    """The first encrypted identity."""
    return min((at.root / "data/identities/2031").iterdir())


def elsewhere(at: Machine, folder: Path, name: str = "nobody") -> Machine:
    """The same work tree on a machine that has no key yet."""
    return Machine(root=at.root, home=folder / name)


def joined(at: Machine, folder: Path) -> Machine:
    """The machine of a second steward, whose key the first adds."""
    other = elsewhere(at, folder, "other")
    at(f"keys add 2031 {SECOND} {other('keys request 2031').splitlines()[-1]} {DAY}")
    return other
