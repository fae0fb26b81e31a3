"""Turns the OpenAPI documents of the platform into committed, typed Python client projects."""
