"""The airlock: the one place that sees people on one side and aggregates on the other.

In come an edition and every earlier release; out goes a release that an attacker has audited.
Open `prepare_release.py` first.
"""
