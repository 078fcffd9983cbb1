"""Batches on many machines, with Ray Data."""
