"""Topics the mentee asks for, most wanted first, against topics the mentor offers.

The first of them is worth most. If a mentor offers more topics than the programme counts, each
topic counts less.
"""

from mentoring.scoring.criteria import FULL, by_rank, listed
from mentoring.scoring.features import Features


def _reason(mentee: Features, mentor: Features) -> str:
    found = [
        f"{topic.replace('-', ' ')} ({rank})"
        for rank, topic in enumerate(mentee.topics, 1)
        if topic in mentor.topics
    ]
    if not found:
        return "The mentor offers none of the topics the mentee asks for."
    asked = len(mentee.topics)
    text = f"The mentor offers {len(found)} of {asked} topics asked for: {', '.join(found)}."
    if mentor.topic_share < FULL:
        share = f"{mentor.topic_share / 10:.0f} %"
        text += f" Each counts {share}, because {len(mentor.topics)} are offered."
    return text


CRITERION = listed(
    "Topics",
    ("topics", "topic_places", "topic_share"),
    lambda mentee: by_rank(mentee.topics, mentee.topic_places),
    lambda mentor: dict.fromkeys(mentor.topics, mentor.topic_share),
    _reason,
)
