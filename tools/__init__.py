"""Commands around the project that are part of no wheel."""
