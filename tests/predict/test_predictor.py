import json
import shutil
import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from predict import Predictor
from predict.bundle import GRAPH_FILE, MANIFEST_FILE
from predict.network.decode import Calibration
from predict.network.windows import WindowSize
from predict.schema import DEFAULT_SCHEMA
from predict.text.segment import Segmenter
from predict.text.tokenizer import MERGES_FILE, TOKENIZER_FILE, VOCABULARY_FILE, Tokenizer
from tests.toy import ARTICLE, ToyRuntime, make_predictor
from tests.toy_graph import MANIFEST, write_toy_bundle

from .spellings import CHANGES, Change, check_changes, check_offsets, found

SENTENCES = [
    "Đồng chí Trần Văn Ví, Bí thư Tỉnh ủy Hòa Sơn, chủ trì hội nghị.",
    "Ngày 14/6/2021, Huyện ủy sơ kết công tác 6 tháng đầu năm",
    "Thu ngân sách đạt 1.250,5 tỷ đồng, bằng 51,25% kế hoạch.",
    "Lê Thị Dụ - Chủ tịch UBND huyện; Nguyễn Hòa, Chánh Văn phòng",
    "Đoàn kiểm tra của Sở Y tế làm việc từ ngày 05/10 với UBND.",
    "Một câu không có gì 😀 để tìm (thật).",
]
TEXTS = st.lists(
    st.tuples(st.sampled_from(SENTENCES), st.sampled_from([" ", "\n", "\n\n"])), max_size=6
).map(lambda parts: "".join(sentence + joint for sentence, joint in parts))


def test_reads_an_article(toy_predictor: Predictor) -> None:
    prediction = toy_predictor.predict(ARTICLE)
    check_offsets(ARTICLE, prediction)
    assert found(prediction) == [
        ("ORGANISATION", "Tỉnh ủy Hòa Sơn"),
        ("DATE", "6 tháng đầu năm"),
        ("DATE", "Ngày 14/6/2021"),
        ("OFFICIAL", "Trần Văn Ví"),
        ("POSITION", "Bí thư"),
        ("ORGANISATION", "Huyện ủy"),
        ("OFFICIAL", "Lê Thị Dụ"),
        ("POSITION", "Chủ tịch"),
        ("ORGANISATION", "UBND huyện"),
        ("QUANTITY", "1.250,5 tỷ đồng"),
        ("QUANTITY", "51,25%"),
        ("QUANTITY", "120 ha"),
    ]
    assert prediction.article_type is not None
    assert prediction.article_type.label == "review"
    assert prediction.article_type.score > 0.9
    assert sum(prediction.article_type.scores.values()) == pytest.approx(1)
    assert (prediction.model.name, prediction.model.version) == ("toy", "0")


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
@pytest.mark.parametrize("sentence", [*SENTENCES, ARTICLE])
def test_the_same_entities_however_it_is_spelled(
    toy_predictor: Predictor, sentence: str, change: Change
) -> None:
    check_changes(toy_predictor, sentence, [change])


@settings(max_examples=150)
@given(text=TEXTS, changes=st.lists(st.sampled_from(CHANGES), max_size=4))
def test_the_same_entities_in_any_mixture(
    toy_predictor: Predictor, text: str, changes: list[Change]
) -> None:
    check_changes(toy_predictor, text, changes)


@settings(max_examples=150)
@given(text=st.text())
def test_any_text_is_read(toy_predictor: Predictor, text: str) -> None:
    prediction = toy_predictor.predict(text)
    check_offsets(text, prediction)
    json.dumps(prediction.to_dict())


@pytest.mark.parametrize("text", ["", " ", "\n\r\n\t", "\u200b", "\ufeff", "\xa0\u200b\n"])
def test_nothing_to_read(toy_predictor: Predictor, text: str) -> None:
    prediction = toy_predictor.predict(text)
    assert prediction.entities == ()
    assert prediction.article_type is None


@pytest.mark.parametrize(
    "text",
    [
        "\ud800, Trần Văn Ví, \udfff; Bí thư.",
        "</s>. Trần Văn Ví, <mask> <s> <pad>, Bí thư. </s>",
        "<unk>. Trần Văn Ví, \x00, Bí thư",
    ],
)
def test_strange_signs_between_words(toy_predictor: Predictor, text: str) -> None:
    prediction = toy_predictor.predict(text)
    check_offsets(text, prediction)
    assert found(prediction) == [("OFFICIAL", "Trần Văn Ví"), ("POSITION", "Bí thư")]


