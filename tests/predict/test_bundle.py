import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from predict.bundle import FILES, MANIFEST_FILE, Manifest, read_manifest, write_bundle
from predict.errors import InputError
from predict.network.decode import Calibration
from predict.network.windows import WindowSize
from predict.records import ModelInfo
from predict.schema import DEFAULT_SCHEMA, Role, Schema
from predict.text.encode import PREPROCESSING
from predict.text.segment import Segmentation

MANIFEST = Manifest(
    model=ModelInfo(name="thử", version="1.2.3"),
    schema=Schema(entity_labels=("AA", "BB"), article_types=("x",), roles={"BB": Role.date}),
    window=WindowSize(length=128, overlap=32),
    calibration=Calibration(
        slope=1.5, intercept=-0.25, temperature=2.0, decay=0.75, type_biases=(0.5,)
    ),
    precision="int8",
)


def write_files(folder: Path) -> None:
    for name in FILES:
        (folder / name).write_text(f"content of {name}", encoding="utf-8")


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    folder = tmp_path / "runs" / "bundle"
    write_bundle(folder, MANIFEST, write_files=write_files)
    return folder


def change(bundle: Path, edit: Callable[[dict[str, Any]], object]) -> None:
    """Edit the manifest of a bundle in place."""
    file = bundle / MANIFEST_FILE
    values = json.loads(file.read_text(encoding="utf-8"))
    edit(values)
    file.write_text(json.dumps(values), encoding="utf-8")


def test_written_and_read(bundle: Path) -> None:
    assert read_manifest(bundle) == MANIFEST
    assert {file.name for file in bundle.iterdir()} == {*FILES, MANIFEST_FILE}
    assert [file.name for file in bundle.parent.iterdir()] == ["bundle"]


def test_the_manifest_is_json_with_the_files_sums(bundle: Path) -> None:
    text = (bundle / MANIFEST_FILE).read_text(encoding="utf-8")
    values = json.loads(text)
    assert "thử" in text
    assert (values["format"], values["preprocessing"]) == (2, PREPROCESSING)
    assert values["schema"]["entity_labels"] == ["AA", "BB"]
    assert values["schema"]["roles"] == {"BB": "date"}
    assert set(values["sha256"]) == set(FILES)
    for name, sha256 in values["sha256"].items():
        assert sha256 == hashlib.sha256((bundle / name).read_bytes()).hexdigest()


def test_a_bundle_replaces_the_one_before(bundle: Path) -> None:
    (bundle / "old.txt").write_text("old", encoding="utf-8")
    newer = Manifest(
        model=ModelInfo(name="thử", version="2.0.0"),
        schema=DEFAULT_SCHEMA,
        window=MANIFEST.window,
        calibration=Calibration(),
        precision="float32",
    )
    write_bundle(bundle, newer, write_files=write_files)
    assert read_manifest(bundle) == newer
    assert {file.name for file in bundle.iterdir()} == {*FILES, MANIFEST_FILE}
    assert [file.name for file in bundle.parent.iterdir()] == ["bundle"]


def test_a_bundle_may_have_no_biases_but_not_too_few(bundle: Path) -> None:
    change(bundle, lambda values: values["calibration"].update(type_biases=[0.5, 0.5]))
    with pytest.raises(InputError, match=r"has 2 numbers for 1 article types; get the bundle anew"):
        read_manifest(bundle)
    change(bundle, lambda values: values["calibration"].pop("type_biases"))
    assert read_manifest(bundle).calibration == replace(MANIFEST.calibration, type_biases=())


def test_anyone_may_read_it(bundle: Path) -> None:
    assert bundle.stat().st_mode & 0o777 == 0o755
    assert all(file.stat().st_mode & 0o777 == 0o644 for file in bundle.iterdir())


def test_a_failed_write_leaves_the_old_bundle(bundle: Path) -> None:
    def fail(folder: Path) -> None:
        write_files(folder)
        raise RuntimeError("the disk is full")

    with pytest.raises(RuntimeError, match="the disk is full"):
        write_bundle(bundle, MANIFEST, write_files=fail)
    assert read_manifest(bundle) == MANIFEST
    assert [file.name for file in bundle.parent.iterdir()] == ["bundle"]


def test_a_file_that_was_not_written_leaves_the_old_bundle(bundle: Path) -> None:
    with pytest.raises(FileNotFoundError, match=FILES[0]):
        write_bundle(bundle, MANIFEST, write_files=lambda _: None)
    assert read_manifest(bundle) == MANIFEST


def test_a_failed_exchange_leaves_the_old_bundle(
    bundle: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    move = Path.replace

    def fail(source: Path, target: Path) -> Path:
        if Path(target) == bundle and (source / "new").exists():
            raise OSError("the disk is gone")
        return move(source, target)

    def write_new(folder: Path) -> None:
        write_files(folder)
        (folder / "new").touch()

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match="the disk is gone"):
        write_bundle(bundle, MANIFEST, write_files=write_new)
    assert read_manifest(bundle) == MANIFEST
    assert [file.name for file in bundle.parent.iterdir()] == ["bundle"]


def test_no_folder(tmp_path: Path) -> None:
    with pytest.raises(
        FileNotFoundError, match=r"no bundle here \(manifest\.json is missing\); name"
    ):
        read_manifest(tmp_path / "nothing")


