"""The two sides of a mentorship."""

from typing import Literal

Side = Literal["mentee", "mentor"]
