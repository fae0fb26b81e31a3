"""The passes of the pipeline, in the order of `generator.pipeline`; each is a pure function."""
