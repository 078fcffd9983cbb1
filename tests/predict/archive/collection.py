"""A small archive, written for the tests: what a batch over a few articles comes to."""

from dataclasses import replace
from datetime import date

from data.formats.ann import parse_annotation
from predict.archive.article import Article, Reason, Unreadable
from predict.archive.outcome import Outcome
from predict.meaning import explain
from predict.offices.places import find_places
from predict.records import ArticleType, ModelInfo, Prediction
from predict.schema import DEFAULT_SCHEMA
from predict.text.document import CanonicalSpan, Document

MODEL = ModelInfo(name="written", version="2")
_OLDER = ModelInfo(name="written", version="1")

# Id, day, type, how sure that is, and the text with its spans.
_WRITTEN = (
    ("dong-khe/001", "2018-12-28", "review", 0.98, """\
<ORGANISATION>Huyện ủy Đông Khê</ORGANISATION> tổng kết <DATE>năm 2018</DATE>
<DATE>Ngày 27/12/2018</DATE>, đồng chí <OFFICIAL>Đỗ Quang Ưng</OFFICIAL>, <POSITION>Bí \
thư</POSITION> \
<ORGANISATION>Huyện ủy Đông Khê</ORGANISATION>, chủ trì hội nghị. Thu ngân sách đạt \
<QUANTITY>152,5 tỷ đồng</QUANTITY>; trồng được <QUANTITY>340 ha</QUANTITY> rừng; \
<QUANTITY>7/19 xã</QUANTITY> đạt chuẩn nông thôn mới."""),
    ("dong-khe/002", "2019-06-30", "review", 0.95, """\
Đông Khê sơ kết <DATE>6 tháng đầu năm</DATE>
Đồng chí <OFFICIAL>Đỗ Quang Ưng</OFFICIAL>, <POSITION>Bí thư</POSITION> \
<ORGANISATION>Huyện ủy Đông Khê</ORGANISATION>, và đồng chí <OFFICIAL>Vì Thị Mẩy</OFFICIAL>, \
<POSITION>Chủ tịch</POSITION> <ORGANISATION>UBND huyện Đông Khê</ORGANISATION>, cùng dự. Giải ngân \
<QUANTITY>48 tỷ đồng</QUANTITY>, trồng <QUANTITY>125 ha</QUANTITY> rừng."""),
    ("dong-khe/003", "2019-07-02", "inspection", 0.91, """\
Kiểm tra thủy lợi ở Bản Lằng
<DATE>Ngày 1/7</DATE>, bà <OFFICIAL>Vì Thị Mẩy</OFFICIAL>, <POSITION>Chủ tịch</POSITION> \
<ORGANISATION>UBND huyện Đông Khê</ORGANISATION>, kiểm tra tuyến mương dài <QUANTITY>4,2 \
km</QUANTITY>, \
vốn <QUANTITY>3,6 tỷ đồng</QUANTITY>."""),
    ("dong-khe/004", "2020-08-14", "congress", 0.97, """\
Đại hội đại biểu <ORGANISATION>Đảng bộ huyện Đông Khê</ORGANISATION>
<DATE>Ngày 13/8/2020</DATE>, đại hội bầu bà <OFFICIAL>Vì Thị Mẩy</OFFICIAL> giữ chức \
<POSITION>Bí thư</POSITION> <ORGANISATION>Huyện ủy Đông Khê</ORGANISATION>. Đồng chí \
<OFFICIAL>Đỗ Quang Ưng</OFFICIAL>, <POSITION>Phó Trưởng ban</POSITION> \
<ORGANISATION>Ban Dân vận Tỉnh ủy</ORGANISATION>, đến chúc mừng. Dự đại hội có \
<QUANTITY>198 đại biểu</QUANTITY>."""),
    ("phu-lam/001", "2019-07-18", "inspection", 0.58, """\
Đoàn của <ORGANISATION>Huyện ủy Phú Lâm</ORGANISATION> về cơ sở
Ông <OFFICIAL>Hồ Bá Trạc</OFFICIAL>, <POSITION>Bí thư</POSITION> \
<ORGANISATION>Huyện ủy Phú Lâm</ORGANISATION>, làm việc với <ORGANISATION>Đảng ủy xã An \
Hội</ORGANISATION>."""),
    ("phu-lam/002", "2020-08-20", "other", 0.88, """\
Gặp mặt hai huyện kết nghĩa
Ông <OFFICIAL>Hồ Bá Trạc</OFFICIAL>, <POSITION>Bí thư</POSITION> \
<ORGANISATION>Huyện ủy Phú Lâm</ORGANISATION>, và bà <OFFICIAL>Vì Thị Mẩy</OFFICIAL>, \
<POSITION>Bí thư</POSITION> <ORGANISATION>Huyện ủy Đông Khê</ORGANISATION>, ký kết chương trình \
phối hợp \
trong <DATE>quý III/2020</DATE>. Phú Lâm hỗ trợ <QUANTITY>500 triệu đồng</QUANTITY>."""),
    ("phu-lam/003", "2020-12-30", "review", 0.99, """\
<ORGANISATION>UBND huyện Phú Lâm</ORGANISATION> tổng kết <DATE>năm 2020</DATE>
Thu ngân sách <QUANTITY>96 tỷ đồng</QUANTITY>; <QUANTITY>11/12 xã</QUANTITY> có bác sĩ; \
trồng <QUANTITY>80 ha</QUANTITY> rừng."""),
)  # fmt: skip


