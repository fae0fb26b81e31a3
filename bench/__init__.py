"""Measurements, each a ratio against a yardstick in the same run."""
