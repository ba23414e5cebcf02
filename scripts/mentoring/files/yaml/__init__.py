"""Strict YAML: read with places, written one way, edited without disturbing the rest."""
