"""What an article holds that a format might not be able to."""

from datetime import date

from data.annotated import AnnotatedArticle
from data.formats.forms import Form, Part, parts_of
from predict.records import Span

PLAIN = AnnotatedArticle(id="", text="An ở Huế", spans=(), article_type=None)
FULL = AnnotatedArticle(
    id="a",
    text="An  ở\r\nHue\u0302\u0301",
    spans=(Span(start=0, end=2, label="PER"),),
    article_type="thơ",
    published=date(2021, 3, 4),
    appointments=(("An", None, None),),
    values=(("An", None),),
    indicators=(("An", None),),
    words=((0, 2),),
    type_weight=0.5,
    knows_spans=False,
    head={"id": "a", "source": "x"},
)


def test_the_parts_of_an_article() -> None:
    assert parts_of(PLAIN) == set()
    assert parts_of(FULL) == set(Part) - {Part.underscores, Part.word_edges}


def test_what_a_format_cannot_hold_is_counted() -> None:
    form = Form(
        name="x",
        suffixes=(".x",),
        holds=frozenset(Part) - {Part.values, Part.days},
        read=lambda _file, _reading: [],
        write=lambda _articles, _place: None,
    )
    assert form.losses([PLAIN, FULL, FULL]) == {Part.values: 2, Part.days: 2}
