"""Languages that both speak. One is enough to talk, so more of them add nothing."""

from mentoring.files.messages import many
from mentoring.scoring.criteria import FULL, listed
from mentoring.scoring.features import Features


def _spoken(person: Features) -> dict[str, int]:
    return dict.fromkeys(person.languages, FULL)


def _reason(mentee: Features, mentor: Features) -> str:
    if shared := sorted(set(mentee.languages) & set(mentor.languages)):
        return f"They share {many(len(shared), 'language')}: {', '.join(shared)}."
    return "They share no language."


CRITERION = listed("Languages", ("languages",), _spoken, _spoken, _reason)
