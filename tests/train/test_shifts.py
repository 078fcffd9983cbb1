"""Spans that all lie a few characters beside their words."""

from functools import partial
from pathlib import Path

from data.annotated import AnnotatedArticle
from predict.records import Span
from predict.text.segment import Segmenter
from predict.text.tokenizer import Tokenizer
from train.shifts import find_shift

TEXT = "Đồng chí Trần Văn Ví dự hội nghị."


def article(*places: tuple[int, int]) -> AnnotatedArticle:
    spans = tuple(Span(start=start, end=end, label="X") for start, end in places)
    return AnnotatedArticle(id="a", text=TEXT, spans=spans, article_type=None)


def test_the_move_that_puts_spans_on_words(
    segmenter: Segmenter, toy_tokenizer_folder: Path
) -> None:
    find = partial(find_shift, segmenter=segmenter, tokenizer=Tokenizer.load(toy_tokenizer_folder))
    shift = find([article((10, 21), (22, 24))] * 3)
    assert shift is not None
    assert (shift.move, shift.n_before, shift.n_after, shift.n_spans) == (-1, 0, 6, 6)
    assert find([article((10, 21), (26, 30))]) is None  # one late, one cut in the middle
    assert find([]) is None
