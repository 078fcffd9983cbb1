"""``python -m train``: fine-tuning; ``python -m train pretrain``: an encoder of one's own."""
