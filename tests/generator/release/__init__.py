"""Releases: the record, the verdict, and what leads to it."""
