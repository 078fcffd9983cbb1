"""A sequence classifier that no stock class is: its weights, and the code that reads them."""

from pathlib import Path

from safetensors.torch import save_file
from transformers import AutoModelForSequenceClassification

from models.hugging_face.stock import Ids, encoder_weights, labelled_config, weights_of
from models.network import Network
from predict.schema import Schema

CODE_FILE = "modeling_start_and_mean.py"
_CLASS, _AUTO = "StartAndMeanForSequenceClassification", "AutoModelForSequenceClassification"
_SOURCE = Path(__file__).with_name("start_and_mean.py")
_WRITTEN_FOR = "RobertaForSequenceClassification"


def save_with_mean(network: Network, schema: Schema, ids: Ids, folder: Path) -> None:
    """Write a model that transformers reads where it is told to trust the code beside it.

    :param network: one that reads the type from ``<s>`` and the mean of all pieces
    :param schema: its article types, of which there are some
    :param ids: those of the tokenizer
    :param folder: where the files go
    """
    config = labelled_config(network, schema.article_types, ids)
    config.architectures = [_CLASS]
    config.auto_map = {_AUTO: f"{CODE_FILE.removesuffix('.py')}.{_CLASS}"}
    config.save_pretrained(folder)
    prefix = network.encoder.base_model_prefix
    layers = {
        prefix: encoder_weights(network, ids),
        "classifier.dense": weights_of(network.type_dense),
        "classifier.out_proj": weights_of(network.type_head),
    }
    weights = {
        f"{place}.{name}": values.contiguous()
        for place, values_of in layers.items()
        for name, values in values_of.items()
    }
    save_file(weights, folder / "model.safetensors", metadata={"format": "pt"})
    code = _SOURCE.read_text(encoding="utf-8").replace(_WRITTEN_FOR, _stock_class(network))
    (folder / CODE_FILE).write_text(code, encoding="utf-8")


def _stock_class(network: Network) -> str:
    mapping = AutoModelForSequenceClassification._model_mapping
    return str(mapping[type(network.encoder.config)].__name__)
