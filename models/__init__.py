"""The network over a PhoBERT encoder, and its way to a bundle that ``predict`` runs."""
