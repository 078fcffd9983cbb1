"""Outputs that are files: JSON lines and Parquet."""
