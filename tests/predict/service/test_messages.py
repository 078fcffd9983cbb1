"""Whatever a body holds, it is read or refused, and nothing else happens."""

import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from predict.records import Json
from predict.service.batcher import Article
from predict.service.messages import Limits, parse_article, parse_articles, parse_json
from predict.service.refusals import Fault, Refusal

LIMITS = Limits(articles=4, characters=30)
TEXTS = st.text(st.characters())  # with lone surrogates
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXTS,
    lambda inner: st.lists(inner) | st.dictionaries(TEXTS | st.just("text"), inner),
    max_leaves=8,
)
ARTICLES = st.fixed_dictionaries(
    {"text": TEXTS}, optional={"published": TEXTS | st.dates().map(str)}
)


@given(st.binary() | st.text().map(str.encode) | VALUES.map(lambda v: json.dumps(v).encode()))
@example(b"\xff\xfe")
def test_any_body(body: bytes) -> None:
    refused: list[Refusal] = []
    try:
        parse_articles(parse_json(body), limits=LIMITS)
    except Refusal as refusal:
        refused.append(refusal)
    for one in refused:
        assert one.status in (400, 422)
        assert json.loads(bytes(one.response().body)) == one.fault.to_dict()


@given(VALUES | ARTICLES)
def test_any_article(value: object) -> None:
    found = parse_article(value, limits=LIMITS)  # type: ignore[arg-type]  # whatever it is
    if isinstance(found, Fault):
        json.dumps(found.to_dict(), ensure_ascii=False).encode("utf-8")
        return
    assert isinstance(value, dict)
    assert found == Article(text=value["text"], published=found.published)
    assert len(found.text.encode("utf-8")) >= len(found.text)
    assert len(found.text) <= LIMITS.characters
    given_day = value.get("published")
    assert given_day == (str(found.published) if found.published else None)


@pytest.mark.parametrize(
    ("article", "message"),
    [
        ("một bài", 'an article must be an object such as {"text": "..."}, not a string'),
        ({"text": "a" * 31}, "31 characters; an article has at most 30, so send it in parts"),
        ({"text": "a\ud800"}, "half a character (a lone surrogate) at 1; take it out"),
    ],
)
def test_what_is_wrong_with_an_article_is_said_with_a_way_out(article: Json, message: str) -> None:
    fault = parse_article(article, limits=LIMITS)
    assert isinstance(fault, Fault)
    assert message in fault.message


def test_an_article_without_its_list_is_shown_the_form() -> None:
    with pytest.raises(Refusal, match=r'"text"; the body is \{"articles": \[\{"text", "p'):
        parse_articles({"text": "một bài"}, limits=LIMITS)
