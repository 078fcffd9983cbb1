"""One int8 graph for encoders of RoBERTa's family, laid out as onnxruntime runs it fastest.

``torch.onnx.export`` writes an attention of some thirty operators, an unfused GELU and a mask that
windows without padding do not need. This writes the few operators that onnxruntime has a kernel
for, straight from the weights; ``models.export`` stays the way for every other encoder.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from torch import Tensor, nn

from models.encoder import OWN_TYPE, ROBERTAS
from models.network import Network
from predict.network.runtime import INPUTS, OUTPUTS

Array = NDArray[Any]
_OPSET, _MICROSOFT = 18, "com.microsoft"
_IR_VERSION = 10  # what onnxruntime 1.19 reads
_MOST = 63  # of 7 bits with a sign: sums of two products stay within 16 bits on CPUs without VNNI
_MOST_OF_WORDS = 127  # words are looked up, never multiplied


def can_fuse(network: Network) -> bool:
    """Say whether a network's encoder is one that is laid out here."""
    config = network.encoder.config
    return (
        config.model_type in ROBERTAS
        and config.hidden_act == "gelu"
        and not getattr(config, "is_decoder", False)
        and getattr(config, "position_embedding_type", None) in (None, "absolute")
    )


def fused_graph(network: Network, *, int8: bool = True) -> onnx.ModelProto:
    """Return a network as a graph from ids (windows, ids), all of one length, to its logits.

    :param network: one that ``can_fuse``
    :param int8: weights of 7 bits a column and activations of 8 bits a batch, in the encoder's
        linear layers, and words of 8 bits a row; else everything in fp32
    """
    graph = _Graph(eps=network.encoder.config.layer_norm_eps, int8=int8)
    hidden = _encoder(graph, network)
    outputs = _heads(graph, network, hidden)
    model = helper.make_model(
        helper.make_graph(
            graph.nodes,
            "network",
            [helper.make_tensor_value_info(INPUTS[0], TensorProto.INT64, ["windows", "ids"])],
            outputs,
            graph.weights,
        ),
        opset_imports=[helper.make_opsetid("", _OPSET), helper.make_opsetid(_MICROSOFT, 1)],
        producer_name="nhandang",
    )
    model.ir_version = _IR_VERSION
    return model


@dataclass(slots=True, kw_only=True)
class _Quantized:
    """Activations of 8 bits, their scale and their zero point, or as they are, in fp32."""

    names: tuple[str, ...]


@dataclass(slots=True, kw_only=True)
class _Graph:
    """Nodes and weights as they are laid down, one after the other."""

    eps: float
    int8: bool
    nodes: list[onnx.NodeProto] = field(default_factory=list)
    weights: list[onnx.TensorProto] = field(default_factory=list)

    def weight(self, array: Array) -> str:
        """Add a constant, and return its name."""
        name = f"w{len(self.weights)}"
        self.weights.append(numpy_helper.from_array(np.array(array, order="C"), name))
        return name

    def node(
        self,
        kind: str,
        inputs: Sequence[str],
        *,
        domain: str = "",
        outputs: Sequence[str] = (),
        **attributes: Any,  # noqa: ANN401  # whatever the operator takes
    ) -> str:
        """Add an operator, and return the name of its first output."""
        names = list(outputs) or [f"x{len(self.nodes)}"]
        node = helper.make_node(kind, list(inputs), names, domain=domain, **attributes)
        self.nodes.append(node)
        return names[0]

    def norm(self, x: str, layer: nn.LayerNorm) -> str:
        """Normalise each vector."""
        inputs = [x, self.weight(_array(layer.weight)), self.weight(_array(layer.bias))]
        return self.node("LayerNormalization", inputs, axis=-1, epsilon=self.eps)

    def quantize(self, x: str) -> _Quantized:
        """Bring activations to 8 bits, once for all layers that read them."""
        if not self.int8:
            return _Quantized(names=(x,))
        names = tuple(f"{x}_{part}" for part in ("int8", "scale", "zero"))
        self.node("DynamicQuantizeLinear", [x], outputs=names)
        return _Quantized(names=names)

    def linear(self, x: _Quantized, layer: nn.Linear) -> str:
        """Multiply by a layer's weights and add its bias."""
        columns, bias = _array(layer.weight).T, self.weight(_array(layer.bias))
        if not self.int8:
            product = self.node("MatMul", [x.names[0], self.weight(columns)])
            return self.node("Add", [product, bias])
        weights, scales = _quantize(columns, axis=0, most=_MOST)
        small, scale, zero = x.names
        inputs = [small, self.weight(weights), scale, self.weight(scales[0]), zero, "", bias]
        return self.node("MatMulIntegerToFloat", inputs, domain=_MICROSOFT)

    def whole(self, x: str, layer: nn.Linear) -> str:
        """Multiply by a layer's weights and add its bias, all in fp32."""
        product = self.node("MatMul", [x, self.weight(_array(layer.weight).T)])
        return self.node("Add", [product, self.weight(_array(layer.bias))])


