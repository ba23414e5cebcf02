"""A record's path must agree with its content."""

from __future__ import annotations

from collections.abc import Iterator

from mentoring.checks.check import edition_check
from mentoring.problems import Problem
from mentoring.store.edition import Edition
from mentoring.store.entry import problem_in
from mentoring.store.record_kinds import fields_of


@edition_check
def file_says_what_it_holds(edition: Edition) -> Iterator[Problem]:
    """A file's name is its record's id, and its folder the record's edition."""
    documents = (document for entry in edition.entries for document in entry.documents)
    for document in documents:
        for field, named in fields_of(document.path).items():
            plain = document.value if isinstance(document.value, dict) else {}
            if plain.get(field, named) != named:
                yield problem_in(
                    document,
                    "name-differs",
                    f"the path of the file says another {field}",
                    "Rename the file, or correct the content: the two must agree.",
                    at=(field,),
                )
