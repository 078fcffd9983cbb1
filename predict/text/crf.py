"""The weights of pyvi's model of words, read from a file in CRFsuite's own format.

Such a file holds a header, the features with their weights, and two dictionaries, of the labels and
of the attributes; all numbers are little-endian.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from predict.errors import InputError

BEGINS, CONTINUES = "B_W", "I_W"
_KIND = b"FOMC"  # one label depends on the one before
_N_TABLES = 256  # of hashes, which nothing here needs
_INT, _BYTE_ORDER = "<u4", 0x62445371
_HEADER = np.dtype(
    [
        ("magic", "S4"),
        ("size", _INT),
        ("kind", "S4"),
        ("version", _INT),
        ("n_features", _INT),  # 0, whatever there are
        ("n_labels", _INT),
        ("n_attributes", _INT),
        ("features", _INT),  # from here on offsets in the file
        ("labels", _INT),
        ("attributes", _INT),
        ("label_features", _INT),
        ("attribute_features", _INT),
    ]
)
_CHUNK = np.dtype([("name", "S4"), ("size", _INT), ("n", _INT)])
_FEATURE = np.dtype([("kind", _INT), ("from", _INT), ("to", _INT), ("weight", "<f8")])
_DICTIONARY = np.dtype(
    [
        ("name", "S4"),
        ("size", _INT),
        ("flags", _INT),
        ("byte_order", _INT),
        ("n", _INT),
        ("offsets", _INT),  # of the array of offsets of the strings, in the order of their numbers
        ("tables", _INT, 2 * _N_TABLES),
    ]
)
_STRING_HEAD = 8  # bytes: the string's number and its length
_OF_ATTRIBUTE, _OF_LABEL = 0, 1

Pair = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Crf:
    """Weights for a syllable that begins a word (first of a pair) or continues one (second).

    ``attributes`` has the two weights of each attribute by its name. ``after_begin`` are those of
    a syllable behind one that begins a word, ``after_inside`` behind one that continues it.
    ``prefers_begin`` says which of the two CRFsuite takes where both are worth the same, and
    ``largest`` is the largest weight, without its sign.
    """

    attributes: dict[str, Pair]
    after_begin: Pair
    after_inside: Pair
    prefers_begin: bool
    largest: float

    def weights(self, attribute: str) -> Pair:
        """Return the weights of an attribute, 0 if the model has none."""
        # For CRFsuite a string ends where a 0 stands.
        return self.attributes.get(attribute.partition("\0")[0], (0.0, 0.0))

    @classmethod
    def read(cls, content: bytes) -> "Crf":
        """Read a model in CRFsuite's own format.

        :raises ValueError: if it is damaged, or a model of other labels
        """
        header = _record(content, 0, _HEADER)
        if header["magic"] != b"lCRF" or header["kind"] != _KIND or header["size"] != len(content):
            raise InputError("no model of CRFsuite, or not all of it")
        labels = _read_strings(content, int(header["labels"]), int(header["n_labels"]))
        names = _read_strings(content, int(header["attributes"]), int(header["n_attributes"]))
        if sorted(labels) != [BEGINS, CONTINUES]:
            raise InputError(
                f"the model has the labels {', '.join(labels)}; expected are {BEGINS} and "
                f"{CONTINUES}"
            )
        order = [labels.index(BEGINS), labels.index(CONTINUES)]
        features = _read_features(content, int(header["features"]))
        weights = _table(features, _OF_ATTRIBUTE, len(names))[:, order]
        begin, inside = _table(features, _OF_LABEL, 2)[order][:, order].tolist()
        pairs = zip(*weights.T.tolist(), strict=True)
        return cls(
            attributes=dict(zip(names, pairs, strict=True)),
            after_begin=(begin[0], begin[1]),
            after_inside=(inside[0], inside[1]),
            prefers_begin=order == [0, 1],
            largest=float(np.max(np.abs(features["weight"]), initial=0)),
        )


def _array(content: bytes, offset: int, kind: np.dtype[np.void] | str, n: int) -> NDArray[np.void]:
    """Return records that stand one behind another."""
    dtype = np.dtype(kind)
    if offset + n * dtype.itemsize > len(content):
        raise InputError(f"the model ends before what it should hold at byte {offset}")
    return np.frombuffer(content, dtype=dtype, count=n, offset=offset)


def _record(content: bytes, offset: int, kind: np.dtype[np.void]) -> np.void:
    record: np.void = _array(content, offset, kind, 1)[0]
    return record


def _read_features(content: bytes, offset: int) -> NDArray[np.void]:
    chunk = _record(content, offset, _CHUNK)
    if chunk["name"] != b"FEAT":
        raise InputError(f"the model holds no features at byte {offset}")
    features = _array(content, offset + _CHUNK.itemsize, _FEATURE, int(chunk["n"]))
    if np.any(features["kind"] > _OF_LABEL):
        raise InputError("the model has weights of an unknown kind")
    return features


def _table(features: NDArray[np.void], kind: int, n: int) -> NDArray[np.float64]:
    """Return the weights of one kind of features, from what they are of to the label."""
    chosen = features[features["kind"] == kind]
    if np.any(chosen["from"] >= n) or np.any(chosen["to"] >= 2):
        raise InputError("the model has weights of attributes or labels that it does not name")
    if not np.all(np.isfinite(chosen["weight"])):
        raise InputError("the model has weights that are no numbers")
    table = np.zeros((n, 2))
    table[chosen["from"], chosen["to"]] = chosen["weight"]
    return table


def _read_strings(content: bytes, offset: int, n: int) -> list[str]:
    """Return the strings of a dictionary in the order of their numbers."""
    head = _record(content, offset, _DICTIONARY)
    if head["name"] != b"CQDB" or head["byte_order"] != _BYTE_ORDER:
        raise InputError(f"the model holds no dictionary at byte {offset}")
    places = _array(content, offset + int(head["offsets"]), _INT, n).astype(np.int64) + offset
    if np.any(places + _STRING_HEAD > len(content)):
        raise InputError(f"the model ends before the strings of its dictionary at byte {offset}")
    # The lengths stand at odd places: put together byte by byte.
    octets = np.frombuffer(content, dtype=np.uint8)
    lengths = sum(octets[places + 4 + i].astype(np.int64) << (8 * i) for i in range(4))
    begins = places + _STRING_HEAD
    ends = begins + lengths - 1  # the last byte is 0
    if np.any(ends < begins) or np.any(ends >= len(content)) or np.any(octets[ends] != 0):
        raise InputError(f"the model's dictionary at byte {offset} is damaged")
    try:
        spans = zip(begins.tolist(), ends.tolist(), strict=True)
        return [content[begin:end].decode("utf-8") for begin, end in spans]
    except UnicodeDecodeError as error:
        raise InputError(f"the model's dictionary at byte {offset} is not UTF-8") from error
