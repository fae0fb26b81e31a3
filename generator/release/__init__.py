"""Releases: what changed since the last one, how much that is worth, and the record of it."""
