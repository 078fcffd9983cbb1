"""docs/annotate.md: its commands work, and its table says what the formats say of themselves."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from data.formats import FORMS, read_articles
from data.formats.forms import Part, Reading
from predict.service.label_studio import parse_interface

from .paths import ROOT
from .toy import ARTICLE

GUIDE = (ROOT / "docs" / "annotate.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```sh\n(.*?)```", GUIDE, flags=re.DOTALL)
SMOKE = f"--config {ROOT / 'configs' / 'smoke.toml'} --set encoder={ROOT / 'models' / 'mini'}"


def run(commands: str, folder: Path) -> None:
    """Run commands as they stand in the guide, with the smallest network where one is trained."""
    commands = commands.replace("python -m train --set", f"python -m train {SMOKE}")
    commands = commands.replace("python -m", f"{sys.executable} -m")
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        ["bash", "-ec", commands],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Make a folder with articles, as the guide has one."""
    (tmp_path / "articles").mkdir()
    for name, text in {"a": ARTICLE, "b": f"🎉 {ARTICLE}"}.items():
        (tmp_path / "articles" / f"{name}.txt").write_text(text, encoding="utf-8")
    return tmp_path


def submit(tasks: Path) -> list[dict[str, Any]]:
    """Return what Label Studio exports where people submit each task as it was suggested."""
    rows = json.loads(tasks.read_text(encoding="utf-8"))
    return [
        {
            "id": number,
            "data": row["data"],
            "annotations": [{"result": row["predictions"][0]["result"], "was_cancelled": False}],
            "predictions": [],
        }
        for number, row in enumerate(rows, start=1)
    ]


def test_suggestions_for_label_studio(folder: Path) -> None:
    run(BLOCKS[0], folder)
    (folder / "export.json").write_text(json.dumps(submit(folder / "tasks.json")), encoding="utf-8")
    found = read_articles([folder / "export.json"], reading=Reading())
    assert [one.text for one in found] == [ARTICLE, f"🎉 {ARTICLE}"]
    assert all(len(one.spans) > 3 for one in found)


def test_suggestions_for_doccano(folder: Path) -> None:
    run(BLOCKS[2], folder)
    found = read_articles([folder / "texts.jsonl"], reading=Reading())
    assert [one.text for one in found] == [ARTICLE, f"🎉 {ARTICLE}"]
    assert all(len(one.spans) > 3 for one in found)


@pytest.mark.slow
def test_the_loop_with_label_studio(folder: Path) -> None:
    run(BLOCKS[0], folder)
    for name in ("train.json", "dev.json", "test.json"):
        (folder / name).write_text(json.dumps(submit(folder / "tasks.json")), encoding="utf-8")
    run(BLOCKS[1], folder)
    assert (folder / "runs" / "mine" / "bundle").is_dir()


@pytest.mark.slow
def test_the_loop_with_doccano(folder: Path) -> None:
    run(BLOCKS[2], folder)
    for name in ("train.jsonl", "dev.jsonl", "test.jsonl"):
        shutil.copy(folder / "texts.jsonl", folder / name)
    run(BLOCKS[3], folder)
    assert (folder / "runs" / "mine" / "bundle").is_dir()


PHONER = "Bệnh_nhân O\n17 B-ID\nở O\nĐà_Nẵng B-LOC\n. O\n\nSở B-ORG\nY_tế I-ORG\nhọp O\n"
VLSP = "Ông\tNc\tB-NP\tO\tO\nẨn\tNp\tB-NP\tB-PER\tO\nở\tE\tB-PP\tO\tO\n\nHuế\tNp\tB-NP\tB-LOC\tO\n"


@pytest.mark.slow
@pytest.mark.parametrize("content", [PHONER, VLSP], ids=["PhoNER", "VLSP"])
def test_data_in_columns(tmp_path: Path, content: str) -> None:
    for name in ("train", "dev", "test"):
        (tmp_path / f"{name}_word.conll").write_text(content, encoding="utf-8")
    run(BLOCKS[4], tmp_path)
    assert (tmp_path / "runs" / "covid" / "bundle").is_dir()


def test_the_interface_has_the_names_that_tasks_are_written_with() -> None:
    (xml,) = re.findall(r"```xml\n(.*?)```", GUIDE, flags=re.DOTALL)
    interface = parse_interface(xml)
    assert interface.spans is not None
    assert interface.types is not None
    names = (interface.key, interface.spans.name, interface.spans.to_name, interface.types.name)
    assert names == ("text", "label", "text", "type")


def test_the_table_says_what_each_format_holds() -> None:
    table = GUIDE[GUIDE.index("| format |") :].partition("\n\n")[0]
    header, _, *rows = re.findall(r"^\| (.*) \|$", table, flags=re.MULTILINE)
    _, _, *parts = header.split(" | ")
    told = {}
    for row in rows:
        name, _, *cells = [cell.strip() for cell in row.replace("| |", "|  |").split("|")]
        told[name.strip("`")] = {
            Part(part) for part, cell in zip(parts, cells, strict=True) if cell == "yes"
        }
    columns = {Part(part) for part in parts}
    assert told == {form.name: set(form.holds & columns) for form in FORMS if form.write}
