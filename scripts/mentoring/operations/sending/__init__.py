"""Sending the drafts in the outbox: each once, over TLS, and resumable after an interruption.

Drafts and the ledger come in; the records of what was sent go out. Begin with `send.py`.
"""
