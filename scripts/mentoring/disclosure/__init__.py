"""The airlock: the only package that turns personal records into published aggregates.

It takes an edition and all earlier releases, and returns a release audited by our own attacker.
Open `publish_release.py` first.
"""
