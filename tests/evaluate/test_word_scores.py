"""Scores per word: seqeval on the tags of the words that gold brings."""

import json
from collections.abc import Sequence

import pytest

from data.annotated import AnnotatedArticle, Place
from evaluate.word_scores import score_words, tags_of_words
from predict.errors import InputError
from predict.records import Entity, ModelInfo, Prediction, Span
from predict.schema import DEFAULT_SCHEMA

TEXT = "ông An Ẩn ở Sở Y tế Huế"
WORDS: tuple[Place, ...] = ((0, 3), (4, 9), (10, 11), (12, 14), (15, 19), (20, 23))
Triple = tuple[int, int, str]


def article(*spans: Triple, words: tuple[Place, ...] | None = WORDS) -> AnnotatedArticle:
    return AnnotatedArticle(
        id="a",
        text=TEXT,
        spans=tuple(Span(start=s, end=e, label=x) for s, e, x in spans),
        article_type=None,
        words=words,
    )


def prediction(*spans: Triple) -> Prediction:
    entities = [Entity(label=x, text=TEXT[s:e], start=s, end=e, score=1.0) for s, e, x in spans]
    return Prediction(
        article_type=None,
        entities=tuple(entities),
        appointments=(),
        model=ModelInfo(name="m", version="1"),
        schema=DEFAULT_SCHEMA,
    )


def tags(*spans: Triple) -> Sequence[str]:
    return tags_of_words(WORDS, [Span(start=s, end=e, label=x) for s, e, x in spans])


def test_words_have_the_tags_of_their_spans() -> None:
    assert tags((4, 9, "A"), (12, 19, "B"), (20, 23, "B")) == [
        "O", "B-A", "O", "B-B", "I-B", "B-B",
    ]  # fmt: skip
    assert tags() == ["O"] * 6


def test_a_word_that_a_span_cuts_is_of_the_span() -> None:
    assert tags((4, 6, "A"), (7, 9, "B"), (15, 16, "C")) == ["O", "B-A", "O", "O", "B-C", "O"]


GOLD: tuple[Triple, ...] = ((4, 9, "OFFICIAL"), (12, 23, "ORGANISATION"))


def test_scores_are_those_of_seqeval() -> None:
    said = prediction((4, 6, "OFFICIAL"), (12, 19, "ORGANISATION"), (20, 23, "DATE"))
    scores = score_words([article(*GOLD)], [said])
    assert (scores.n_words, scores.n_articles) == (6, 1)
    for found in (scores.conlleval, scores.strict):
        assert found.precision == pytest.approx(1 / 3)
        assert found.recall == pytest.approx(1 / 2)
        assert found.f1 == pytest.approx(0.4)
        assert found.macro_f1 == pytest.approx(1 / 3)  # of the labels on either side
        assert found.support == 2
    assert scores.accuracy == pytest.approx(5 / 6)
    assert json.loads(json.dumps(scores.to_dict()))["strict"]["f1"] == pytest.approx(0.4)
    assert "of 6 words in 1 articles: conlleval micro F1 0.4000" in str(scores)


def test_articles_without_words_are_left_out() -> None:
    scores = score_words([article(words=None), article(*GOLD)], [prediction(), prediction(*GOLD)])
    assert (scores.n_articles, scores.strict.f1) == (1, 1.0)
    with pytest.raises(InputError, match="--words: no article of the gold brings words; name"):
        score_words([article(words=None)], [prediction()])


def test_nothing_to_find_and_nothing_found() -> None:
    scores = score_words([article()], [prediction()])
    assert (scores.strict.f1, scores.strict.support, scores.accuracy) == (0, 0, 1)
