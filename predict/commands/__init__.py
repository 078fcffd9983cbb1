"""What ``python -m predict`` does."""
