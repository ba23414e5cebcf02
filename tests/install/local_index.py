"""A package index on this machine: small wheels that bear the names of a lock's packages."""

from __future__ import annotations

import base64
import hashlib
import re
import zipfile
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, metadata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NEWER = "9999.0"
PINNED = re.compile(r"^(?P<name>[\w.-]+)==(?P<version>\S+?)(?P<marker> ;[^\\]*)? \\$", re.MULTILINE)


@dataclass(frozen=True, order=True, kw_only=True)
class Pin:
    """A line of a lock: one version of a package, and where it applies."""

    name: str
    version: str
    marker: str

    @property
    def wheel(self) -> str:
        """The beginning of its wheel's name."""
        return f"{re.sub('[-.]', '_', self.name)}-{self.version}"


def pins(lock: Path) -> list[Pin]:
    """What a lock file holds."""
    return [
        Pin(name=found["name"], version=found["version"], marker=found["marker"] or "")
        for found in PINNED.finditer(lock.read_text(encoding="utf-8"))
    ]


def write_index(folder: Path, wanted: set[Pin]) -> dict[Pin, str]:
    """Write a simple index in which each package has its pinned and a newer release.

    Returns the SHA-256 of each pinned wheel.
    """
    digests = {pin: _write_wheel(folder / pin.name, pin.name, pin.version) for pin in wanted}
    for name in {pin.name for pin in wanted}:
        _write_wheel(folder / name, name, NEWER)
        links = (f'<a href="{wheel.name}">{wheel.name}</a>' for wheel in (folder / name).iterdir())
        (folder / name / "index.html").write_text("\n".join(links), encoding="utf-8")
    return digests


def write_lock(target: Path, digests: dict[Pin, str], locked: list[Pin]) -> None:
    """Write the same lock for the wheels of the local index: only the hashes are other ones."""
    lines = (
        f"{pin.name}=={pin.version}{pin.marker} \\\n    --hash=sha256:{digests[pin]}\n"
        for pin in locked
    )
    target.write_text("".join(lines), encoding="utf-8")


def _write_wheel(folder: Path, name: str, version: str) -> str:
    folder.mkdir(parents=True, exist_ok=True)
    distribution = name.replace("-", "_").replace(".", "_")
    info = f"{distribution}-{version}.dist-info"
    files = {
        f"{info}/METADATA": "\n".join(_headers(name, version)) + "\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = [f"{path},sha256={_digest(text)},{len(text.encode())}" for path, text in files.items()]
    files[f"{info}/RECORD"] = "\n".join([*record, f"{info}/RECORD,,"]) + "\n"
    wheel = folder / f"{distribution}-{version}-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        for path, text in files.items():
            archive.writestr(path, text)
    return hashlib.sha256(wheel.read_bytes()).hexdigest()


def _headers(name: str, version: str) -> Iterator[str]:
    """What the real package of this name says that it needs, where it is installed here."""
    yield from ("Metadata-Version: 2.1", f"Name: {name}", f"Version: {version}")
    try:
        real = metadata(name)
    except PackageNotFoundError:
        return
    for key in ("Provides-Extra", "Requires-Dist"):
        yield from (f"{key}: {value}" for value in real.get_all(key) or [])


def _digest(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
