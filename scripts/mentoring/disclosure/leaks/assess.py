"""Assesses sightings in a text: certain, for a person to judge, or not reported."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from mentoring.disclosure.leaks.finding import Kind, Weight
from mentoring.disclosure.leaks.index import Sighting
from mentoring.people.normalized_words import words

_NEAR = 100  # characters between a doubtful word and what makes it certain
_BESIDE = 300  # characters between a person and their institute
_OF_A_NAME = frozenset({Kind.NAME, Kind.PART})


class Judgement(NamedTuple):
    """A sighting that is reported, and whether it is certain."""

    sighting: Sighting
    certain: bool


def judged(text: str, sightings: Iterable[Sighting], *, prose: bool) -> Iterator[Judgement]:
    """The sightings in a text that are reported; program code is not `prose`."""
    people: dict[str, list[Sighting]] = defaultdict(list)
    for sighting in sightings:
        people[sighting.clue.person].append(sighting)
    for own in people.values():
        person = _OfOne(text, list(_outermost(own)), prose=prose)
        for number, sighting in enumerate(person.seen):
            certain = person.certain(number)
            if certain is not None:
                yield Judgement(sighting, certain)


def _outermost(seen: Iterable[Sighting]) -> Iterator[Sighting]:
    """Leave out parts of a longer trace of the same person that is at least as telling."""
    ends = dict.fromkeys(Weight, 0)
    for one in sorted(seen, key=lambda one: (one.start, -one.end, one.clue.weight)):
        weight = one.clue.weight
        if all(ends[other] < one.end for other in Weight if other <= weight):
            yield one
            ends[weight] = one.end


class _OfOne:
    """The sightings of one person in one text, in order."""

    def __init__(self, text: str, seen: Sequence[Sighting], *, prose: bool) -> None:
        self.text = text
        self.seen = seen
        self.prose = prose

    def certain(self, number: int) -> bool | None:
        """Whether a sighting is certain; None if it is not reported.

        A detail such as an institute counts only if the person is certainly named near it.
        """
        one = self.seen[number]
        weight = one.clue.weight
        if weight is Weight.BESIDE:
            near = (
                self.certain(other)
                for other in self.around(number, _BESIDE)
                if self.seen[other].clue.weight is not Weight.BESIDE
            )
            return True if any(near) else None
        if (
            weight is Weight.SURE
            or (weight is Weight.AS_A_NAME and self.is_written_as_name(one))
            or (weight is Weight.IN_PROSE and self.prose)
            or any(self.tells(self.seen[other], one) for other in self.around(number, _NEAR))
        ):
            return True
        is_code = weight is Weight.DOUBTFUL and self.text[one.start].islower() and not self.prose
        return None if is_code else False

    def around(self, number: int, reach: int) -> Iterator[int]:
        """The indices of other sightings within `reach` characters."""
        one = self.seen[number]
        for other in range(number - 1, -1, -1):
            if one.start - self.seen[other].end > reach:
                break
            yield other
        for other in range(number + 1, len(self.seen)):
            if self.seen[other].start - one.end > reach:
                break
            yield other

    def tells(self, other: Sighting, one: Sighting) -> bool:
        """Whether `other` confirms that `one` is about the person and not a common word."""
        if not set(other.trace).isdisjoint(one.trace):
            return False
        if other.clue.kind is one.clue.kind is Kind.PASSAGE:  # examples are often side by side
            return False
        if other.clue.weight is Weight.BESIDE and len(other.trace) == 1:
            return False
        return all(
            each.clue.weight is Weight.SURE
            or each.clue.kind not in _OF_A_NAME
            or self.is_written_as_name(each)
            for each in (one, other)
        )

    def is_written_as_name(self, one: Sighting) -> bool:
        """Whether every word is capitalised and every initial has a full stop: “G. Young”.

        A sign without case counts as a whole word.
        """
        text = self.text[one.start : one.end]
        behind = f"{text}{self.text[one.end : one.end + 1]} "
        return all(
            not text[word.start].islower()
            and (
                len(word.folded) > 1
                or word.folded.lower() == word.folded.upper()
                or behind[word.end] == "."
            )
            for word in words(text)
        )
