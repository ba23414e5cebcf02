"""A mentoring programme that runs in a Git repository."""

__version__ = "0.3.0"
