"""Runs a bundle's graph."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np

from predict.errors import InputError
from predict.network.silent import onnxruntime
from predict.network.windows import Logits
from predict.text.encode import Ids

INPUTS = ("input_ids", "attention_mask")
"""What graphs take; those that are laid out for windows without padding take the ids alone."""
OUTPUTS = ("tag_logits", "type_logits")
"""What graphs give; those of one head give one of the two."""
_SLOW = ["SkipLayerNormFusion"]  # a sum and a norm in one take longer than the two apart


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowLogits:
    """What a network says of one window: ``tags`` (ids, tags) and ``types`` (types,).

    What it has no head for is of width 0.
    """

    tags: Logits
    types: Logits


class Runtime(Protocol):
    """A network, however it is run."""

    def run(self, windows: Sequence[Ids]) -> list[WindowLogits]:
        """Return the logits of windows, each of shape (ids,), ``<s>`` first."""


class OnnxRuntime:
    """An ONNX graph on the CPU; safe for threads.

    Windows run one at a time: the int8 graph scales its numbers by what a batch holds, and a text
    must be read alike whatever stands beside it.
    """

    def __init__(self, graph: Path, *, n_threads: int = 0) -> None:
        """Open a graph.

        :param graph: the ``.onnx`` file
        :param n_threads: threads within one window, 0 for as many as there are cores
        :raises ValueError: if the graph cannot be opened or has other inputs or outputs
        """
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = n_threads
        options.log_severity_level = 3
        try:
            self._session = onnxruntime.InferenceSession(
                graph, options, providers=["CPUExecutionProvider"], disabled_optimizers=_SLOW
            )
        except Exception as error:  # onnxruntime's errors share no narrower class
            raise InputError(f"{graph}: cannot be opened as a graph: {error}") from error
        names = tuple(value.name for value in self._session.get_inputs())
        outputs = tuple(value.name for value in self._session.get_outputs())
        if names not in (INPUTS, INPUTS[:1]) or outputs not in (OUTPUTS, OUTPUTS[:1], OUTPUTS[1:]):
            raise InputError(
                f"{graph}: the graph takes {', '.join(names)} and gives {', '.join(outputs)}; "
                f"expected are {', '.join(INPUTS)} and {', '.join(OUTPUTS)}"
            )
        self._takes_mask, self._outputs = names == INPUTS, outputs

    @property
    def widths(self) -> tuple[int, int]:
        """Numbers of tags and of article types that the graph gives."""
        widths = {value.name: value.shape[-1] for value in self._session.get_outputs()}
        return widths.get(OUTPUTS[0], 0), widths.get(OUTPUTS[1], 0)

    def run(self, windows: Sequence[Ids]) -> list[WindowLogits]:
        """Return the logits of windows, each of shape (ids,), ``<s>`` first."""
        results: list[WindowLogits] = []
        for window in windows:
            ids = window[None]
            inputs = {INPUTS[0]: ids}
            if self._takes_mask:
                inputs[INPUTS[1]] = np.ones_like(ids)
            found = dict(zip(self._outputs, self._session.run(self._outputs, inputs), strict=True))
            tags = found[OUTPUTS[0]][0] if OUTPUTS[0] in found else _nothing(len(window), 0)
            types = found[OUTPUTS[1]][0] if OUTPUTS[1] in found else _nothing(0)
            results.append(WindowLogits(tags=tags, types=types))
        return results


def _nothing(*shape: int) -> Logits:
    return np.zeros(shape, dtype=np.float32)
