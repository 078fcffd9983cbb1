"""From one format of annotated articles to another: ``python -m data convert``."""
