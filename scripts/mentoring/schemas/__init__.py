"""The JSON Schemas (draft 2020-12) of every record, and what they say is wrong.

In comes plain data; out go violations, each as a sentence with its cure. Open `validation.py`
first.
"""

from mentoring.schemas.library import choices, load, names, pattern, titled
from mentoring.schemas.validation import validate
from mentoring.schemas.violation import Violation

__all__ = ["Violation", "choices", "load", "names", "pattern", "titled", "validate"]
