"""Sending the drafts in the outbox: each once, over TLS, and resumable after an interruption."""