def test_entities_lie_apart_where_one_sign_as_given_is_two(toy_predictor: Predictor) -> None:
    text = "Huyện ủ\u0301y dự. Trần Văn Ví\u0958 Lê Thị Dụ"
    check_offsets(text, toy_predictor.predict(text))


def test_a_hundred_thousand_characters(toy_predictor: Predictor) -> None:
    n = 100_000 // len(ARTICLE) + 1
    text = ARTICLE * n
    assert len(text) >= 100_000
    start = time.process_time()
    prediction = toy_predictor.predict(text)
    assert time.process_time() - start < 10
    check_offsets(text, prediction)
    assert found(prediction) == found(toy_predictor.predict(ARTICLE)) * n


def test_windows_go_to_the_network_a_few_at_a_time(
    segmenter: Segmenter, toy_tokenizer_folder: Path
) -> None:
    tokenizer = Tokenizer.load(toy_tokenizer_folder)
    runtime = ToyRuntime(tokenizer)
    predictor = Predictor(
        manifest=MANIFEST, segmenter=segmenter, tokenizer=tokenizer, runtime=runtime
    )
    predictor.predict(ARTICLE * 30)
    assert runtime.most_at_once == 16


def test_short_windows_lose_nothing(segmenter: Segmenter, toy_tokenizer_folder: Path) -> None:
    short = make_predictor(
        segmenter=segmenter,
        tokenizer_folder=toy_tokenizer_folder,
        window=WindowSize(length=40, overlap=19),
    )
    text = ARTICLE * 5
    prediction = short.predict(text)
    check_offsets(text, prediction)
    assert found(prediction) == found(short.predict(ARTICLE)) * 5


@pytest.mark.parametrize(
    ("first", "last", "kind"),
    [("sơ kết", "đại hội", "review"), ("đại hội", "sơ kết", "congress")],
)
def test_the_first_window_weighs_most_for_the_type(
    segmenter: Segmenter, toy_tokenizer_folder: Path, first: str, last: str, kind: str
) -> None:
    short = make_predictor(
        segmenter=segmenter,
        tokenizer_folder=toy_tokenizer_folder,
        window=WindowSize(length=40, overlap=10),
    )
    text = f"Hội nghị {first}. {'Toàn huyện có cán bộ. ' * 8}Hội nghị {last}."
    article_type = short.predict(text).article_type
    assert article_type is not None
    assert article_type.label == kind
    assert article_type.score < 0.99


def test_raw_predictions(toy_predictor: Predictor) -> None:
    raw = toy_predictor.predict_raw(ARTICLE)
    read = toy_predictor.predict(ARTICLE).entities
    assert raw.given_spans == tuple(entity.span for entity in read)
    assert list(raw.scores) == [entity.score for entity in read]
    assert len(raw.confidences) == len(raw.spans)
    assert all(0 < confidence <= 1 for confidence in raw.confidences)
    assert raw.types is not None
    assert raw.types.shape == (len(DEFAULT_SCHEMA.article_types),)
    assert toy_predictor.predict_raw("").types is None


def test_words_that_are_given_are_the_words(toy_predictor: Predictor) -> None:
    text = "Sở Y tế  họp"
    assert found(toy_predictor.predict(text)) == [("ORGANISATION", "Sở Y tế")]
    alike = toy_predictor.predict(text, words=[(0, 7), (9, 12)])
    assert found(alike) == [("ORGANISATION", "Sở Y tế")]
    other = toy_predictor.predict(text, words=[(0, 2), (3, 4), (5, 12)])  # "tế họp" is one
    assert found(other) == [("ORGANISATION", "Sở Y tế họp")]
    with pytest.raises(ValueError, match="the word 3-99 overlaps another or the text's end at 12"):
        toy_predictor.predict_raw(text, words=[(3, 99)])


