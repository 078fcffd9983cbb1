"""Examples: the tags that training sees are the gold that was written."""

from dataclasses import replace

import pytest

from data.annotated import AnnotatedArticle
from data.examples import IGNORED, Example, make_examples
from data.formats.ann import parse_annotation
from predict import Predictor
from predict.network.tags import tags_to_spans
from predict.network.windows import WindowSize
from predict.records import Span
from predict.schema import DEFAULT_SCHEMA, Schema

ANN = (
    '{"id": "a", "article_type": "review"}\n\n'
    "<DATE>Ngày 14/6/2021</DATE>, đồng chí <OFFICIAL>Trần Văn Ví</OFFICIAL>, <POSITION>Bí thư"
    "</POSITION> <ORGANISATION>Huyện ủy</ORGANISATION>, chủ trì hội nghị.\n"
)


def examples_of(
    article: AnnotatedArticle,
    predictor: Predictor,
    *,
    length: int = 64,
    schema: Schema | None = None,
) -> list[Example]:
    return make_examples(
        article,
        schema=schema or DEFAULT_SCHEMA,
        segmenter=predictor.segmenter,
        tokenizer=predictor.tokenizer,
        window=WindowSize(length=length, overlap=0),
        decay=0.5,
    )


def test_tags_are_the_gold_spans(toy_predictor: Predictor) -> None:
    article = parse_annotation(ANN, schema=DEFAULT_SCHEMA)
    (example,) = examples_of(article, toy_predictor)
    assert len(example.tags) == len(example.input_ids)
    assert example.tags[0] == example.tags[-1] == IGNORED
    tags = [tag for tag in example.tags if tag != IGNORED]
    labels = [span.label for span in tags_to_spans(tags, schema=DEFAULT_SCHEMA)]
    assert labels == [span.label for span in article.spans]
    assert (example.article_type, example.weight) == (0, 1.0)


def test_later_windows_weigh_less_and_hold_the_rest(toy_predictor: Predictor) -> None:
    article = parse_annotation(ANN * 1, schema=DEFAULT_SCHEMA)
    whole = examples_of(article, toy_predictor)[0]
    parts = examples_of(article, toy_predictor, length=16)
    assert [part.weight for part in parts] == [0.5**i for i in range(len(parts))]
    assert len(parts) > 1
    assert [i for part in parts for i in part.input_ids[1:-1]] == list(whole.input_ids[1:-1])
    assert [t for part in parts for t in part.tags[1:-1]] == list(whole.tags[1:-1])


def test_tokens_of_unreachable_spans_are_ignored(toy_predictor: Predictor) -> None:
    text = "đồng chí dự hội nghị"
    article = AnnotatedArticle(
        id="b", text=text, spans=(Span(start=0, end=3, label="OFFICIAL"),), article_type="other"
    )
    (example,) = examples_of(article, toy_predictor)
    assert not any(tag > 0 for tag in example.tags)
    first_word = example.tags[1]
    assert first_word == IGNORED
    assert 0 in example.tags


@pytest.mark.parametrize("front", ["\u200b" * 12, "&nbsp;" * 3, "  \n"])
def test_what_stands_in_front_of_an_article_moves_no_tag(
    toy_predictor: Predictor, front: str
) -> None:
    """Gold offsets count what was given, tokens what is canonical."""
    article = parse_annotation(ANN, schema=DEFAULT_SCHEMA)
    n = len(front)
    spans = [Span(start=s.start + n, end=s.end + n, label=s.label) for s in article.spans]
    half = spans[-1]  # ends inside a token: its tokens are ignored, and no others
    spans[-1] = Span(start=half.start, end=half.end - 1, label=half.label)
    moved = replace(article, text=front + article.text, spans=tuple(spans))
    (expected,), (example,) = (examples_of(a, toy_predictor) for a in (article, moved))
    assert example.input_ids == expected.input_ids
    changed = [
        (old, new) for old, new in zip(expected.tags, example.tags, strict=True) if old != new
    ]
    assert {new for _, new in changed} == {IGNORED}
    labels = [s.label for s in tags_to_spans([t for t, _ in changed], schema=DEFAULT_SCHEMA)]
    assert labels == ["ORGANISATION"]


def test_an_article_whose_type_alone_is_known_teaches_no_tags(toy_predictor: Predictor) -> None:
    article = replace(
        parse_annotation(ANN, schema=DEFAULT_SCHEMA), spans=(), knows_spans=False, type_weight=0.5
    )
    examples = examples_of(replace(article, text=article.text * 8), toy_predictor, length=32)
    assert len(examples) == 2
    assert [example.weight for example in examples] == [0.5, 0.25]
    assert {tag for example in examples for tag in example.tags} == {IGNORED}
    assert {example.article_type for example in examples} == {0}


def test_a_type_that_the_schema_lacks_is_refused(toy_predictor: Predictor) -> None:
    article = AnnotatedArticle(id="c", text="x", spans=(), article_type="weather")
    with pytest.raises(ValueError, match="article c: the type weather is not in the schema"):
        examples_of(article, toy_predictor)


def test_a_schema_without_types_needs_none(toy_predictor: Predictor) -> None:
    article = AnnotatedArticle(id="d", text="họp", spans=(), article_type="weather")
    schema = Schema(entity_labels=DEFAULT_SCHEMA.entity_labels, article_types=())
    (example,) = examples_of(article, toy_predictor, schema=schema)
    assert example.article_type == IGNORED
