"""Labels of one's own: from a file of some format to a bundle that reads, by the commands."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

import evaluate.__main__
import models.__main__
import predict.__main__
import train.__main__
from models.checkpoint import Checkpoint
from predict import Predictor
from predict.schema import Role

from .models.conftest import encoder_folder

__all__ = ["encoder_folder"]

PLAIN = Path(__file__).parent / "models" / "hugging_face" / "plain.py"
CONFIG = Path("configs/smoke.toml").absolute()
PEOPLE = ("Trần_Văn_Ví", "Lê_Thị_Dụ", "Nguyễn_Hoà", "Trần_Văn_Ví", "Lê_Thị_Dụ")
BODIES = ("Huyện_uỷ", "Tỉnh_uỷ", "UBND", "HĐND", "Sở_Y_tế")
LEARN = ("epochs=8", "patience=8", "learning_rate=1e-2", "head_learning_rate=1e-2", "dropout=0.0")


def conll() -> str:
    """Return ten sentences with three labels and joined words, as PhoNER_COVID19 has them."""
    sentences = [
        row
        for i, (person, body) in enumerate(zip(PEOPLE, BODIES, strict=True))
        for row in (
            [("Ngày", "B-DAY"), (f"{i + 2}/6", "I-DAY"), ("Đồng_chí", "O"), (person, "B-PER")],
            [(person, "B-PER"), ("dự", "O"), ("hội_nghị", "O"), (body, "B-ORG"), (".", "O")],
        )
    ]
    return "\n".join("".join(f"{w} {tag}\n" for w, tag in rows) for rows in sentences)


def doccano() -> str:
    """Return articles with their type alone."""
    rows = [
        {"id": i, "text": text, "label": [kind]}
        for i in range(5)
        for text, kind in (
            (f"Huyện uỷ kiểm tra đảng viên ở xã {i}.", "discipline"),
            (f"Toàn huyện trồng {i}0 ha rừng, thu ngân sách đạt.", "economy"),
        )
    ]
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def label_studio() -> str:
    """Return tasks with spans alone, whose offsets count UTF-16 units."""
    tasks = []
    for i, person in enumerate(name.replace("_", " ") for name in PEOPLE):
        text = f"📰 Đồng chí {person}, Bí thư, dự hội nghị {i}."
        start = text.index(person)
        regions = [(start, person, "PER"), (text.index("Bí thư"), "Bí thư", "JOB")]
        result = [
            {"from_name": "label", "to_name": "text", "type": "labels",
             "value": {"start": begin + 1, "end": begin + 1 + len(surface), "text": surface,
                       "labels": [label]}}
            for begin, surface, label in regions
        ]  # fmt: skip
        tasks.append({"id": i, "data": {"text": text}, "annotations": [{"result": result}]})
    return json.dumps(tasks, ensure_ascii=False)


def run(main: object, *arguments: str | Path) -> str:
    result = CliRunner().invoke(main, [str(x) for x in arguments])  # type: ignore[arg-type]
    assert result.exit_code == 0, result.output + str(result.exception)
    return result.stdout


def trained(encoder_folder: Path, gold: Path, *settings: str) -> tuple[Path, str]:
    """Train by the command, and return the run's folder and what was said at its end."""
    paths = json.dumps([str(gold)])
    more = [f"encoder={encoder_folder}", f"data.train={paths}", f"data.dev={paths}", "name=own"]
    more += ["n_layers=0", "window.overlap=8", "batch=4", *LEARN, *settings]
    said = run(train.__main__.app, "--config", CONFIG, "--set", *more)
    return Path("runs/own"), "\n".join(said.splitlines()[-2:])


def scores(run_folder: Path, gold: Path) -> tuple[str, Any, Any]:
    """Measure by the command; return what is shown, the F1 of spans and the accuracy of types."""
    options: list[str | Path] = [
        "--bundle",
        run_folder / "bundle",
        "--gold",
        gold,
        "--json",
        "scores.json",
    ]
    shown = run(evaluate.__main__.app, *options)
    values = json.loads(Path("scores.json").read_text(encoding="utf-8"))
    return shown, values["entities"]["micro"]["f1"], values["article_type"]["accuracy"]


def read(run_folder: Path, text: str, form: str) -> str:
    """Read a text by the command, with the bundle of a run."""
    file = Path("article.txt")
    file.write_text(text, encoding="utf-8")
    return run(predict.__main__.app, file, "--bundle", run_folder / "bundle", "--format", form)


