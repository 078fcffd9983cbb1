"""The article of a page of HTML."""
