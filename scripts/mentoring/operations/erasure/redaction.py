"""The redacted contents and path of each file."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from mentoring.files.decodings import plain, readings
from mentoring.operations.erasure import records
from mentoring.operations.erasure.subject import Subject

_OWN = frozenset({"applications", "reviews", "ledgers"})


@dataclass
class Redaction:
    """The rules of one erasure.

    Files in `folders`, and files named there, are removed. `resealed` has new bytes for sealed
    matches, by the blob's name. `tainted` are the objects that mention the subject, `named` those
    that contain an id or profile code. `dropped` counts, by path, the file versions that cannot be
    redacted and are therefore removed.
    """

    subject: Subject
    folders: tuple[str, ...] = ()
    resealed: Mapping[str, bytes] = field(default_factory=dict)
    tainted: AbstractSet[str] = frozenset()
    named: AbstractSet[str] = frozenset()
    dropped: dict[str, int] = field(default_factory=dict)
    _paths: dict[str, str | None] = field(default_factory=dict)

    def path(self, path: str) -> str | None:
        """The file's new path; None if all of it is about the subject."""
        if path not in self._paths:
            self._paths[path] = self._moved(path)
        return self._paths[path]

    def _moved(self, path: str) -> str | None:
        gone = path.startswith(self.folders) or self._is_theirs(path)
        return None if gone else self.subject.certain.cut(path)

    def _is_theirs(self, path: str) -> bool:
        """Whether the file is only about the subject: an application, review or letter's entry."""
        folder, _, rest = path.removeprefix("data/").partition("/")
        if folder == "reviews":  # data/reviews/<edition>/<application>/<reviewer>.yaml
            rest = "/".join(rest.split("/")[:2])
        return folder in _OWN and self.subject.certain.within(rest)

    def content(self, path: str, data: bytes, oid: str = "") -> bytes | None:
        """The file's bytes without the subject; None if the subject cannot be cut out."""
        if oid in self.resealed:
            return self.resealed[oid]
        if (oid and oid not in self.tainted) or not self._stands_in(data):
            return data
        cut = self._cut(path, data)
        if cut is None:
            shown = self.path(path) or path
            self.dropped[shown] = self.dropped.get(shown, 0) + 1
        return cut

    def _cut(self, path: str, data: bytes) -> bytes | None:
        if b"\0" in data:
            return None
        text: str | None = plain(data)
        if path.startswith("data/") and path.endswith(".yaml"):
            text = records.without(plain(data), path, self.subject)
        if text is None:
            return None
        cut = self.subject.certain.cut(text).encode("utf-8", "surrogateescape")
        return None if self._stands_in(cut) else cut

    def _stands_in(self, data: bytes) -> bool:
        return any(self.subject.certain.within(text) for text in readings(data))
