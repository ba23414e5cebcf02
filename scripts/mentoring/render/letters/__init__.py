"""Letters in words: templates that organisers edit become e-mail drafts."""
