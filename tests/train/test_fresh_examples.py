"""Fresh examples: the same windows, drawn anew for each epoch and from the seed alone."""

from functools import partial
from typing import Any

import pytest

from data.annotated import AnnotatedArticle
from data.augment import Augmenter, Kind
from data.examples import Example, make_examples
from data.formats.ann import parse_annotation
from predict import Predictor
from predict.network.windows import WindowSize
from predict.schema import DEFAULT_SCHEMA
from train.fresh_examples import FreshExamples

ANN = (
    '{"id": "a", "article_type": "review"}\n\n'
    "<DATE>Ngày 14/6/2021</DATE>, đồng chí <OFFICIAL>Trần Văn Ví</OFFICIAL>, <POSITION>Bí thư"
    "</POSITION> <ORGANISATION>Huyện ủy</ORGANISATION>, chủ trì hội nghị tổng kết năm.\n"
)
ARTICLES = [parse_annotation(ANN, schema=DEFAULT_SCHEMA)] * 3


def fresh(
    predictor: Predictor, kinds: list[Kind], cut: list[AnnotatedArticle] | None = None
) -> FreshExamples:
    def make(article: AnnotatedArticle) -> list[Example]:
        if cut is not None:
            cut.append(article)
        return make_examples(
            article,
            schema=DEFAULT_SCHEMA,
            segmenter=predictor.segmenter,
            tokenizer=predictor.tokenizer,
            window=WindowSize(length=16, overlap=0),
            decay=0.5,
        )

    return FreshExamples(
        ARTICLES,
        augment=Augmenter(kinds, articles=ARTICLES, schema=DEFAULT_SCHEMA),
        make=make,
        seed=1,
    )


def rows(examples: FreshExamples, epoch: int) -> list[dict[str, Any]]:
    examples.follow(lambda: epoch)
    return list(examples.dataset())


def test_without_kinds_every_epoch_shows_the_same(toy_predictor: Predictor) -> None:
    examples = fresh(toy_predictor, [])
    assert rows(examples, 0) == rows(examples, 1)
    assert set(rows(examples, 0)[0]) == {"input_ids", "tags", "article_type", "weight", "length"}


def test_without_kinds_an_article_is_cut_once(toy_predictor: Predictor) -> None:
    cut: list[AnnotatedArticle] = []
    examples = fresh(toy_predictor, [], cut)
    dataset = examples.dataset()
    assert cut == ARTICLES
    for epoch in range(3):
        examples.follow(partial(int, epoch))
        assert len(list(dataset)) == len(dataset) > 3
    assert cut == ARTICLES


def test_with_kinds_an_article_is_cut_once_an_epoch(toy_predictor: Predictor) -> None:
    cut: list[AnnotatedArticle] = []
    examples = fresh(toy_predictor, ["typing_errors", "headlines"], cut)
    dataset = examples.dataset()
    for epoch in range(3):
        examples.follow(partial(int, epoch))
        list(dataset)
        list(dataset)
        assert len(cut) == len(ARTICLES) * (epoch + 2)


def test_windows_that_a_change_takes_away_show_the_last_again(
    toy_predictor: Predictor, monkeypatch: pytest.MonkeyPatch
) -> None:
    examples = fresh(toy_predictor, ["headlines"])
    dataset = examples.dataset()
    shorter = AnnotatedArticle(id="s", text="Họp.", spans=(), article_type="review")
    monkeypatch.setattr(examples, "_augment", lambda *_, **__: shorter)
    shown = list(dataset)
    assert len(shown) > 3
    assert len({str(row) for row in shown}) == 1


def test_the_length_column_counts_ids(toy_predictor: Predictor) -> None:
    dataset = fresh(toy_predictor, []).dataset()
    assert list(dataset["length"]) == [len(row["input_ids"]) for row in dataset]


def test_every_epoch_shows_the_windows_changed_anew(toy_predictor: Predictor) -> None:
    examples = fresh(toy_predictor, ["typing_errors", "tone_marks", "headlines"])
    epochs = [rows(examples, epoch) for epoch in range(4)]
    assert len({len(epoch) for epoch in epochs}) == 1
    assert len({str(epoch) for epoch in epochs}) > 1
    again = fresh(toy_predictor, ["typing_errors", "tone_marks", "headlines"])
    assert rows(again, 2) == epochs[2]


def test_equal_articles_are_changed_differently(toy_predictor: Predictor) -> None:
    examples = fresh(toy_predictor, ["typing_errors", "tone_marks", "headlines"])
    parts = rows(examples, 1)
    a_third = len(parts) // 3
    assert len({str(parts[i * a_third : (i + 1) * a_third]) for i in range(3)}) > 1
