"""Articles with gold labels, and their way to training examples."""