def _encoder(graph: _Graph, network: Network) -> str:
    encoder = network.encoder
    norm_first = encoder.config.model_type == OWN_TYPE
    x = graph.norm(_embeddings(graph, encoder), encoder.embeddings.LayerNorm)
    for layer in encoder.encoder.layer:
        x = (_layer_with_norms_first if norm_first else _layer_with_norms_last)(graph, layer, x)
    return graph.norm(x, encoder.LayerNorm) if norm_first else x


def _embeddings(graph: _Graph, encoder: Any) -> str:  # noqa: ANN401  # transformers has no types
    """Return words plus positions; the one token type is part of the positions."""
    parts, config = encoder.embeddings, encoder.config
    words = _array(parts.word_embeddings.weight)
    ids = INPUTS[0]
    if graph.int8:
        small, scales = _quantize(words, axis=1, most=_MOST_OF_WORDS)
        cast = graph.node("Cast", [graph.node("Gather", [graph.weight(small), ids])], to=1)
        x = graph.node("Mul", [cast, graph.node("Gather", [graph.weight(scales), ids])])
    else:
        x = graph.node("Gather", [graph.weight(words), ids])
    positions = _array(parts.position_embeddings.weight)[config.pad_token_id + 1 :]
    table = positions + _array(parts.token_type_embeddings.weight)[0]
    length = graph.node("Shape", [ids], start=1, end=2)
    zero = graph.weight(np.array([0], dtype=np.int64))
    own = graph.node("Slice", [graph.weight(table.astype(np.float32)), zero, length, zero])
    return graph.node("Add", [x, own])


def _layer_with_norms_first(graph: _Graph, layer: Any, x: str) -> str:  # noqa: ANN401
    normed = graph.norm(x, layer.attention.LayerNorm)
    x = graph.node("Add", [_attention(graph, layer.attention, normed), x])
    return graph.node(
        "Add", [_forward(graph, layer, graph.norm(x, layer.intermediate.LayerNorm)), x]
    )


def _layer_with_norms_last(graph: _Graph, layer: Any, x: str) -> str:  # noqa: ANN401
    sum_ = graph.node("Add", [_attention(graph, layer.attention, x), x])
    x = graph.norm(sum_, layer.attention.output.LayerNorm)
    return graph.norm(graph.node("Add", [_forward(graph, layer, x), x]), layer.output.LayerNorm)


def _attention(graph: _Graph, attention: Any, x: str) -> str:  # noqa: ANN401
    own, small = attention.self, graph.quantize(x)
    inputs = [graph.linear(small, part) for part in (own.query, own.key, own.value)]
    heads = own.num_attention_heads
    mixed = graph.node("MultiHeadAttention", inputs, domain=_MICROSOFT, num_heads=heads)
    return graph.linear(graph.quantize(mixed), attention.output.dense)


def _forward(graph: _Graph, layer: Any, x: str) -> str:  # noqa: ANN401
    inner = graph.linear(graph.quantize(x), layer.intermediate.dense)
    active = graph.node("Gelu", [inner], domain=_MICROSOFT)
    return graph.linear(graph.quantize(active), layer.output.dense)


def _heads(graph: _Graph, network: Network, hidden: str) -> list[onnx.ValueInfoProto]:
    """Lay down the heads that there are, and return what they give."""
    outputs: list[onnx.ValueInfoProto] = []
    if network.tag_head is not None:
        graph.node("Identity", [graph.whole(hidden, network.tag_head)], outputs=[OUTPUTS[0]])
        outputs.append(_output(OUTPUTS[0], ["windows", "ids", network.tag_head.out_features]))
    if network.type_dense is None or network.type_head is None:
        return outputs
    first = graph.node("Gather", [hidden, graph.weight(np.array(0, dtype=np.int64))], axis=1)
    if network.type_pooling == "start":
        whole = first
    else:
        axis = graph.weight(np.array([1], dtype=np.int64))
        mean = graph.node("ReduceMean", [hidden, axis], keepdims=0)
        whole = graph.node("Concat", [first, mean], axis=1)
    dense = graph.node("Tanh", [graph.whole(whole, network.type_dense)])
    graph.node("Identity", [graph.whole(dense, network.type_head)], outputs=[OUTPUTS[1]])
    return [*outputs, _output(OUTPUTS[1], ["windows", network.type_head.out_features])]


def _output(name: str, shape: list[str | int]) -> onnx.ValueInfoProto:
    return helper.make_tensor_value_info(name, TensorProto.FLOAT, shape)


def _quantize(array: Array, *, axis: int, most: int) -> tuple[Array, Array]:
    """Return whole numbers of at most ``most`` and the scales along an axis that restore them."""
    scales = np.abs(array).max(axis=axis, keepdims=True) / most
    scales = np.where(scales == 0, 1, scales).astype(np.float32)
    return np.rint(array / scales).astype(np.int8), scales


def _array(weights: Tensor) -> Array:
    return weights.detach().cpu().float().numpy()
