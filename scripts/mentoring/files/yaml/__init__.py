"""Strict YAML: reads with positions, writes in canonical form, edits only what changes."""
