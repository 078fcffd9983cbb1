"""Outputs that are databases: SQLite and PostgreSQL."""
