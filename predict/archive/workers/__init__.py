"""Processes that read articles, of which any may die or hang."""
