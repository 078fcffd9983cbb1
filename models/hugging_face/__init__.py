"""Fine-tuned networks in the form in which plain transformers reads them."""
