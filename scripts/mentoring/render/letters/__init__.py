"""Render letters: templates that organisers edit become e-mail drafts."""
