"""Reads exported folders with plain transformers: run as a script where ours cannot be imported.

Standard input holds ``{folder: {"windows": [[id]], "texts": [str]}}``; standard output gets, for
each folder, the logits of its windows, the ids of its texts and what a pipeline says of them.
"""

import json
import sys
import warnings
from pathlib import Path
from typing import Any

OURS = ("nhandang", "predict", "data", "models", "evaluate", "train")


class Refuses:
    """An importer that knows none of our packages."""

    def find_spec(self, name: str, *_: object) -> None:
        if name.partition(".")[0] in OURS:
            raise ImportError(f"{name} is one of ours")


def read(folder: str, windows: list[list[int]], texts: list[str]) -> dict[str, Any]:
    import torch  # noqa: PLC0415
    from transformers import AutoModelForSequenceClassification as OfTexts  # noqa: PLC0415
    from transformers import AutoModelForTokenClassification as OfTokens  # noqa: PLC0415
    from transformers import AutoTokenizer, pipeline  # noqa: PLC0415

    task = Path(folder).name
    options = {"trust_remote_code": True} if list(Path(folder).glob("*.py")) else {}
    tokenizer = AutoTokenizer.from_pretrained(folder)
    kind = OfTokens if task == "token-classification" else OfTexts
    model, report = kind.from_pretrained(folder, output_loading_info=True, **options)
    assert not report["missing_keys"], report
    assert not report["unexpected_keys"], report
    length = max(map(len, windows))
    padded = [window + [tokenizer.pad_token_id] * (length - len(window)) for window in windows]
    mask = [[1] * len(window) + [0] * (length - len(window)) for window in windows]
    with torch.no_grad():
        logits = model.eval()(torch.tensor(padded), torch.tensor(mask)).logits
    strategy = {"aggregation_strategy": "first"} if kind is OfTokens else {}
    pipe = pipeline(task, folder, **options, **strategy)
    return {
        "fast": tokenizer.is_fast,
        "class": type(model).__name__,
        "logits": logits.tolist(),
        "ids": [tokenizer(text)["input_ids"] for text in texts],
        "said": [str(pipe(text)) for text in texts],
        "labels": [name for _, name in sorted(model.config.id2label.items())],
    }


if __name__ == "__main__":
    sys.meta_path.insert(0, Refuses())
    warnings.simplefilter("ignore")
    asked = json.load(sys.stdin)
    json.dump({folder: read(folder, **wants) for folder, wants in asked.items()}, sys.stdout)
