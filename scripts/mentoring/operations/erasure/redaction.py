"""What each file becomes without the subject: its path, and its contents."""

from collections import Counter
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Any

from mentoring.errors import DataError
from mentoring.files.decodings import encoded, plain
from mentoring.files.yaml.edit import edit
from mentoring.files.yaml.parse import parse
from mentoring.operations.erasure.scan import holds
from mentoring.operations.erasure.subject import Subject
from mentoring.people.traces import Traces
from mentoring.store.record_kinds import SEALED_SUFFIX, kind_of
from mentoring.store.vault import Vault
from mentoring.store.writer import sealed_again

_OWN = frozenset({"applications", "identities", "reviews", "voices", "ledgers"})
_REQUIRED = frozenset({"members", "stewards"})
_EVER = "9999"


@dataclass
class Redaction:
    """The rules of one erasure.

    Files in `folders`, and files named there, are removed. `resealed` has new bytes for sealed
    matches, by the blob's name. `tainted` are the objects that mention the subject, and whether by
    an id or a profile's code. `dropped` counts, by path, the versions that can only be removed.
    """

    subject: Subject
    vault: Vault = field(default_factory=lambda: Vault({}))
    folders: tuple[str, ...] = ()
    resealed: Mapping[str, bytes] = field(default_factory=dict)
    tainted: Mapping[str, bool] = field(default_factory=dict)
    dropped: Counter[str] = field(default_factory=Counter)

    def path(self, path: str) -> str | None:
        """The file's new path; None if it is in `folders`, or only about the subject."""
        folder, _, rest = path.removeprefix("data/").partition("/")
        if folder == "reviews":  # data/reviews/<edition>/<application>/<reviewer>.yaml
            rest = "/".join(rest.split("/")[:2])
        is_theirs = folder in _OWN and self.subject.certain.within(rest)
        gone = is_theirs or path.startswith(self.folders)
        return None if gone else self.subject.certain.cut(path)

    def content(self, path: str, data: bytes, oid: str = "") -> bytes | None:
        """The file's bytes without the subject, encrypted again; None if they cannot be cut out."""
        if oid in self.resealed:
            return self.resealed[oid]
        if oid and oid not in self.tainted:
            return data
        certain, opened = self.subject.certain, self.vault.opened(data)
        if not holds(opened, certain):
            return data
        text = None if b"\0" in opened else plain(opened)
        if text and path.startswith("data/") and path.endswith((".yaml", f".yaml{SEALED_SUFFIX}")):
            text = without(text, path, self.subject)
        if text is not None:
            cut = encoded(certain.cut(text))
            if not holds(cut, certain):
                return cut if opened == data else sealed_again(path, cut, self.vault)
        self.dropped[self.path(path) or path] += 1
        return None


def without(text: str, path: str, subject: Subject) -> str | None:
    """A record's text without what the subject said and entries on them; None if unreadable."""
    kind = kind_of(path)
    try:
        value: Any = parse(text.encode(), path).value
        if not isinstance(value, dict):
            return None
        if kind and kind.name == "pair":
            gone, mentee = subject.tombstones.keys(), value.get("mentee", "")
            own = [_unsaid(mentorship, mentee, gone) for mentorship in value.get("mentorships", [])]
            return edit(text, {**value, "mentorships": own})
        if kind and kind.name == "review" and subject.certain.whole(value.get("reviewer")):
            return edit(text, {key: entry for key, entry in value.items() if key != "note"})
        return edit(text, _kept(value, subject.certain))
    except (DataError, UnicodeEncodeError, AttributeError, TypeError):
        return None


def _kept(value: Any, certain: Traces) -> Any:  # noqa: ANN401 (plain data of any shape)
    """Plain data without keys and items that name the subject or have their id; empty lists go."""
    if isinstance(value, dict):
        kept = {key: _kept(own, certain) for key, own in value.items() if not certain.whole(key)}
        return {key: entry for key, entry in kept.items() if entry != [] or key in _REQUIRED}
    if isinstance(value, list):
        items = ((item, item.values() if isinstance(item, dict) else [item]) for item in value)
        return [_kept(item, certain) for item, own in items if not any(map(certain.whole, own))]
    return value


def _unsaid(mentorship: Mapping[str, Any], mentee: str, gone: AbstractSet[str]) -> dict[str, Any]:
    """The mentorship without what the people with these ids said, and the reasons about them."""
    kept, history = dict(mentorship), mentorship.get("history") or ()
    spans = [  # the side that an erased person acted for, from a day to a day
        ("mentor", str(event.get("on")), str(event["until"]))
        for event in history
        if event.get("mentor") in gone and "until" in event
    ]
    if kept.get("mentor") in gone:
        spans.append(("mentor", "", _EVER))
    if mentee in gone:
        spans.append(("mentee", "", _EVER))
        kept.pop("goals", None)

    def stays(said: Mapping[str, Any]) -> bool:
        by, on = said.get("by"), str(said.get("on", ""))
        return not any(by == side and since <= on <= until for side, since, until in spans)

    for name in {"reported", "check_ins"} & kept.keys() if spans else ():
        kept[name] = list(filter(stays, kept[name]))
    if spans and "matched" in kept:
        kept["matched"] = _without_reason(kept["matched"])
    if history:
        kept["history"] = [
            _without_reason(event) if event.get("mentor") in gone else event for event in history
        ]
    return {key: entry for key, entry in kept.items() if not (spans and entry == [])}


def _without_reason(entry: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in entry.items() if key != "reason"}
