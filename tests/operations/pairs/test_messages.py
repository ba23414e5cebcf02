"""The table of messages about pairs holds what the code says, and nothing else."""

import re
from typing import get_args

from mentoring.files.messages import messages
from mentoring.people.lifecycle import Step
from tools import ROOT

PACKAGE = "mentoring.operations.pairs"


def test_every_message_of_the_table_is_said_somewhere_and_every_one_said_is_there() -> None:
    """A step's own message is found by the step's name."""
    folder = ROOT / "scripts" / PACKAGE.replace(".", "/")
    sources = [path.read_text(encoding="utf-8") for path in folder.glob("*.py")]
    said = {key for source in sources for key in re.findall(r'\btext\(\s*"([a-z-]+)"', source)}
    said |= {key for source in sources for key in re.findall(r'_state_for\("([a-z]+)"', source)}
    assert messages(PACKAGE).keys() == said
    assert {"declined", "paused", "completed"} <= said & set(get_args(Step))