def said_by_plain_transformers(run_folder: Path, head: str, words: str) -> str:
    """Export by the command, and return what a pipeline says that cannot import our packages."""
    run(models.__main__.app, "export", run_folder / "checkpoint", "hf", "--format", "hf")
    folder = str(Path("hf", head).resolve())
    asked = json.dumps({folder: {"windows": [[0, 2]], "texts": [words]}})
    plain = subprocess.run(
        [sys.executable, "-I", PLAIN], input=asked, capture_output=True, text=True, check=True
    )
    said: str = json.loads(plain.stdout)[folder]["said"][0]
    return said


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which commands run."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_labels_alone_from_joined_words_in_columns(work: Path, encoder_folder: Path) -> None:
    gold = work / "train.conll"
    gold.write_text(conll(), encoding="utf-8")
    folder, said = trained(encoder_folder, gold, "schema.roles.PER=official")
    assert "of types" not in said
    assert "article type" not in said
    checkpoint = Checkpoint.load(folder / "checkpoint")
    assert checkpoint.schema.entity_labels == ("DAY", "ORG", "PER")
    assert (checkpoint.schema.article_types, checkpoint.network.type_head) == ((), None)
    shown, f1, accuracy = scores(folder, gold)
    assert (f1 > 0.8, accuracy) == (True, None)
    for part in ("type", "appointment", "indicator", "value"):
        assert part not in shown
    text = "Đồng chí Trần Văn Ví dự hội nghị Huyện ủy."
    for form in ("table", "html", "words"):
        assert read(folder, text, form)
    found = json.loads(read(folder, text, "json"))
    assert (found["article_type"], found["appointments"]) == (None, [])
    entities = found["entities"]  # by pyvi's words, which are not quite those that were learned
    assert entities
    assert all(text[one["start"] : one["end"]] == one["text"] for one in entities)
    assert {one["label"] for one in entities} <= {"DAY", "ORG", "PER"}
    assert Predictor.load(folder / "bundle").schema.roles == {"PER": Role.official}
    said = said_by_plain_transformers(folder, "token-classification", "đồng_chí Trần_Văn_Ví dự")
    assert "'PER'" in said


def test_types_alone_from_doccano(work: Path, encoder_folder: Path) -> None:
    gold = work / "train.jsonl"
    gold.write_text(doccano(), encoding="utf-8")
    folder, said = trained(encoder_folder, gold)
    assert "gold spans" not in said
    assert "of tags" not in said
    checkpoint = Checkpoint.load(folder / "checkpoint")
    assert checkpoint.schema.to_dict()["article_types"] == ["discipline", "economy"]
    assert (checkpoint.schema.tags, checkpoint.network.tag_head) == ((), None)
    shown, f1, accuracy = scores(folder, gold)
    assert (f1, accuracy) == (None, 1.0)
    for part in ("entities", "seqeval", "unreachable", "appointment", "indicator", "spans"):
        assert part not in shown
    text = "Huyện ủy kiểm tra đảng viên ở xã."
    for form in ("table", "html", "words"):
        assert read(folder, text, form)
    found = json.loads(read(folder, text, "json"))
    assert (found["article_type"]["label"], found["entities"]) == ("discipline", [])
    said = said_by_plain_transformers(
        folder, "text-classification", "Huyện_uỷ kiểm_tra đảng_viên ở xã ."
    )
    assert "'discipline'" in said


def test_spans_from_label_studio(work: Path, encoder_folder: Path) -> None:
    gold = work / "train.json"
    gold.write_text(label_studio(), encoding="utf-8")
    folder, _ = trained(
        encoder_folder, gold, "schema.roles.PER=official", "schema.roles.JOB=position"
    )
    shown, f1, accuracy = scores(folder, gold)
    assert (f1 > 0.8, accuracy) == (True, None)
    assert "appointments" in shown
    assert "indicators" not in shown
    text = "📰 Đồng chí Lê Thị Dụ, Bí thư, dự hội nghị 7."
    found = json.loads(read(folder, text, "json"))
    assert [row["title"] for row in found["appointments"]] == ["Bí thư"]
    assert [entity["start"] for entity in found["entities"]] == [11, 22]
    words = read(folder, text, "words").strip()
    said = said_by_plain_transformers(folder, "token-classification", words)
    assert "'PER'" in said