def test_a_batch_keeps_its_order(toy_predictor: Predictor) -> None:
    texts = [*SENTENCES, "", ARTICLE]
    days = [date(2020, 6, 24), None] * 4
    expected = [toy_predictor.predict(text) for text in texts]
    assert toy_predictor.predict_batch(texts) == expected
    dated = [toy_predictor.predict(text, day) for text, day in zip(texts, days, strict=True)]
    assert toy_predictor.predict_batch(texts, days) == dated != expected
    assert toy_predictor.predict_batch(tuple(texts), tuple(days)) == dated
    assert toy_predictor.predict_batch([]) == []
    assert toy_predictor.predict_batch([], []) == []


@pytest.mark.parametrize("text", [None, 3, b"abc", ["a"]])
def test_what_is_no_text_is_refused(toy_predictor: Predictor, text: object) -> None:
    message = f"expected the article as a string, got {type(text).__name__}"
    with pytest.raises(ValueError, match=message):
        toy_predictor.predict(text)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match=message):
        toy_predictor.predict_batch(["a", text])  # type: ignore[list-item]


@pytest.mark.parametrize("day", ["2020-06-24", 2020, 0])
def test_what_is_no_date_is_refused(toy_predictor: Predictor, day: object) -> None:
    message = r"published must be a datetime\.date or None, got "
    with pytest.raises(ValueError, match=message):
        toy_predictor.predict("a", day)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match=message):
        toy_predictor.predict_batch(["a"], [day])  # type: ignore[list-item]


def test_a_batch_is_a_list_with_a_date_for_each(toy_predictor: Predictor) -> None:
    with pytest.raises(ValueError, match="takes a list of texts; for one text call predict"):
        toy_predictor.predict_batch("một bài")
    with pytest.raises(ValueError, match="2 texts and 1 dates: give one date per text"):
        toy_predictor.predict_batch(["a", "b"], [None])
    with pytest.raises(ValueError, match="one date per text, in a list; got a single date"):
        toy_predictor.predict_batch(["a"], date(2020, 1, 1))  # type: ignore[arg-type]


def test_the_number_of_a_bad_text_is_named(toy_predictor: Predictor) -> None:
    with pytest.raises(ValueError, match="text 1: expected the article as a string, got int"):
        toy_predictor.predict_batch(["a", 3])  # type: ignore[list-item]


def test_a_bundle_is_loaded(toy_bundle: Path) -> None:
    predictor = Predictor.load(str(toy_bundle))
    prediction = predictor.predict(ARTICLE)
    check_offsets(ARTICLE, prediction)
    assert found(prediction) == [
        ("OFFICIAL", "Trần Văn Ví"),
        ("POSITION", "Bí thư"),
        ("OFFICIAL", "Lê Thị Dụ"),
    ]
    assert prediction.article_type is not None
    assert prediction.article_type.label == "review"
    assert predictor.schema == DEFAULT_SCHEMA
    assert predictor.calibration == Calibration()


def test_a_graph_of_other_widths_is_refused(
    segmenter: Segmenter, toy_tokenizer_folder: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "bundle"
    write_toy_bundle(folder, segmenter=segmenter, tokenizer_folder=toy_tokenizer_folder, n_types=3)
    message = "the graph gives 11 tags and 3 article types, but the manifest names 11 and 4"
    with pytest.raises(ValueError, match=message):
        Predictor.load(folder)


def test_a_changed_graph_is_refused(toy_bundle: Path, tmp_path: Path) -> None:
    folder = tmp_path / "bundle"
    shutil.copytree(toy_bundle, folder)
    with (folder / GRAPH_FILE).open("ab") as graph:
        graph.write(b"\0")
    with pytest.raises(ValueError, match="its sha256 differs"):
        Predictor.load(folder)
    (folder / MANIFEST_FILE).unlink()
    with pytest.raises(FileNotFoundError, match="no bundle here"):
        Predictor.load(folder)


def test_files_that_the_manifest_does_not_name_are_not_read(
    toy_bundle: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "bundle"
    shutil.copytree(toy_bundle, folder)
    (folder / VOCABULARY_FILE).write_text("a 1\n", encoding="utf-8")
    (folder / MERGES_FILE).write_text("a b 1\n", encoding="utf-8")
    assert (folder / TOKENIZER_FILE).is_file()
    expected = Predictor.load(toy_bundle)
    assert Predictor.load(folder).tokenizer.n_pieces == expected.tokenizer.n_pieces
