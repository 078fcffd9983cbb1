import re
from collections.abc import Callable
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from predict.one_sense import Mention, settle
from predict.schema import DEFAULT_SCHEMA, Schema
from predict.text.document import CanonicalSpan
from tests.pace import growth

OFFICIAL, ORGANISATION, POSITION = "OFFICIAL", "ORGANISATION", "POSITION"
Tagged = tuple[str, str, float]


def spans_of(marked: str) -> tuple[str, list[CanonicalSpan], list[float]]:
    """Read ``[surface|label first letter and score]`` marks, as in ``[UBND xã|G0.8]``."""
    text, spans, scores = "", [], []
    labels = {"O": OFFICIAL, "G": ORGANISATION, "P": POSITION}
    for plain, surface, mark, score in re.findall(r"([^[]*)(?:\[(.*?)\|(.)(.*?)\])?", marked):
        text += plain
        if surface:
            start, text = len(text), text + surface
            spans.append(CanonicalSpan(start=start, end=len(text), label=labels[mark]))
            scores.append(float(score))
    return text, spans, scores


def settled(marked: str, schema: Schema = DEFAULT_SCHEMA) -> list[Tagged]:
    text, spans, scores = spans_of(marked)
    mentions = settle(text, spans, scores=scores, schema=schema)
    return [(m.span.label, text[m.span.start : m.span.end], m.score) for m in mentions]


def kept(marked: str) -> list[Tagged]:
    text, spans, scores = spans_of(marked)
    return [
        (span.label, text[span.start : span.end], score)
        for span, score in zip(spans, scores, strict=True)
    ]


@pytest.mark.parametrize(
    ("marked", "wanted"),
    [
        pytest.param(
            "Mưa lớn ở huyện Tân Sa. Chủ tịch [UBND huyện|G0.9] [Tân Sa|O0.4] dự.",
            [(ORGANISATION, "UBND huyện Tân Sa", 0.9)],
            id="the whole name is a place",
        ),
        pytest.param(
            "Tỉnh Hà Sơn. Chủ tịch [UBND tỉnh|G0.8] [Hà Sơn Lê Văn An|O0.9] nói.",
            [(ORGANISATION, "UBND tỉnh Hà Sơn", 0.9), (OFFICIAL, "Lê Văn An", 0.9)],
            id="the name begins with a place",
        ),
        pytest.param(
            "Tại phường Bạch Sa. Trưởng [phòng Kinh tế phường Bạch|G0.9] [Sa Lê An|O0.4] nói.",
            [(ORGANISATION, "phòng Kinh tế phường Bạch Sa", 0.9), (OFFICIAL, "Lê An", 0.4)],
            id="the name takes the end of a place",
        ),
        pytest.param(
            "Tỉnh Hà Sơn. Bí thư [Tỉnh ủy|G1] [Hà Sơn|O0.3] và Bí thư [Tỉnh ủy|G1] [Lê An|O0.9].",
            [
                (ORGANISATION, "Tỉnh ủy Hà Sơn", 1.0),
                (ORGANISATION, "Tỉnh ủy", 1.0),
                (OFFICIAL, "Lê An", 0.9),
            ],
            id="a committee of the Party",
        ),
    ],
)
def test_a_place_that_the_article_names_goes_back_to_its_body(
    marked: str, wanted: list[Tagged]
) -> None:
    assert settled(marked) == wanted


