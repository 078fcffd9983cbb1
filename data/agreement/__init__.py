"""What two annotations of the same articles have alike: ``python -m data agree``."""
