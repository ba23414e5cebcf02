"""The two sides of a mentorship."""

from __future__ import annotations

from typing import Literal

Side = Literal["mentee", "mentor"]
