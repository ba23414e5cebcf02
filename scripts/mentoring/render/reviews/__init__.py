"""Reviewing: who reviews what, what reviewers read and fill in, and what came of it."""
