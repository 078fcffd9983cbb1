"""``.ann`` files with labels of one's own."""

import pytest

from data.annotated import AnnotatedArticle
from data.formats.ann import format_annotation, parse_annotation
from predict.schema import Schema


def ann(body: str, head: str = '{"article_type": "other"}') -> str:
    return f"{head}\n\n{body}"


def test_without_a_schema_every_label_and_type_is_taken() -> None:
    article = parse_annotation(
        ann("<Tên_2>An</Tên_2> ở <b>Huế</b>", head='{"article_type": "thơ"}'), schema=None
    )
    assert [span.label for span in article.spans] == ["Tên_2", "b"]
    assert (article.text, article.article_type) == ("An ở Huế", "thơ")
    with pytest.raises(ValueError, match="<b> is never closed"):
        parse_annotation(ann("<b>Huế"), schema=None)


def test_an_article_may_have_no_type_where_there_are_none() -> None:
    schema = Schema(entity_labels=("DAY",), article_types=())
    article = parse_annotation(ann("<DAY>năm 2021</DAY>", head="{}"), schema=schema)
    assert article.article_type is None
    assert parse_annotation(format_annotation(article), schema=schema).article_type is None


@pytest.mark.parametrize("tag", ["<b>", "</i>", "<PER2>", "<Tên>", "<a.b-c>", "< b >"])
def test_what_could_be_a_tag_of_another_schema_is_escaped(tag: str) -> None:
    article = AnnotatedArticle(id="a", text=f"x {tag} y", spans=(), article_type="other")
    assert f"\\{tag}" in format_annotation(article)
    assert parse_annotation(format_annotation(article), schema=None).text == article.text


def test_values_are_left_alone_where_no_label_has_their_roles() -> None:
    schema = Schema(entity_labels=("DATE",), article_types=())
    head = '{"values": [["năm 2021", null], ["5 ha", null]], "indicators": [["5 ha", null]]}'
    article = parse_annotation(ann("<DATE>năm 2021</DATE>: 5 ha", head=head), schema=schema)
    assert article.values is None
    assert article.indicators is None
    again = parse_annotation(format_annotation(article), schema=schema).head
    assert [again[key] for key in ("values", "indicators")] == [*article.head.values()]
