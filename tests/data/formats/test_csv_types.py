"""Texts and types as CSV."""

from pathlib import Path

import pytest

from data.annotated import AnnotatedArticle
from data.formats.csv_types import FORM, read_csv_types, write_csv_types
from data.formats.forms import Part, Reading
from predict.errors import InputError
from predict.schema import DEFAULT_SCHEMA

PLAIN = 'id,type,text,nguồn\na,review,"Sơ kết, ""tổng kết""\r\nquý I",báo\n\nb,other,Khác,\n'


def read(folder: Path, content: str | bytes, **options: object) -> list[AnnotatedArticle]:
    file = folder / "a.csv"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_csv_types(file, Reading(**options))  # type: ignore[arg-type]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_rows_become_articles(tmp_path: Path, delimiter: str) -> None:
    content = PLAIN.replace(",", delimiter)
    text = f'Sơ kết{delimiter} "tổng kết"\r\nquý I'
    first, second = read(tmp_path, b"\xef\xbb\xbf" + content.encode(), schema=DEFAULT_SCHEMA)
    assert (first.id, first.article_type, first.text) == ("a", "review", text)
    assert first.head["nguồn"] == "báo"
    assert (first.knows_spans, second.article_type, second.text) == (False, "other", "Khác")


def test_columns_of_other_names(tmp_path: Path) -> None:
    columns = ("noi_dung", "loai")
    (article,) = read(
        tmp_path, "\n loai ; noi_dung;published\n1;Huế, An;2021-03-04\n", columns=columns
    )
    assert (article.article_type, article.text) == ("1", "Huế, An")
    assert str(article.published) == "2021-03-04"


MALFORMED = [
    ("id,text\na,Huế\n", r"no column 'type'; there are id, text; say which .* --columns text=noi"),
    ("type,text,text\nx,y,z\n", "more than one column 'text'"),
    ("type,text\nreview,Huế, An\n", r"line 2: 3 cells where the first row has 2"),
    ('type,text\nreview,"Huế\nAn', r"line 2: no CSV: unexpected end of data"),
    ('type,text\nreview,"Huế" An\n', r"line 2: no CSV: ',' expected after '\"'"),
    ('type,text\nreview,"a\nb"\nsport,Huế\n', r"line 4: the type is 'sport'; allowed are review"),
    ("type,text\n,Huế\n", r"line 2: no type; give the row one"),
    ("type,text\nreview, \n", r"line 2: no text"),
    ("type,text,published\nreview,Huế,hôm qua\n", r"line 2: published is 'hôm qua'"),
    ("\n\n", "is empty; a first row must name the columns"),
    ("type,text\nreview,Hu\xea\n".encode("cp1258"), r"not UTF-8 \(byte 19\); save the file as UTF"),
    ("type,text\n".encode("utf-16"), "UTF-16; save the file as UTF-8"),
]


@pytest.mark.parametrize(("content", "sentence"), MALFORMED)
def test_a_malformed_file_gets_a_sentence(
    tmp_path: Path, content: str | bytes, sentence: str
) -> None:
    with pytest.raises(InputError, match=sentence) as caught:
        read(tmp_path, content, schema=DEFAULT_SCHEMA)
    assert "a.csv" in str(caught.value)


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    article = AnnotatedArticle(
        id="a",
        text='"Sơ kết"\r\n, 😀\rê\u0301',
        spans=(),
        article_type="review",
        knows_spans=False,
        head={"id": "a", "article_type": "review"},
    )
    write_csv_types([article, article], tmp_path / "a.csv")
    assert read_csv_types(tmp_path / "a.csv", Reading()) == [article, article]
    assert FORM.losses([article]) == {}
    assert Part.spans not in FORM.holds


def test_an_article_without_a_type_is_refused(tmp_path: Path) -> None:
    article = AnnotatedArticle(id="b", text="Huế", spans=(), article_type=None)
    with pytest.raises(InputError, match="article b: its type is not known; leave it out"):
        write_csv_types([article], tmp_path / "a.csv")
    assert list(tmp_path.iterdir()) == []
