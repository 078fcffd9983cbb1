"""PhoBERT-base in PyTorch, in fp32."""

import sys
from pathlib import Path

import torch
from transformers import (
    PreTrainedModel,
    RobertaForSequenceClassification,
    RobertaForTokenClassification,
)

from evaluate.benchmark.phobert_pair import LENGTH, TAGS, TYPES, Model, Pair
from evaluate.benchmark.worker import serve
from predict.text.encode import Ids


def load_pair(models: Path, bundle: Path, *, n_threads: int, length: int = LENGTH) -> Pair:
    """Load both models.

    :param models: what ``phobert_models`` made
    :param bundle: where words and pieces come from
    :param n_threads: as many threads as there are cores
    :param length: ids in a window
    """
    torch.set_num_threads(n_threads)
    tags = RobertaForTokenClassification.from_pretrained(models / TAGS)
    types = RobertaForSequenceClassification.from_pretrained(models / TYPES)
    return Pair(_run(tags), _run(types), bundle=bundle, length=length)


def _run(model: PreTrainedModel) -> Model:
    model.eval()

    def run(ids: Ids, mask: Ids) -> object:
        with torch.inference_mode():
            logits = model(torch.from_numpy(ids), attention_mask=torch.from_numpy(mask)).logits
            return logits.numpy()

    return run


if __name__ == "__main__":
    serve(lambda: load_pair(Path(sys.argv[1]), Path(sys.argv[2]), n_threads=int(sys.argv[3])))