def _read(row: tuple[str, str, str, float, str], *, model: ModelInfo = MODEL) -> Outcome:
    id_, day, kind, sure, text = row
    annotated = parse_annotation(
        f'{{"article_type": "{kind}", "published": "{day}"}}\n\n{text}\n', schema=DEFAULT_SCHEMA
    )
    # Their texts are canonical: a span of the one is a span of the other.
    spans = [CanonicalSpan(start=s.start, end=s.end, label=s.label) for s in annotated.spans]
    meaning = explain(
        Document.of(annotated.text),
        spans,
        scores=[0.9] * len(spans),
        schema=DEFAULT_SCHEMA,
        published=annotated.published,
    )
    rest = [one for one in DEFAULT_SCHEMA.article_types if one != kind]
    prediction = Prediction(
        article_type=ArticleType(
            label=kind, score=sure, scores={kind: sure} | dict.fromkeys(rest, (1 - sure) / 3)
        ),
        entities=meaning.entities,
        appointments=meaning.appointments,
        model=model,
        schema=DEFAULT_SCHEMA,
    )
    article = Article(
        id=id_,
        source=f"bao/{id_.partition('/')[0]}.jsonl",
        content=annotated.text,
        published=date.fromisoformat(day),
    )
    places = find_places(annotated.text)
    return Outcome.read(article, prediction, text=annotated.text, published=day, places=places)


def outcomes() -> list[Outcome]:
    """Return what became of twelve inputs: seven articles, one of them twice, and four others."""
    first, *others = _WRITTEN
    again = (f"{others[-1][0]} (2)", *others[-1][1:])
    empty = Article(id="trong.txt", source="trong.txt", content=" \n")
    page = Unreadable(id="anh.jpg", source="anh.jpg", reason=Reason.binary, detail="holds byte 0")
    old = Unreadable(id="cu.txt", source="cu.txt", reason=Reason.not_utf8, detail="byte 12")
    photo = Unreadable(id="b.png", source="b.png", reason=Reason.binary, detail="holds byte 0")
    return [
        _read(first, model=_OLDER),
        *map(_read, others),
        _read(again),
        Outcome.not_read(empty, model=MODEL),
        *(
            Outcome.not_read(one, model=MODEL, reason=one.reason, detail=one.detail)
            for one in (page, old, photo)
        ),
    ]


def many(n: int) -> list[Outcome]:
    """Return outcomes with ids of their own."""
    some = outcomes()
    return [replace(some[i % len(some)], id=f"{i:05}") for i in range(n)]