@pytest.mark.parametrize("name", FILES)
def test_a_missing_file(bundle: Path, name: str) -> None:
    (bundle / name).unlink()
    with pytest.raises(FileNotFoundError, match=f"the bundle lacks {name}; was it copied in full"):
        read_manifest(bundle)


@pytest.mark.parametrize("name", FILES)
def test_a_changed_byte(bundle: Path, name: str) -> None:
    content = bytearray((bundle / name).read_bytes())
    content[3] ^= 1
    (bundle / name).write_bytes(content)
    with pytest.raises(ValueError, match=rf"{name}: not the file that the manifest names .*anew"):
        read_manifest(bundle)


@pytest.mark.parametrize("part", [0.0, 0.3, 0.6, 0.98])
def test_a_truncated_manifest(bundle: Path, part: float) -> None:
    file = bundle / MANIFEST_FILE
    content = file.read_bytes()
    file.write_bytes(content[: int(part * len(content))])
    with pytest.raises(
        ValueError, match=r"manifest\.json: damaged manifest .*; get the bundle anew"
    ):
        read_manifest(bundle)


@pytest.mark.parametrize("content", ["[]", "3", '"a"', "null", "{}", '{"sha256": 3}', "\xff"])
def test_a_manifest_that_is_none(bundle: Path, content: str) -> None:
    (bundle / MANIFEST_FILE).write_bytes(content.encode("latin-1"))
    with pytest.raises(
        ValueError, match=r"manifest\.json: damaged manifest .*; get the bundle anew"
    ):
        read_manifest(bundle)


@pytest.mark.parametrize("value", [1, 3, None, "2"])
def test_another_format_is_refused(bundle: Path, value: object) -> None:
    change(bundle, lambda values: values.update(format=value))
    message = rf"manifest\.json: format {value!r}; this release of nhandang reads format 2: take"
    with pytest.raises(ValueError, match=message):
        read_manifest(bundle)


@pytest.mark.parametrize("value", [PREPROCESSING - 1, PREPROCESSING + 1, None])
def test_a_model_of_another_preprocessing_is_refused(bundle: Path, value: object) -> None:
    change(bundle, lambda values: values.update(preprocessing=value))
    message = rf"preprocessing {value!r}; this release of nhandang reads preprocessing 1: take the"
    with pytest.raises(ValueError, match=message):
        read_manifest(bundle)


@pytest.mark.parametrize("name", FILES)
def test_a_manifest_must_name_every_file(bundle: Path, name: str) -> None:
    change(bundle, lambda values: values["sha256"].pop(name))
    with pytest.raises(ValueError, match=f"{name}: not the file that the manifest names"):
        read_manifest(bundle)


@pytest.mark.parametrize("key", ["model", "schema", "window", "calibration", "precision"])
def test_something_missing(bundle: Path, key: str) -> None:
    change(bundle, lambda values: values.pop(key))
    with pytest.raises(ValueError, match=f"the manifest is incomplete or wrong at '{key}'"):
        read_manifest(bundle)


@pytest.mark.parametrize("key", ["model", "schema", "window", "calibration"])
@pytest.mark.parametrize("value", [None, 3, [], {"x": 1}, {"x": ["a"]}, {}])
def test_something_of_another_kind(bundle: Path, key: str, value: object) -> None:
    if (key, value) == ("calibration", {}):
        return  # every field of it has a default
    change(bundle, lambda values: values.update({key: value}))
    with pytest.raises(ValueError, match=r"manifest\.json: the manifest is incomplete or wrong"):
        read_manifest(bundle)


@pytest.mark.parametrize(
    ("key", "field", "value", "message"),
    [
        ("window", "length", 3, "cannot overlap"),
        ("window", "length", "256", "incomplete or wrong"),
        ("calibration", "slope", -1, "must be positive"),
        ("calibration", "slope", "x", "incomplete or wrong"),
        ("schema", "entity_labels", ["A", "A"], "empty or repeated labels"),
    ],
)
def test_values_out_of_range(
    bundle: Path, key: str, field: str, value: object, message: str
) -> None:
    change(bundle, lambda values: values[key].update({field: value}))
    with pytest.raises(ValueError, match=rf"manifest\.json: .*{message}"):
        read_manifest(bundle)


def test_a_bundle_on_syllables_has_no_files_of_a_segmenter(tmp_path: Path) -> None:
    manifest = replace(MANIFEST, segment=Segmentation.none)
    write_bundle(tmp_path / "bundle", manifest, write_files=write_files)
    assert read_manifest(tmp_path / "bundle") == manifest
    values = json.loads((tmp_path / "bundle" / MANIFEST_FILE).read_text(encoding="utf-8"))
    assert set(values["sha256"]) == {"model.onnx", "tokenizer.json"}


def test_a_bundle_that_does_not_say_has_words_of_pyvi(bundle: Path) -> None:
    change(bundle, lambda values: values.pop("segment"))
    assert read_manifest(bundle) == MANIFEST
    change(bundle, lambda values: values.update(segment="jieba"))
    with pytest.raises(InputError, match=r"segment 'jieba'; this release .* pyvi and none"):
        read_manifest(bundle)
