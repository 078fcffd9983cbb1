"""What a released model is: a folder of files, described and checked by its manifest."""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from predict.errors import InputError
from predict.network.decode import Calibration
from predict.network.windows import WindowSize
from predict.records import ModelInfo
from predict.schema import Schema
from predict.text.encode import PREPROCESSING
from predict.text.segment import Segmentation, files_of
from predict.text.tokenizer import TOKENIZER_FILE
from predict.whole import replace_folder

FORMAT = 2
MANIFEST_FILE, GRAPH_FILE = "manifest.json", "model.onnx"
FILES = (GRAPH_FILE, TOKENIZER_FILE, *files_of(Segmentation.pyvi))
"""Of a bundle whose words are those of pyvi; see ``Manifest.files``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a bundle says of itself, its files' sha256 apart."""

    model: ModelInfo
    schema: Schema
    window: WindowSize
    calibration: Calibration
    precision: str
    preprocessing: int = PREPROCESSING
    segment: Segmentation = Segmentation.pyvi

    @property
    def files(self) -> tuple[str, ...]:
        """The names of the bundle's files, the manifest apart."""
        return (GRAPH_FILE, TOKENIZER_FILE, *files_of(self.segment))

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON of the manifest."""
        return {
            "format": FORMAT,
            "model": asdict(self.model),
            "schema": self.schema.to_dict(),
            "window": asdict(self.window),
            "calibration": asdict(self.calibration),
            "precision": self.precision,
            "preprocessing": self.preprocessing,
            "segment": str(self.segment),
        }

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> "Manifest":
        """Read what ``to_dict`` returned.

        :raises ValueError: if another release wrote it, its model was trained on text that was cut
            otherwise, or something is missing or wrong
        """
        for key, known in (("format", FORMAT), ("preprocessing", PREPROCESSING)):
            if values.get(key) != known:
                raise InputError(
                    f"{key} {values.get(key)!r}; this release of nhandang reads {key} {known}: "
                    "take the bundle that came with it, or train and export the model again"
                )
        try:
            schema = Schema.from_dict(values["schema"])
            return cls(
                model=ModelInfo(**values["model"]),
                schema=schema,
                window=WindowSize(**values["window"]),
                calibration=_calibration(values["calibration"], schema),
                precision=values["precision"],
                segment=_segmentation(values.get("segment", Segmentation.pyvi)),
            )
        except (KeyError, TypeError, AttributeError) as error:
            raise InputError(f"the manifest is incomplete or wrong at {error}") from error


def _calibration(values: Mapping[str, Any], schema: Schema) -> Calibration:
    biases = tuple(values.get("type_biases", ()))
    if biases and len(biases) != len(schema.article_types):
        raise InputError(
            f"type_biases of the calibration has {len(biases)} numbers for "
            f"{len(schema.article_types)} article types; get the bundle anew"
        )
    return Calibration(**{**values, "type_biases": biases})


def _segmentation(name: str) -> Segmentation:
    if name not in tuple(Segmentation):
        raise InputError(
            f"segment {name!r}; this release of nhandang reads {' and '.join(Segmentation)}: take "
            "the bundle that came with it, or train and export the model again"
        )
    return Segmentation(name)


def read_manifest(folder: Path) -> Manifest:
    """Check a bundle's files against its manifest, and return it.

    :raises FileNotFoundError: if the folder or a file is missing
    :raises ValueError: if the manifest is damaged or a file is not the one that it names
    """
    file = folder / MANIFEST_FILE
    if not file.is_file():
        raise FileNotFoundError(
            f"{folder}: no bundle here ({MANIFEST_FILE} is missing); name the folder of one, such "
            "as runs/mini/bundle"
        )
    try:
        values = json.loads(file.read_text(encoding="utf-8"))
        sums = dict(values.pop("sha256"))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError(f"{file}: damaged manifest ({error}); get the bundle anew") from error
    try:
        manifest = Manifest.from_dict(values)
    except InputError as error:
        raise InputError(f"{file}: {error}") from error
    for name in manifest.files:
        if not (folder / name).is_file():
            raise FileNotFoundError(f"{folder}: the bundle lacks {name}; was it copied in full?")
        if sums.get(name) != _sha256(folder / name):
            raise InputError(
                f"{folder / name}: not the file that the manifest names (its sha256 differs); "
                "get the bundle anew"
            )
    return manifest


def write_bundle(folder: Path, manifest: Manifest, *, write_files: Callable[[Path], None]) -> None:
    """Write a bundle beside its place and move it there when it is whole.

    :param folder: where the bundle goes; one that stands there is replaced
    :param manifest: what the bundle says of itself
    :param write_files: writes every one of ``manifest.files`` into the folder that it is given
    """

    def write(target: Path) -> None:
        write_files(target)
        sums = {name: _sha256(target / name) for name in manifest.files}
        text = json.dumps({**manifest.to_dict(), "sha256": sums}, ensure_ascii=False, indent=1)
        (target / MANIFEST_FILE).write_text(text + "\n", encoding="utf-8")

    replace_folder(folder, write=write)


def _sha256(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
