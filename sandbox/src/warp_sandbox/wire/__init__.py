"""HTTP, on the way from a request through every check to a reply; knows no operation by name."""
