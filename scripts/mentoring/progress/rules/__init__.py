"""The progress rules, in modules by subject; the most urgent first.

To add a rule, write a function in the module of its subject and decorate it with `@rule`.
"""

from __future__ import annotations

import sys

from mentoring import registry
from mentoring.progress.rule import Rule, Urgency

RULES: tuple[Rule, ...] = tuple(
    sorted(
        (
            found
            for module in registry.load_all(sys.modules[__name__])
            for found in vars(module).values()
            if isinstance(found, Rule)
        ),
        key=lambda found: list(Urgency).index(found.urgency),
    )
)
BY_CODE = {found.code: found for found in RULES}
