"""Rows of Hugging Face datasets, as JSON lines."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from data.annotated import AnnotatedArticle
from data.formats.forms import Overlaps, Reading
from data.formats.hf_jsonl import FORM, read_hf_jsonl, write_hf_jsonl
from predict.errors import InputError
from predict.records import Span
from predict.schema import Schema

PER = Schema(entity_labels=("PER",), article_types=("news",))


def read(folder: Path, *rows: object, **options: object) -> list[AnnotatedArticle]:
    file = folder / "a.jsonl"
    lines = (row if isinstance(row, str) else json.dumps(row) for row in rows)
    file.write_text("\n".join(lines), encoding="utf-8")
    return read_hf_jsonl(file, Reading(**options))  # type: ignore[arg-type]


def surfaces(article: AnnotatedArticle) -> list[tuple[str, str]]:
    return [(article.text[s.start : s.end], s.label) for s in article.spans]


@pytest.mark.parametrize(
    "row",
    [
        {"tokens": ["Sở", "Y_tế", "ở", "Huế"], "ner_tags": ["B-ORG", "I-ORG", "O", "B-LOC"]},
        {"words": ["Sở", "Y_tế", "ở", "Huế"], "tags": ["B-ORG", "E-ORG", "O", "S-LOC"]},
        {"text": "Sở Y tế ở Huế", "spans": [[10, 13, "LOC"], [0, 7, "ORG"]]},
        {
            "text": "Sở Y tế ở Huế",
            "spans": [
                {"start": 0, "end": 7, "label": "ORG", "text": "Sở Y tế"},
                {"start": 10, "end": 13, "label": "LOC"},
            ],
        },
        {
            "text": "Sở Y tế ở Huế",
            "spans": {"start": [0, 10], "end": [7, 13], "label": ["ORG", "LOC"]},
        },
    ],
)
def test_rows_of_every_kind(tmp_path: Path, row: object) -> None:
    (article,) = read(tmp_path, row)
    assert article.text == "Sở Y tế ở Huế"
    assert surfaces(article) == [("Sở Y tế", "ORG"), ("Huế", "LOC")]
    assert article.knows_spans
    assert article.article_type is None


def test_tokens_are_the_words(tmp_path: Path) -> None:
    (article,) = read(tmp_path, {"tokens": ["Y_tế", "ở"], "ner_tags": ["O", "O"], "id": 7})
    assert (article.id, article.words) == ("7", ((0, 4), (5, 6)))


def test_a_list_of_rows_and_numbers_that_features_name(tmp_path: Path) -> None:
    names = {"names": ["O", "B-PER", "I-PER"], "_type": "ClassLabel"}
    features = {
        "ner_tags": {"feature": names, "_type": "List"},
        "label": {"names": ["sport", "news"], "_type": "ClassLabel"},
    }
    (tmp_path / "dataset_info.json").write_text(json.dumps({"features": features}))
    rows = [{"tokens": ["An", "Ẩn"], "ner_tags": [1, 2], "label": 1}]
    (article,) = read(tmp_path, json.dumps(rows), schema=PER)
    assert (surfaces(article), article.article_type) == ([("An Ẩn", "PER")], "news")
    with pytest.raises(InputError, match=r"item 1: ner_tags\[1\]: 3 is no number of a label"):
        read(tmp_path, json.dumps([{"tokens": ["a", "b"], "ner_tags": [0, 3]}]))
    (tmp_path / "dataset_info.json").write_text("[]")
    with pytest.raises(InputError, match=r"dataset_info\.json: no JSON object with features"):
        read(tmp_path, *rows)


def test_types_alone(tmp_path: Path) -> None:
    first, second = read(
        tmp_path,
        {"text": "Sơ kết", "label": "review", "nguồn": "báo"},
        {"text": "Khác", "label": "other", "sure": False},
        unsure_weight=0.25,
    )
    assert (first.article_type, first.knows_spans, first.type_weight) == ("review", False, 1)
    assert (first.head["nguồn"], second.type_weight) == ("báo", 0.25)


def test_overlaps_are_the_users_choice(tmp_path: Path) -> None:
    row = {"text": "Sở Y tế Huế", "spans": [[0, 11, "ORG"], [8, 11, "LOC"]]}
    with pytest.raises(InputError, match=r"item 1: ORG 'Sở Y tế Huế' \(0-11\) and LOC 'Huế'"):
        read(tmp_path, row)
    notes: list[str] = []
    (article,) = read(tmp_path, row, overlaps=Overlaps.longest, notes=notes.append)
    assert surfaces(article) == [("Sở Y tế Huế", "ORG")]
    assert len(notes) == 1
    assert "1 spans that overlap others" in notes[0]


GOOD = '{"text": "An", "spans": []}\n'
MALFORMED = [
    (GOOD + '{"text": "An", "spans": [{"start": 0, "end": 5, "label": "PER"}]}', "line 2: PER"),
    (GOOD + '{"text": "An", "spans": [{"start": 0, "label": "PER"}]}', "line 2: .*'end' is miss"),
    (GOOD + '{"text": "An", "spans": [[0, 2]]}', r"line 2: spans\[0\]: expected \[start, end, l"),
    ('{"text": "An", "spans": [[0, 2, "LOC"]]}', "item 1: the label 'LOC' is not in the schema"),
    ('{"text": "An", "spans": [[0, 2, 3]]}', "item 1: .*: 3 is the number of a label that nothing"),
    ('{"text": "An", "spans": {"start": [0], "end": [], "label": []}}', "not as many starts as"),
    (
        '{"text": "😀An", "spans": [{"start": 2, "end": 4, "label": "PER", "text": "An"}]}',
        "at 2-4 the text reads 'n', not 'An'; offsets are code points",
    ),
    ('{"tokens": ["An"], "ner_tags": []}', "item 1: 1 tokens and 0 ner_tags; give one for each"),
    ('{"tokens": ["An"], "ner_tags": ["PER"]}', "item 1: 'PER' is no tag; tags are O, or B, I"),
    ('{"tokens": ["An", ""], "ner_tags": ["O", "O"]}', "item 1: a token is ''; take it out"),
    ('{"tokens": ["An"]}', "item 1: the key 'ner_tags' is missing"),
    ('{"text": "An"}', "item 1: neither spans nor tags nor a type; there are text"),
    ('{"text": "An", "type": "sport"}', "item 1: the type is 'sport'; allowed are news"),
    ('{"text": "An", "type": "news", "head": "{"}', "item 1: head: no JSON"),
    ('{"text": "An", "type": "news", "words": [[0]]}', "expected the start and the end of a word"),
    ('{"text": "An", "type": "news", "words": [[0, 9]]}', "item 1: .*no place for a word: 0 to 9"),
    (GOOD + "{'text': 1}", r"a\.jsonl, line 2: no JSON"),
    (GOOD + "[1]", r"a\.jsonl, line 2: expected an object"),
    ("", r"a\.jsonl: is empty"),
]


@pytest.mark.parametrize(("content", "sentence"), MALFORMED)
def test_a_malformed_file_gets_a_sentence(tmp_path: Path, content: str, sentence: str) -> None:
    with pytest.raises(InputError, match=sentence) as caught:
        read(tmp_path, content, schema=PER)
    assert "a.jsonl" in str(caught.value)


FULL = AnnotatedArticle(
    id="a",
    text="Ngày 5/3  ông An 😀\r\nHue\u0302\u0301",
    spans=(Span(start=0, end=8, label="DATE"), Span(start=14, end=16, label="PER")),
    article_type="review",
    published=date(2021, 3, 4),
    words=((0, 4), (5, 8)),
    type_weight=0.5,
    appointments=(("An", None, None),),
    head={
        "nguồn": ["báo"],
        "id": "a",
        "published": "2021-03-04",
        "article_type": "review",
        "appointments": [["An", None, None]],
    },
)


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    typed = replace(FULL, spans=(), knows_spans=False)
    write_hf_jsonl([FULL, typed], file)
    back = read_hf_jsonl(file, Reading(unsure_weight=0.5))
    assert back == [FULL, typed]
    assert list(back[0].head) == list(FULL.head)
    assert FORM.losses(back) == {}
