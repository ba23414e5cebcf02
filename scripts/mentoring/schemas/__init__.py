"""The JSON Schemas (draft 2020-12) of every record, and what they say is wrong.

In comes plain data; out go violations, each as a sentence with its cure. Open `validation.py`
first.
"""

from mentoring.schemas.explanation import Violation
from mentoring.schemas.library import for_editors, load, names, pattern, with_words
from mentoring.schemas.validation import validate

__all__ = ["Violation", "for_editors", "load", "names", "pattern", "validate", "with_words"]
