"""The JSON Schemas (draft 2020-12) of every record, and what they say is wrong."""

from mentoring.schemas.library import choices, load, names
from mentoring.schemas.violation import Violation, validate

__all__ = ["Violation", "choices", "load", "names", "validate"]
