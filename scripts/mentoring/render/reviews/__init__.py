"""Render reviews: assignments, the packets and forms for reviewers, and the summary."""
