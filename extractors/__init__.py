"""Text in, claims out; offline and deterministic.  Start reading at `extractors.pipeline`."""
