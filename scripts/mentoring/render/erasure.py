"""The report on an erasure: what was done, what to check, what only the organiser can do.

It names people only by tombstones, and places by path and line.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any

from mentoring.operations.erasure.run_erasure import Erasure
from mentoring.operations.erasure.scan import Hit
from mentoring.render.phrases import many
from mentoring.store.record_kinds import DATA

MOST = 20
FEW = 10
CHECK = """
Check these places yourself. They contain parts of a name, which other people may share; the rarest
words come first."""
UNREAD = """
No program can read these files. Check yourself whether they show the person:"""
FOREIGN = """\
The words also occur in {places} of commits that belong to another repository, which holds no data
  of this programme. These commits are not changed."""
PROGRAMS = """\
  {places} more in code, settings and lists of packages, where the words are identifiers:
  --format json lists them."""
HOST = """\
Ask the Git host to delete its other copies: pull requests, cached views, forks, backups,
     artifacts. It will ask for the first commits that changed:"""
CLONES = """\
Ask everybody with a clone to delete it and to clone again; delete backups, too. A push from
     one old clone brings everything back."""
MAIL = (
    "Delete sent letters, replies, the form's answers, exports and downloads where you keep them."
)
_PROGRAMS = frozenset(
    {".cfg", ".css", ".in", ".ini", ".js", ".json", ".lock", ".mjs", ".py", ".svg", ".toml", ".ts"}
)
_FOLDERS = (".ci/", ".git", "requirements/", "scripts/", "tests/")


def as_text(erasure: Erasure, tombstones: Mapping[str, str] | None = None) -> str:
    """The report for a terminal."""
    stones = sorted(set((tombstones or {}).values()))
    parts = [*_done(erasure, stones), *_kept(erasure, stones), *_check(erasure)]
    parts.append("\nWhat only you can do" + ("" if erasure.done else " then") + ":")
    parts += [f"  {number}. {step}" for number, step in enumerate(_steps(erasure), 1)]
    return "\n".join(parts)


def as_json(erasure: Erasure, tombstones: Mapping[str, str] | None = None) -> dict[str, Any]:
    """The report for programs."""
    rewritten = erasure.prepared.rewritten if erasure.prepared else None
    return {
        "done": erasure.done,
        "clean": erasure.clean,
        "tombstones": sorted(set((tombstones or {}).values())),
        "commits": {
            "all": rewritten.scope.all if rewritten else None,
            "changed": rewritten.changed if rewritten else None,
            "first": list(rewritten.scope.first) if rewritten else [],
        },
        "searched": {"objects": erasure.scan.objects, "files": erasure.scan.files},
        "foreign": erasure.scan.foreign,
        "unread": [_plain(hit) for hit in erasure.scan.unread],
        "dropped": dict(rewritten.dropped) if rewritten else {},
        "left": [_plain(hit) for hit in erasure.scan.certain],
        "judge": [{**_plain(hit), "word": hit.word} for hit in erasure.scan.doubtful],
        "outbox": list(erasure.outbox),
        "push": list(erasure.pushes),
    }


def _plain(hit: Hit) -> dict[str, Any]:
    return {"where": hit.where, "line": hit.line, "object": hit.object}


def _done(erasure: Erasure, stones: Sequence[str]) -> Iterator[str]:
    if erasure.prepared:
        rewritten, verb = erasure.prepared.rewritten, "are" if erasure.done else "would be"
        yield f"{rewritten.changed} of {rewritten.scope.all} commits {verb} rewritten."
    else:
        yield "An interrupted erasure was completed."
        yield "To erase another person, give the command again."
    if stones:
        what = "Tombstone" if len(stones) == 1 else "Tombstones"
        yield f"{what} in place of the id: {', '.join(stones)}."
    searched = f"{erasure.scan.objects} objects and {erasure.scan.files} other files searched"
    if erasure.clean:
        yield f"{searched}: id, address and full name are in none of them."
        if erasure.scan.foreign:
            yield FOREIGN.format(places=many(erasure.scan.foreign, "place"))
    else:
        yield f"{searched}. STILL FOUND, to be removed by hand:"
        yield from _places(erasure.scan.certain)


def _kept(erasure: Erasure, stones: Sequence[str]) -> Iterator[str]:
    dropped = erasure.prepared.rewritten.dropped if erasure.prepared else {}
    if dropped:
        yield "\nRemoved as whole files, because the words could not be cut out:"
        yield from (f"  {path} (versions: {count})" for path, count in sorted(dropped.items()))
    if stones:
        yield "\nKept under a tombstone: the numbers of the sealed match, and the fact of the pair."


def _check(erasure: Erasure) -> Iterator[str]:
    """Parts of a name, the rarest word first, because rare words are more likely to be names."""
    by_word: dict[str, list[Hit]] = defaultdict(list)
    programs = 0
    for hit in erasure.scan.doubtful:
        if _is_program(hit.where):
            programs += 1
        else:
            by_word[hit.word].append(hit)
    words = sorted((_firsts(hits), len(hits)) for hits in by_word.values())
    words.sort(key=lambda word: len(word[0]))
    if words:
        yield CHECK
        for firsts, count in words[:MOST]:
            files = many(len(firsts), "file")
            yield f"  A word in {files}, {many(count, 'place')} over all versions:"
            yield from (f"  {_place(hit)}" for hit in firsts[:FEW])
            if more := firsts[FEW:]:
                yield f"    … and in {many(len(more), 'more file', 'more files')}"
    if hidden := words[MOST:]:
        places = many(sum(count for _, count in hidden), "place")
        yield f"  … and {many(len(hidden), 'commoner word')} in {places}; --format json lists all"
    if erasure.scan.unread:
        yield UNREAD
        yield from _places(erasure.scan.unread)
    if programs:
        yield PROGRAMS.format(places=many(programs, "place"))


def _is_program(path: str) -> bool:
    """Whether a file is code, configuration or a list of packages, so not about applicants."""
    if path.startswith(f"{DATA}/"):
        return False
    return path.startswith(_FOLDERS) or PurePosixPath(path).suffix.lower() in _PROGRAMS


def _firsts(hits: Iterable[Hit]) -> tuple[Hit, ...]:
    """The first place in each file."""
    return tuple({hit.where: hit for hit in sorted(hits, reverse=True)}.values())[::-1]


def _place(hit: Hit) -> str:
    line = f":{hit.line}" if hit.line else ""
    return f"  {hit.where}{line}" + (f"  (git show {hit.object})" if hit.object else "")


def _places(hits: Sequence[Hit]) -> Iterator[str]:
    yield from (_place(hit) for hit in hits[:MOST])
    if len(hits) > MOST:
        yield f"  … and {len(hits) - MOST} more; --format json lists all"


def _steps(erasure: Erasure) -> Iterator[str]:
    if erasure.pushes:
        lines = "".join(f"\n     {push}" for push in erasure.pushes)
        yield f"Allow forced pushes, push before anybody fetches, and forbid them again:{lines}"
    first = erasure.prepared.rewritten.scope.first if erasure.prepared else ()
    yield HOST + ("".join(f"\n     {commit}" for commit in first) or " see the earlier report")
    yield CLONES
    if erasure.outbox:
        files = "".join(f"\n     {path}" for path in erasure.outbox)
        yield f"Delete these files, which Git does not track:{files}"
    yield MAIL
