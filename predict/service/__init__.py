"""Articles read for other programs, over HTTP."""
