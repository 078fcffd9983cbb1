"""``.ann`` files: what is read, what is refused, and where the refusal says that the fault lies."""

from datetime import date
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.annotated import AnnotatedArticle, make_article
from data.formats import find_annotations, read_annotations
from data.formats.ann import format_annotation, parse_annotation, read_annotation
from predict.records import Span
from predict.schema import DEFAULT_SCHEMA, Schema
from tests.pace import growth

HEAD = '{"id": "a", "article_type": "review", "published": "2021-03-04"}'
BODY = """Đồng chí <OFFICIAL>Phan Thị Mận</OFFICIAL>,
<POSITION>Bí thư</POSITION> dự 🎉 <DATE>năm 2021</DATE>.
"""


def ann(body: str = BODY, head: str = HEAD) -> str:
    return f"{head}\n\n{body}"


def test_offsets_count_code_points_of_the_text_without_tags() -> None:
    article = parse_annotation(ann(), schema=DEFAULT_SCHEMA)
    assert article.text == "Đồng chí Phan Thị Mận,\nBí thư dự 🎉 năm 2021.\n"
    surfaces = [(s.label, article.text[s.start : s.end]) for s in article.spans]
    assert surfaces == [
        ("OFFICIAL", "Phan Thị Mận"),
        ("POSITION", "Bí thư"),
        ("DATE", "năm 2021"),
    ]
    assert (article.id, article.article_type) == ("a", "review")
    assert article.published == date(2021, 3, 4)


def test_appointments_are_rows_with_null_where_something_is_missing() -> None:
    head = '{"article_type": "other", "appointments": [["Mận", "Bí thư", null], [null, "a", "b"]]}'
    article = parse_annotation(ann(head=head), schema=DEFAULT_SCHEMA)
    assert article.appointments == (("Mận", "Bí thư", None), (None, "a", "b"))
    assert article.published is None


@pytest.mark.parametrize("end", ["", "\n", "\n\n"])
def test_what_was_read_is_written_back_byte_for_byte(end: str) -> None:
    content = ann(BODY.rstrip("\n") + end)
    assert format_annotation(parse_annotation(content, schema=DEFAULT_SCHEMA)) == content


def test_rows_of_an_article_made_here_are_written() -> None:
    made = AnnotatedArticle(
        id="b", text="x", spans=(), article_type="other", appointments=(("An", "Bí thư", None),)
    )
    read = parse_annotation(format_annotation(made), schema=DEFAULT_SCHEMA)
    assert read.appointments == made.appointments


def test_an_article_made_here_gets_a_head() -> None:
    made = make_article(
        {"id": "b", "article_type": "other"},
        "Năm 2021.",
        [Span(start=0, end=8, label="DATE")],
        schema=DEFAULT_SCHEMA,
    )
    assert parse_annotation(format_annotation(made), schema=DEFAULT_SCHEMA).spans == made.spans


def test_spaces_between_tags_and_less_than_signs_are_text() -> None:
    article = parse_annotation(ann("a < b <b> <DATE>năm 1</DATE> > c"), schema=DEFAULT_SCHEMA)
    assert article.text == "a < b <b> năm 1 > c"


MALFORMED = {
    "unknown label": (ann("a <CITY>b</CITY>"), r"line 3, column 3: the label CITY is not in"),
    "nested": (
        ann("x\n<DATE>a <QUANTITY>b</QUANTITY></DATE>"),
        r"line 4, column 9: <QUANTITY> opens inside <DATE>",
    ),
    "lower case": (ann("a <Date>b</Date>"), r"line 3, column 3: <Date> is no tag"),
    "space in a tag": (ann("a <DATE >b</DATE>"), r"line 3, column 3: <DATE > is no tag"),
    "unclosed": (ann("x\n\nab <DATE>a\n"), r"line 5, column 4: <DATE> is never closed"),
    "stray close": (ann("a</DATE>"), r"line 3, column 2: </DATE> closes what is not open"),
    "closed by another": (ann("<DATE>a</QUANTITY>"), r"line 3, column 8: </QUANTITY> closes what"),
    "empty span": (ann("a <DATE></DATE>"), r"line 3, column 9: the span '' is empty"),
    "space before": (ann("a <DATE> 1</DATE>"), r"line 3, column 11: the span ' 1' is empty, has"),
    "space behind": (ann("a <DATE>1 </DATE>"), r"line 3, column 11: the span '1 ' is empty, has"),
    "two lines": (ann("<DATE>1\n2</DATE>"), r"line 4, column 2: the span '1\\n2' is"),
    "not NFC": (ann("Đồng chi\u0301"), r"line 3: the text is not in NFC"),
    "no empty line": (HEAD + "\nText", r"line 2: expected an empty line after the JSON head"),
    "no body": (HEAD, r"line 2: expected an empty line"),
    "no JSON": (ann(head='{"id": a}'), r"line 1, column 8: the head is no JSON"),
    "no object": (ann(head='["a"]'), r"line 1: the head must be a JSON object"),
    "no type": (ann(head='{"id": "a"}'), r"line 1: article_type is null; allowed are review, "),
    "unknown type": (ann(head='{"article_type": "sport"}'), r'line 1: article_type is "sport"'),
    "bad date": (
        ann(head='{"article_type": "other", "published": "4/3/2021"}'),
        r"line 1: published is '4/3/2021'; expected YYYY-MM-DD or null",
    ),
    "no such day": (
        ann(head='{"article_type": "other", "published": "2021-02-30"}'),
        r"line 1: published is '2021-02-30'",
    ),
    "rows no list": (
        ann(head='{"article_type": "other", "appointments": {}}'),
        r"line 1: appointments must be rows",
    ),
    "short row": (
        ann(head='{"article_type": "other", "appointments": [["Mận", "Bí thư"]]}'),
        r'line 1: appointments must be rows .*, got \["Mận", "Bí thư"\]',
    ),
    "row of numbers": (
        ann(head='{"article_type": "other", "appointments": [["Mận", 1, null]]}'),
        r"line 1: appointments must be rows .*, got",
    ),
}