@pytest.mark.parametrize(
    "marked",
    [
        pytest.param("Chủ tịch [UBND huyện|G0.9] [Tân Sa|O0.4] dự.", id="named nowhere else"),
        pytest.param(
            "Chủ tịch [UBND huyện|G0.9] [Lê An|O0.4] nói, [UBND huyện|G0.9] [Lê An|O0.4] hứa.",
            id="the same mistake twice proves nothing",
        ),
        pytest.param(
            "Tỉnh Hà Sơn. Chủ tịch [UBND tỉnh|G0.9] [Hà Sơn An|O0.4] nói.",
            id="one syllable is no person",
        ),
        pytest.param(
            "Huyện Tân Sa. Chủ tịch [UBND huyện|G0.9], [Tân Sa|O0.4] dự.", id="parted by a comma"
        ),
        pytest.param(
            "Huyện Tân Sa. Giám đốc [Sở Y tế|G0.9] [Tân Sa|O0.4] dự.", id="no place is missing"
        ),
        pytest.param(
            "Huyện Tân Sa. [Chủ tịch huyện|P0.9] [Tân Sa|O0.4] dự.", id="a title is no body"
        ),
    ],
)
def test_a_person_stays_a_person(marked: str) -> None:
    assert settled(marked) == kept(marked)


def test_an_unsure_word_that_mostly_stands_untagged_is_left_out() -> None:
    marked = "HTX lo giống, HTX lo phân, [HTX|G0.7] lo nước; [HTX|G0.95] bán; HTX [HTX Hoa|G0.6]"
    assert settled(marked) == [(ORGANISATION, "HTX", 0.95), (ORGANISATION, "HTX Hoa", 0.6)]


@pytest.mark.parametrize(
    "marked",
    [
        pytest.param("HTX lo giống, [HTX|G0.7] lo nước.", id="two places are too few"),
        pytest.param("HTX lo, [HTX|G0.7] bán, HTX và [HTX|G0.7].", id="half of the places"),
        pytest.param(
            "[HTX Hoa|G0.9], [HTX Lá|G0.9], [HTX|G0.7] bán.",
            id="parts of longer names do not count",
        ),
        pytest.param("HTXa, HTXb, aHTX và [HTX|G0.7] bán.", id="parts of words do not count"),
        pytest.param("ông An, ông An, ông [An|O0.5]", id="persons are not meant"),
    ],
)
def test_what_the_article_does_not_speak_against_stays(marked: str) -> None:
    assert settled(marked) == kept(marked)


def test_roles_say_what_is_a_body_and_what_a_person() -> None:
    schema = Schema(entity_labels=DEFAULT_SCHEMA.entity_labels, article_types=(), roles={})
    marked = "Mưa ở huyện Tân Sa. Chủ tịch [UBND huyện|G0.9] [Tân Sa|O0.4] dự. HTX, HTX, [HTX|G0.5]"
    assert settled(marked, schema) == kept(marked)


SYLLABLES = st.sampled_from(["huyện", "UBND", "Tân", "Sa", "An", "HTX", "xã", "ủy", ",", "."])
PARTS = st.lists(
    st.tuples(
        st.lists(SYLLABLES, min_size=1, max_size=4),
        st.sampled_from([None, "G", "O", "P"]),
        st.floats(0, 1),
    ),
    max_size=30,
)


@given(PARTS)
def test_spans_stay_ascending_and_apart_and_know_their_origin(
    parts: list[tuple[list[str], str | None, float]],
) -> None:
    marked = " ".join(
        " ".join(words) if mark is None else f"[{' '.join(words)}|{mark}{score:.4f}]"
        for words, mark, score in parts
    )
    text, spans, scores = spans_of(marked)
    mentions = settle(text, spans, scores=scores, schema=DEFAULT_SCHEMA)
    place = 0
    for mention in mentions:
        assert place <= mention.span.start < mention.span.end <= len(text)
        assert mention.score == scores[mention.origin]
        assert text[mention.span.start : mention.span.end].strip()
        place = mention.span.end


def test_a_long_article_with_many_unsure_words_takes_time_in_proportion() -> None:
    def prepare(n: int) -> Callable[[], list[Mention]]:
        marked = " ".join(f"[HTX{i}|G0.5] HTX{i} HTX{i}." for i in range(n))
        text, spans, scores = spans_of(marked)
        return partial(settle, text, spans, scores=scores, schema=DEFAULT_SCHEMA)

    assert prepare(4_000)() == []
    assert growth(prepare, 4_000) < 3
