"""A review: one reviewer's marks for one application."""

from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True, slots=True)
class Review:
    """Marks from 1 to 5 by rubric item; none if the reviewer declares a conflict."""

    application: str
    reviewer: str
    scores: dict[str, int] = field(default_factory=dict)
    conflict: bool = False
    note: str | None = None