@pytest.mark.parametrize(("content", "message"), MALFORMED.values(), ids=MALFORMED)
def test_a_malformed_file_is_refused_with_file_and_line(
    content: str, message: str, tmp_path: Path
) -> None:
    file = tmp_path / "broken.ann"
    file.write_bytes(content.encode())
    with pytest.raises(ValueError, match=r"broken\.ann, " + message):
        read_annotation(file, schema=DEFAULT_SCHEMA)


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_what_an_editor_of_windows_left_is_read(tmp_path: Path, mark: bytes, end: bytes) -> None:
    plain, file = tmp_path / "plain.ann", tmp_path / "windows.ann"
    plain.write_bytes(ann("<DATE>năm 2020</DATE>\nhọp\n").encode())
    file.write_bytes(mark + plain.read_bytes().replace(b"\n", end))
    read = read_annotation(file, schema=DEFAULT_SCHEMA)
    assert read == read_annotation(plain, schema=DEFAULT_SCHEMA)
    assert read.text == "năm 2020\nhọp\n"


TAGLIKE = st.sampled_from(
    [
        "<DATE>",
        "</DATE>",
        "<Date>",
        "<ABC>",
        "</abc >",
        "<b>",
        "<",
        ">",
        "\\",
        "\\\\",
        "a",
        "\n",
        "é",
    ]
)


@given(st.lists(TAGLIKE, max_size=12).map("".join), st.data())
def test_text_that_looks_like_a_tag_is_written_and_read_back(
    text: str, data: st.DataObject
) -> None:
    spans = []
    end = data.draw(st.integers(0, len(text)))
    start = data.draw(st.integers(0, end))
    surface = text[start:end]
    if surface.strip() == surface != "" and "\n" not in surface:
        spans.append(Span(start=start, end=end, label="DATE"))
    article = AnnotatedArticle(id="t", text=text, spans=tuple(spans), article_type="other")
    read = parse_annotation(format_annotation(article), schema=DEFAULT_SCHEMA)
    assert (read.text, read.spans) == (article.text, article.spans)


def test_the_escape_is_a_backslash() -> None:
    article = parse_annotation(
        ann(r"Thẻ \<ABC> và \</DATE> \\<DATE>năm 2020</DATE> <b>"), schema=DEFAULT_SCHEMA
    )
    assert article.text == r"Thẻ <ABC> và </DATE> " + "\\năm 2020 <b>"
    with pytest.raises(ValueError, match=r"write a backslash in front of it: \\<ABC>"):
        parse_annotation(ann("Thẻ <ABC>"), schema=DEFAULT_SCHEMA)


def test_a_file_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "latin.ann"
    file.write_bytes(b'{"id": "\xe9"}\n\n')
    with pytest.raises(ValueError, match=r"latin\.ann: not UTF-8 \(byte 8\)"):
        read_annotation(file, schema=DEFAULT_SCHEMA)


def test_labels_and_types_are_those_of_the_schema() -> None:
    schema = Schema(entity_labels=("CITY",), article_types=())
    article = parse_annotation(ann("<CITY>Huế</CITY>", head="{}"), schema=schema)
    assert article.spans == (Span(start=0, end=3, label="CITY"),)
    with pytest.raises(ValueError, match="the label OFFICIAL is not in the schema; it has CITY"):
        parse_annotation(ann(), schema=schema)


def test_folders_are_read_in_order_with_what_lies_in_them(tmp_path: Path) -> None:
    for name in ("b.ann", "inner/c.ann", "a.ann", "notes.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(ann(name), encoding="utf-8")
    names = [article.text for article in read_annotations([tmp_path], schema=DEFAULT_SCHEMA)]
    assert names == ["a.ann", "b.ann", "inner/c.ann"]
    assert find_annotations([tmp_path / "b.ann"]) == [tmp_path / "b.ann"]


def test_a_path_that_is_not_there_or_holds_nothing_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="nowhere: no such file or folder"):
        find_annotations([tmp_path / "nowhere"])
    with pytest.raises(ValueError, match=r"no \.ann file in this folder"):
        find_annotations([tmp_path])


def test_many_backslashes_take_time_in_proportion() -> None:
    def there_and_back(text: str) -> str:
        article = AnnotatedArticle(id="s", text=text, spans=(), article_type="other")
        return parse_annotation(format_annotation(article), schema=DEFAULT_SCHEMA).text

    text = "\\" * 100_000
    assert there_and_back(text) == text
    assert growth(lambda n: partial(there_and_back, text[:n]), len(text)) < 3


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
