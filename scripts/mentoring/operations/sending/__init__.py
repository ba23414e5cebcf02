"""Sending the drafts in the outbox: each once, over TLS, to be resumed after a cut."""
