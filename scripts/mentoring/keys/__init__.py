"""The age keys with which an edition's identities are encrypted for its stewards.

In come a steward's private keys and the edition's key file; out comes an edition's secret, which
opens and seals texts. Open `secret.py` first.
"""
