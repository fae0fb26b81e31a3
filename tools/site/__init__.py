"""Makes the documentation site: stages written pages and those that follow from code, for mkdocs to print."""
