"""What is wrong with articles is said before time is spent, and what makes training vain."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from train.findings import Inspection, inspect
from train.material import prepare

from .tiny import tiny, write_gold

SENTENCE = "Ngày {day}/6, đồng chí Trần Văn Ví dự hội nghị."


def rows(n: int, *, move: int = 0, label: str = "DAY", first: int = 10) -> list[dict[str, object]]:
    """Return articles in doccano's form, whose days are ``move`` characters off their place."""
    return [
        {
            "id": first + i,
            "text": SENTENCE.format(day=first + i),
            "label": [[5 + move, 9 + move, label], [20 + move, 31 + move, "PER"]],
        }
        for i in range(n)
    ]


def write(file: Path, content: list[dict[str, object]]) -> Path:
    file.write_text("".join(json.dumps(row) + "\n" for row in content), encoding="utf-8")
    return file


def look(encoder_folder: Path, train: Path, dev: Path, *more: str) -> Inspection:
    config = tiny(encoder_folder, train, f'data.dev=["{dev}"]', *more)
    return inspect(config, prepare(config, say=print))


def test_what_is_in_order_has_a_table_and_nothing_else(
    encoder_folder: Path, tmp_path: Path
) -> None:
    train = write(tmp_path / "train.jsonl", rows(6))
    dev = write(tmp_path / "dev.jsonl", rows(2, first=20))
    found = look(encoder_folder, train, dev)
    assert (found.findings, found.is_in_vain) == ((), False)
    assert found.lines == [
        "training articles: 6; 100.00% of 12 gold spans can be expressed",
        f"{'label':<32}       train         dev unreachable\n"
        f"{'DAY':<32}           6           2           0\n"
        f"{'PER':<32}           6           2           0",
    ]


def test_few_examples_and_slips_are_named(encoder_folder: Path, tmp_path: Path) -> None:
    content = [*rows(6, label="ORGANISATION"), *rows(1, label="ORGANIZATION", first=30)]
    train = write(tmp_path / "train.jsonl", content)
    dev = write(tmp_path / "dev.jsonl", rows(2, label="ORGANISATION", first=20))
    few, unmeasured = look(encoder_folder, train, dev).findings
    assert str(few) == (
        f"data.train ({train}): labels with fewer than 5 examples, of which little is learned: "
        "ORGANIZATION 1 (a slip for ORGANISATION?)"
    )
    assert str(unmeasured) == (
        f"data.dev ({dev}): no example of these labels: ORGANIZATION (1 in train); none is measured"
    )


def test_labels_that_train_lacks_are_named(encoder_folder: Path, tmp_path: Path) -> None:
    train = write(tmp_path / "train.jsonl", rows(6))
    dev = write(tmp_path / "dev.jsonl", [*rows(2, first=20), *rows(1, label="HOUR", first=28)])
    found = look(encoder_folder, train, dev, 'schema.labels=["PER", "DAY", "HOUR"]')
    assert [str(one) for one in found.findings] == [
        f"data.train ({train}): no example of these labels: HOUR (1 in dev); none is learned"
    ]
    assert not found.is_in_vain


@pytest.mark.parametrize("move", [-1, 1, 2])
def test_shifted_offsets_are_in_vain_and_the_move_is_named(
    encoder_folder: Path, tmp_path: Path, move: int
) -> None:
    train = write(tmp_path / "train.jsonl", rows(6, move=move))
    dev = write(tmp_path / "dev.jsonl", rows(2, first=20))
    found = look(encoder_folder, train, dev)
    assert found.is_in_vain
    [finding] = found.findings
    assert str(finding).startswith(f"training would be in vain: data.train ({train}): ")
    assert "in article 10, article 11, article 12, cannot be learned" in str(finding)
    n_before = 0 if move == 1 else 6  # "10/" and "/6" are words too
    assert f"moved by {-move:+d} 12 instead of {n_before} of 12 spans" in str(finding)


def test_dev_without_gold_is_in_vain(encoder_folder: Path, tmp_path: Path) -> None:
    train = write(tmp_path / "train.jsonl", rows(6))
    dev = write(tmp_path / "dev.jsonl", [{"text": "Trời mưa to.", "label": []}])
    found = look(encoder_folder, train, dev)
    assert found.is_in_vain
    assert "none of its 1 articles has a span or a type" in str(found.findings[0])


def typed(*kinds: str) -> list[dict[str, object]]:
    return [
        {"id": str(i), "text": f"Họp lần {i}.", "article_type": kind}
        for i, kind in enumerate(kinds)
    ]


def test_one_type_alone_is_nothing_to_tell_apart(encoder_folder: Path, tmp_path: Path) -> None:
    train = write(tmp_path / "train.jsonl", typed(*["sport"] * 6))
    found = look(encoder_folder, train, train)
    assert found.is_in_vain
    assert "every article has the type sport; there is nothing" in str(found.findings[0])
    assert found.lines[0] == "training articles: 6"
    two = write(tmp_path / "two.jsonl", typed(*["sport", "culture"] * 5))
    assert not look(encoder_folder, two, two).findings
    weightless = look(encoder_folder, two, two, "type_weight=0")
    assert weightless.is_in_vain
    assert "type_weight = 0: the type of articles is not learned" in weightless.lines[-1]


def test_beside_spans_a_head_without_examples_is_not_in_vain(
    encoder_folder: Path, tmp_path: Path
) -> None:
    spans = write(tmp_path / "spans.jsonl", rows(6))
    dev = write(tmp_path / "dev.jsonl", rows(2, first=20))
    kinds = 'schema.types=["sport", "culture"]'
    found = look(encoder_folder, spans, dev, kinds)
    assert not found.is_in_vain
    said = " ".join(map(str, found.findings))
    assert "no article has a type; there is nothing to tell apart" in said
    assert "6 of 6 articles have no type, and neither teach nor measure it" in said


def test_an_article_of_dev_in_train_is_counted(encoder_folder: Path, tmp_path: Path) -> None:
    gold = write_gold(tmp_path / "gold")
    found = look(encoder_folder, gold, gold)
    assert "2 in dev too" in found.lines[1]
    assert replace(found, findings=()).is_in_vain is False
