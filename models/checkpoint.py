"""A fine-tuned network on disk: a folder of safetensors, configuration, labels and tokenizer."""

import hashlib
import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from safetensors import SafetensorError
from safetensors.torch import load_model, save_model
from transformers import AutoConfig

from models.encoder import new_encoder
from models.network import TYPE_POOLINGS, Network
from predict.errors import InputError
from predict.network.windows import WindowSize
from predict.schema import Schema
from predict.text.foreign import load_tokenizer
from predict.text.segment import Segmentation
from predict.text.tokenizer import Tokenizer
from predict.whole import replace_folder

WEIGHTS_FILE, LABELS_FILE = "network.safetensors", "labels.json"
_DROPOUT = 0.1


def weights_digest(folder: Path) -> str:
    """Return the sha256 of the weights of a checkpoint.

    :raises FileNotFoundError: if there are none
    """
    with (folder / WEIGHTS_FILE).open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def read_schema(folder: Path) -> Schema:
    """Return what the network of a checkpoint tells apart, without reading its weights.

    :raises FileNotFoundError: if a file is missing
    :raises ValueError: if its labels are damaged
    """
    for name in (LABELS_FILE, WEIGHTS_FILE, "config.json"):
        if not (folder / name).is_file():
            raise FileNotFoundError(f"{folder}: no checkpoint here ({name} is missing)")
    try:
        labels = json.loads((folder / LABELS_FILE).read_text(encoding="utf-8"))
        return Schema.from_dict(labels["schema"])
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise _damaged(folder, error) from error


def _damaged(folder: Path, error: Exception) -> InputError:
    return InputError(f"{folder}: damaged checkpoint: {str(error).splitlines()[0]}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkpoint:
    """A fine-tuned network, what it tells apart, and how articles are laid before it.

    ``window`` is how articles are cut for training; where it reads, neighbours may share another
    number of pieces, ``reading_overlap``.
    """

    network: Network
    tokenizer: Tokenizer
    schema: Schema
    window: WindowSize
    reading_overlap: int | None = None
    segment: Segmentation = Segmentation.pyvi

    @property
    def reading(self) -> WindowSize:
        """How articles are cut where it reads."""
        if self.reading_overlap is None:
            return self.window
        return replace(self.window, overlap=self.reading_overlap)

    def save(self, folder: Path) -> None:
        """Write the folder beside its place and move it there when it is whole."""

        def write(target: Path) -> None:
            save_model(self.network, str(target / WEIGHTS_FILE))
            self.network.encoder.config.save_pretrained(target)
            self.tokenizer.save(target)
            labels = {
                "schema": self.schema.to_dict(),
                "window": asdict(self.window),
                "reading_overlap": self.reading_overlap,
                "type_pooling": self.network.type_pooling,
                "segment": str(self.segment),
            }
            text = json.dumps(labels, ensure_ascii=False, indent=1)
            (target / LABELS_FILE).write_text(text + "\n", encoding="utf-8")

        replace_folder(folder, write=write)

    @classmethod
    def load(cls, folder: Path) -> "Checkpoint":
        """Read what ``save`` wrote.

        :raises FileNotFoundError: if a file is missing
        :raises ValueError: if a file is damaged or the weights do not fit
        """
        schema = read_schema(folder)
        try:
            labels = json.loads((folder / LABELS_FILE).read_text(encoding="utf-8"))
            window, shared = WindowSize(**labels["window"]), labels.get("reading_overlap")
            reading = None if shared is None else replace(window, overlap=shared).overlap
            segment = Segmentation(labels.get("segment", Segmentation.pyvi))
            encoder = new_encoder(AutoConfig.from_pretrained(folder))
            pooling = labels.get("type_pooling", TYPE_POOLINGS[0])  # older ones do not say it
            network = Network(encoder, schema, dropout=_DROPOUT, type_pooling=pooling)
            load_model(network, str(folder / WEIGHTS_FILE))
        except (ValueError, KeyError, TypeError, RuntimeError, SafetensorError) as error:
            raise _damaged(folder, error) from error
        return cls(
            network=network.eval(),
            tokenizer=load_tokenizer(folder),
            schema=schema,
            window=window,
            reading_overlap=reading,
            segment=segment,
        )
