"""The report on an erasure: what was done, what to check, what only the organiser can do.

It names people only by tombstones, and places by path and line.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mentoring.operations.erasure.run_erasure import Erasure
from mentoring.operations.erasure.scan_objects import Hit
from mentoring.operations.erasure.uncertain_traces import Doubt, doubts, is_program
from mentoring.render.phrases import many

MOST = 20
FEW = 10
JUDGE = """
Look at these yourself: parts of a name, which may be another's word, the rarest first."""
UNREAD = """
No program can look into these; look yourself whether they show or hold the person:"""
FOREIGN = """\
In {places} of commits that another repository has, which holds nobody of this programme, the words
  stand too. These are that repository's, and stay as they are."""
PROGRAMS = """\
  Besides, {places} in code, settings and lists of packages, whose words are their authors':
  --format json lists them, too."""
HOST = """\
Ask the Git host to delete what it keeps beside the branches: pull requests, cached views,
     forks, backups, artifacts. It will ask for the first commits that changed:"""
CLONES = """\
Everybody with a clone deletes it and clones again, backups included. One old clone that is
     pushed brings everything back."""
MAIL = "Sent letters, replies, the form's answers, exports and downloads are where you keep them."


def as_text(erasure: Erasure, tombstones: Mapping[str, str] | None = None) -> str:
    """The report for a terminal."""
    stones = sorted(set((tombstones or {}).values()))
    parts = [*_done(erasure, stones), *_kept(erasure, stones), *_judge(erasure), *_next(erasure)]
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
        "dropped": dict(erasure.prepared.rewritten.dropped) if erasure.prepared else {},
        "left": [_plain(hit) for hit in erasure.scan.certain],
        "judge": [{**_plain(hit), "word": hit.word} for hit in erasure.scan.doubtful],
        "outbox": list(erasure.leftovers.outbox),
        "push": list(erasure.leftovers.pushes),
    }


def _plain(hit: Hit) -> dict[str, Any]:
    return {"where": hit.where, "line": hit.line, "object": hit.object}


def _done(erasure: Erasure, stones: Sequence[str]) -> Iterator[str]:
    verb = "are" if erasure.done else "would be"
    if erasure.prepared:
        rewritten = erasure.prepared.rewritten
        yield f"{rewritten.changed} of {rewritten.scope.all} commits {verb} rewritten."
    else:
        yield "An erasure that had been interrupted was finished."
        yield "For anybody else, give the command again."
    if stones:
        stand = "stands" if len(stones) == 1 else "stand"
        yield f"In the place of the id {stand} {', '.join(stones)}."
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
        yield "\nRemoved as a whole, for the words could not be cut out of the file:"
        yield from (f"  {path} (versions: {count})" for path, count in sorted(dropped.items()))
    if stones:
        yield "\nWhat stays of a tombstone: the numbers of the sealed match, and that a pair was."


def _judge(erasure: Erasure) -> Iterator[str]:
    """Parts of a name, the rarest word first; none in programs, where they are identifiers."""
    read = [hit for hit in erasure.scan.doubtful if not is_program(hit.where)]
    if found := doubts(read):
        yield JUDGE
        for doubt in found[:MOST]:
            yield from _word(doubt)
    if hidden := found[MOST:]:
        places = many(sum(one.count for one in hidden), "place")
        yield f"  … and {many(len(hidden), 'commoner word')} in {places}; --format json lists all"
    if erasure.scan.unread:
        yield UNREAD
        yield from _places(erasure.scan.unread)
    if programs := len(erasure.scan.doubtful) - len(read):
        yield PROGRAMS.format(places=many(programs, "place"))


def _word(doubt: Doubt) -> Iterator[str]:
    """One word: its frequency, and some of its places."""
    files, times = many(len(doubt.places), "file"), many(doubt.count, "place")
    yield f"  A word in {files}, {times} over all versions:"
    yield from (f"  {_place(hit)}" for hit in doubt.places[:FEW])
    if more := doubt.places[FEW:]:
        yield f"    … and in {many(len(more), 'more file', 'more files')}"


def _place(hit: Hit) -> str:
    line = f":{hit.line}" if hit.line else ""
    return f"  {hit.where}{line}" + (f"  (git show {hit.object})" if hit.object else "")


def _places(hits: Sequence[Hit]) -> Iterator[str]:
    yield from (_place(hit) for hit in hits[:MOST])
    if len(hits) > MOST:
        yield f"  … and {len(hits) - MOST} more; --format json lists all"


def _next(erasure: Erasure) -> Iterator[str]:
    yield "\nWhat only you can do" + ("" if erasure.done else " then") + ":"
    yield from (f"  {number}. {step}" for number, step in enumerate(_steps(erasure), 1))


def _steps(erasure: Erasure) -> Iterator[str]:
    if erasure.leftovers.pushes:
        lines = "".join(f"\n     {push}" for push in erasure.leftovers.pushes)
        yield f"Allow forced pushes, push before anybody fetches, forbid them again:{lines}"
    first = erasure.prepared.rewritten.scope.first if erasure.prepared else ()
    yield HOST + ("".join(f"\n     {commit}" for commit in first) or " see the earlier report")
    yield CLONES
    if erasure.leftovers.outbox:
        files = "".join(f"\n     {path}" for path in erasure.leftovers.outbox)
        yield f"Delete these files, which Git does not know:{files}"
    yield MAIL
