"""Why nothing is right: each cause is told from the others, and nothing is said where one is."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from transformers import TrainerControl, TrainerState, TrainingArguments

import train.diagnosis
from data.annotated import AnnotatedArticle
from predict import Predictor
from predict.records import Span
from tests.toy import ARTICLE
from train.diagnosis import Losses, Watch, diagnose, explain_spans, explain_types

TEXT = "Sáng nay Trần Văn Ví đến thăm Hà Nội cùng Lê Thị Dụ từ Huế ."
NAMES = {"Trần Văn Ví": "PER", "Hà Nội": "LOC", "Lê Thị Dụ": "PER", "Huế": "LOC"}
FELL = Losses(first=2.0, last=0.5, is_finite=True, steps=40)
STOOD = Losses(first=2.0, last=1.95, is_finite=True, steps=6)


def span(surface: str, label: str) -> Span:
    start = TEXT.index(surface)
    return Span(start=start, end=start + len(surface), label=label)


def said(found: Sequence[Span], losses: Losses = FELL) -> str:
    gold = tuple(span(*name) for name in NAMES.items())
    article = AnnotatedArticle(id="a", text=TEXT, spans=gold, article_type=None)
    return explain_spans([(article, found)], losses) or ""


def test_one_right_span_needs_no_explanation() -> None:
    assert said([span("Huế", "LOC"), span("thăm", "PER")]) == ""
    empty = AnnotatedArticle(id="a", text=TEXT, spans=(), article_type=None)
    assert explain_spans([(empty, [span("Huế", "LOC")])], FELL) is None


@pytest.mark.parametrize(
    ("losses", "cause"),
    [
        (STOOD, "the loss went from 2 to 1.95 in 6 steps: learning_rate is too low, or there are"),
        (FELL, "the loss went from 2 to 0.5 in 40 steps: it learns, and more epochs may do"),
        (replace(FELL, last=2.5), "from 2 to 2.5 in 40 steps: learning_rate is too high"),
        (replace(FELL, is_finite=False), "the loss is no number any more: learning_rate is too"),
    ],
)
def test_nothing_is_found(losses: Losses, cause: str) -> None:
    sentence = said([], losses)
    assert sentence.startswith("no span is found in dev, where there are 4: ")
    assert cause in sentence


def test_other_names_for_the_same_things() -> None:
    sentence = said([span("Trần Văn Ví", "MAN"), span("Lê Thị Dụ", "MAN"), span("thăm", "LOC")])
    assert sentence.startswith("2 of 4 spans of dev are found with another label, such as MAN for")


@pytest.mark.parametrize(
    ("found", "where"),
    [
        ([("Văn Ví đến", "PER"), ("Thị Dụ từ", "PER"), ("Nội cùng", "LOC")], "1 word too late"),
        ([("nay Trần Văn", "PER"), ("cùng Lê Thị", "PER"), ("từ", "LOC")], "1 word too early"),
        ([("Ví đến thăm", "PER"), ("cùng Lê", "LOC")], "2 words too late"),
    ],
)
def test_labels_that_are_shifted(found: list[tuple[str, str]], where: str) -> None:
    n = len(found)
    expected = f"{n} of 4 spans of dev are found {where}: labels in train or in dev are shifted"
    assert said([span(*one) for one in found]).startswith(expected)


def test_one_label_takes_all() -> None:
    found = [span("Sáng", "LOC"), span("thăm", "LOC"), span("cùng", "LOC")]
    assert said(found).startswith("3 of 3 spans found in dev are LOC, and none is right: one")
    mixed = [*found, span("đến", "PER")]
    assert said(mixed) == f"none of the 4 spans found in dev is right: {FELL}"


def test_every_article_is_taken_for_one_type() -> None:
    sentence = explain_types([("a", "b"), ("b", "b"), ("a", "b")], STOOD)
    assert sentence == f"every article of dev is taken for b, which 1 of 3 are: {STOOD}"
    assert explain_types([("a", "b"), ("b", "a")], STOOD) is None
    assert explain_types([("b", "b"), ("b", "b")], STOOD) is None
    assert explain_types([("a", None)], STOOD) is None


def test_losses_are_read_from_the_log() -> None:
    log: list[dict[str, float | None]] = [
        {"loss": 2.0, "grad_norm": 1.0, "step": 5},
        {"eval_f1": None, "step": 9},
    ]
    assert Losses.of(log) == Losses(first=2.0, last=2.0, is_finite=True, steps=9)
    assert Losses.of([{"loss": float(x)} for x in range(1, 10)]).first == 2.0
    assert Losses.of([{"loss": float(x)} for x in range(1, 10)]).last == 8.0
    assert "too low" in str(replace(STOOD, last=2.1))
    assert not Losses.of([*log, {"loss": 0.0, "grad_norm": float("nan"), "step": 10}]).is_finite
    assert Losses.of([]).steps == 0


def test_both_heads_are_looked_at(toy_predictor: Predictor) -> None:
    wrong = (Span(start=0, end=4, label="OFFICIAL"),)
    article = AnnotatedArticle(id="a", text=ARTICLE, spans=wrong, article_type="review")
    other = replace(article, article_type="other")
    spans, types = diagnose(toy_predictor, [article, other], FELL)
    assert "is right" in spans
    assert types.startswith("every article of dev is taken for review, which 1 of 2 are")
    unknown = replace(article, knows_spans=False)
    assert diagnose(toy_predictor, [unknown], FELL) == []


def test_it_is_said_once_after_two_epochs(
    toy_predictor: Predictor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def explain(*_: object) -> list[str]:
        return ["nothing"]

    monkeypatch.setattr(train.diagnosis, "diagnose", explain)
    told: list[str] = []
    watch = Watch(toy_predictor, [], say=told.append)
    arguments = TrainingArguments(output_dir=str(tmp_path), use_cpu=True, report_to="none")
    for epoch, n in ((1.0, 0), (1.5, 0), (2.0, 1), (3.0, 1)):
        watch.on_evaluate(arguments, TrainerState(epoch=epoch), TrainerControl())
        assert told == ["after 2 epochs nothing"] * n
    other = Watch(toy_predictor, [], say=told.append)
    state = TrainerState(epoch=2.0, is_world_process_zero=False)
    other.on_evaluate(arguments, state, TrainerControl())
    assert len(told) == 1
