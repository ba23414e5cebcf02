"""The rules of progress, a file each, the most urgent first."""

from __future__ import annotations

from mentoring.progress.rules import (
    agreement_unsigned,
    amendment_unconfirmed,
    asked_for_help,
    below_rhythm,
    check_in_overdue,
    closing_due,
    contact_me,
    counts_differ,
    fit_doubtful,
    goals_missing,
    goals_overdue,
    no_first_meeting,
    not_accepted,
    paused_long,
    silent,
    wish_to_end,
)

RULES = (
    contact_me.RULE,
    wish_to_end.RULE,
    asked_for_help.RULE,
    not_accepted.RULE,
    no_first_meeting.RULE,
    silent.RULE,
    check_in_overdue.RULE,
    agreement_unsigned.RULE,
    below_rhythm.RULE,
    goals_missing.RULE,
    closing_due.RULE,
    paused_long.RULE,
    fit_doubtful.RULE,
    goals_overdue.RULE,
    amendment_unconfirmed.RULE,
    counts_differ.RULE,
)
BY_CODE = {rule.code: rule for rule in RULES}
