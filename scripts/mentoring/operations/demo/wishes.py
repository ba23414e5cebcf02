"""What somebody who asks about a topic wishes for: sentences for a letter, and goals."""

from __future__ import annotations

_WISHES: dict[str, tuple[str, ...]] = {
    "academic-careers": ("I want to know what a permanent post asks of one, and what it costs.",),
    "careers-beyond-academia": ("I should like to hear from someone who has seen industry.",),
    "career-planning": ("I have plans for next week and none for the next five years.",),
    "applying-for-jobs": ("My applications are read by nobody before they are sent.",),
    "fellowships-and-grants": ("I am about to write my first proposal for a grant of my own.",),
    "work-life-balance": ("My evenings belong to the experiment, and that has to change.",),
    "family-and-career": ("I would like to hear how others brought a family and shifts together.",),
    "moving-abroad": ("I may have to move again, and dread it as much as I look forward to it.",),
    "networking": ("At conferences I talk to the people I know already.",),
    "visibility-in-a-collaboration": ("Among thousands of authors I do not know how to be seen.",),
    "leadership": ("I am to coordinate a group and would like to do it well.",),
    "supervising-students": ("I supervise my first student and want to do better than by luck.",),
    "communication": ("I should like to explain my work to people outside my corridor.",),
    "writing-and-publishing": ("Writing takes me three times as long as it should.",),
    "giving-talks": ("Before a talk I do not sleep; I would like to enjoy giving one.",),
    "conflict-and-feedback": ("I avoid difficult conversations until they are very difficult.",),
    "confidence": ("I keep waiting for somebody to notice that I do not belong here.",),
    "time-management": ("I say yes to everything, and finish half of it.",),
    "physics-analysis": ("I want to lead an analysis from the idea to the paper.",),
    "detector-and-hardware": ("I would like to move from analysis into the laboratory.",),
    "software-and-computing": ("I write software most of the day and wonder where that leads.",),
    "theory-and-phenomenology": ("I would like to talk to theorists and be understood.",),
}

_GOALS: dict[str, tuple[str, ...]] = {
    "academic-careers": ("Talk to three people who sat on hiring committees",),
    "careers-beyond-academia": ("Visit two companies", "Write a CV of one page"),
    "career-planning": ("Write down a plan for the next three years",),
    "applying-for-jobs": ("Have my research statement read by three people",),
    "fellowships-and-grants": ("Hand in one fellowship application",),
    "work-life-balance": ("Keep two evenings a week free",),
    "family-and-career": ("Agree on shift plans a quarter ahead",),
    "moving-abroad": ("Compare two countries for the next post",),
    "networking": ("Speak to two people I do not know at each meeting",),
    "visibility-in-a-collaboration": ("Present in a plenary session",),
    "leadership": ("Take a course on leading a group", "Run a weekly meeting of thirty minutes"),
    "supervising-students": ("Agree on expectations with my student in writing",),
    "communication": ("Give one public talk",),
    "writing-and-publishing": ("Finish the draft of my paper",),
    "giving-talks": ("Give a talk at a conference", "Rehearse a talk with feedback"),
    "conflict-and-feedback": ("Have the conversation I have put off",),
    "confidence": ("Write down what went well every Friday",),
    "time-management": ("Say no once a week",),
    "physics-analysis": ("Propose an analysis of my own to the group",),
    "detector-and-hardware": ("Spend two weeks in the laboratory",),
    "software-and-computing": ("Publish my tool with documentation",),
    "theory-and-phenomenology": ("Write a short note with a theorist",),
}


def wishes(topic: str) -> tuple[str, ...]:
    """Sentences for a letter of somebody who asks about `topic`."""
    return _WISHES.get(topic) or (f"I would like advice on {_words(topic)}.",)


def goals(topic: str) -> tuple[str, ...]:
    """What somebody who asks about `topic` may want to reach."""
    return _GOALS.get(topic) or (f"Get further with {_words(topic)}",)


def _words(topic: str) -> str:
    """A topic that this file does not know, as words: the vocabulary may be another programme's."""
    return topic.replace("-", " ")
