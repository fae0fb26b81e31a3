"""Passes that turn any OpenAPI document into one that keeps the house rules."""
