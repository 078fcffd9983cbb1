"""Configurations: every file loads, every setting is used, every mistake is named."""

from pathlib import Path

import pytest

from train.config import Config
from train.distill_config import DistillConfig
from train.finetune_config import FinetuneConfig
from train.pretrain_config import PretrainConfig

CONFIGS = Path("configs")
PRETRAINING = {"pretrain.toml", "pretrain-gpu.toml"}
DISTILLING = {"distill.toml"}
FINETUNING = sorted({file.name for file in CONFIGS.glob("*.toml")} - PRETRAINING - DISTILLING)


def kind_of(name: str) -> type[Config]:
    if name in DISTILLING:
        return DistillConfig
    return PretrainConfig if name in PRETRAINING else FinetuneConfig


@pytest.mark.parametrize("name", [*FINETUNING, *PRETRAINING, *DISTILLING])
def test_every_file_loads(name: str) -> None:
    kind_of(name).load(CONFIGS / name)


def test_one_vocabulary_at_a_time() -> None:
    with pytest.raises(
        ValueError, match=r"pretrain\.toml: start brings its own vocabulary, so set"
    ):
        PretrainConfig.load(CONFIGS / "pretrain.toml", settings=["start=a", "vocabulary=b"])


@pytest.mark.parametrize("kind", [FinetuneConfig, PretrainConfig, DistillConfig])
def test_every_setting_is_used(kind: type[Config]) -> None:
    code = "\n".join(file.read_text(encoding="utf-8") for file in Path("train").glob("*.py"))
    assert not [name for name in kind.model_fields if f".{name}" not in code]


def test_settings_change_single_keys(tmp_path: Path) -> None:
    config = FinetuneConfig.load(
        CONFIGS / "mini.toml",
        settings=[
            "learning_rate=1e-4",
            "data.extra=../gold",
            "encoder=vinai/phobert-base",
            "epochs=3",
        ],
    )
    assert (config.learning_rate, config.epochs) == (1e-4, 3)
    assert config.encoder == "vinai/phobert-base"
    assert (config.data.train, config.data.extra_paths) == (["data/corpus/train"], ["../gold"])
    config.save(tmp_path / "config.json")
    assert FinetuneConfig.model_validate_json((tmp_path / "config.json").read_text()) == config


@pytest.mark.parametrize(
    ("setting", "sentence"),
    [
        ("epoch=3", r"unknown key epoch; the known ones are name, version, seed,"),
        (
            "data.folder=x",
            r"unknown key data\.folder; the known ones are train, dev, share, augment, extra",
        ),
        ("epochs=many", r'epochs = "many": .*integer.*; the keys are name'),
        ("epochs=0", r"epochs = 0: .*greater than or equal to 1"),
        ("window.overlap=1.5", r"window\.overlap = 1\.5: .*; the keys are length, overlap"),
        ("name=../up", r"name = "),
        ("epochs", r"--set epochs: expected key=value"),
        ("epochs.a=1", r"--set epochs\.a=1: epochs is a value, not a section"),
    ],
)
def test_mistakes_are_named(setting: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        FinetuneConfig.load(CONFIGS / "mini.toml", settings=[setting])


def test_a_missing_key_is_named(tmp_path: Path) -> None:
    lines = (CONFIGS / "mini.toml").read_text(encoding="utf-8").splitlines()
    file = tmp_path / "short.toml"
    file.write_text("\n".join(x for x in lines if not x.startswith("seed")), encoding="utf-8")
    with pytest.raises(ValueError, match=r"short\.toml: the key seed is missing; the keys are"):
        FinetuneConfig.load(file)


def test_a_file_that_is_no_toml_or_not_there(tmp_path: Path) -> None:
    (tmp_path / "bad.toml").write_text("epochs = = 3", encoding="utf-8")
    with pytest.raises(ValueError, match=r"bad\.toml: not valid TOML"):
        FinetuneConfig.load(tmp_path / "bad.toml")
    with pytest.raises(FileNotFoundError, match=r"none\.toml: no such configuration file"):
        FinetuneConfig.load(tmp_path / "none.toml")


def test_released_models_have_a_limit_of_30_mb_and_others_none() -> None:
    limits = {name: FinetuneConfig.load(CONFIGS / name).largest_bundle for name in FINETUNING}
    assert limits["mini.toml"] == limits["smoke.toml"] == 30
    assert limits["phobert-large.toml"] == limits["phobert-base-v2.toml"] == 0


def test_a_byte_order_mark_is_taken_off(tmp_path: Path) -> None:
    file = tmp_path / "mini.toml"
    file.write_bytes(b"\xef\xbb\xbf" + (CONFIGS / "mini.toml").read_bytes())
    assert FinetuneConfig.load(file) == FinetuneConfig.load(CONFIGS / "mini.toml")
