"""From a text as given to words, pieces and tokens."""
