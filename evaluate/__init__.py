"""Scores, error reports and benchmarks of a model: ``python -m evaluate``."""
