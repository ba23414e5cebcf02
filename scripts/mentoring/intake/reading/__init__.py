"""Reads the bytes of an export into the answers of its rows."""
