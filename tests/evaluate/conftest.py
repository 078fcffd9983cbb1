"""An annotated article about which the toy predictor is partly wrong."""

import pytest

from data.annotated import AnnotatedArticle
from data.formats.ann import parse_annotation
from predict.schema import DEFAULT_SCHEMA

HEAD = '{"id": "toy", "article_type": "review", "appointments": [["Lê Thị Dụ", "Chủ tịch", null]]}'
TOY = """<ORGANISATION>Tỉnh ủy Hòa Sơn</ORGANISATION> sơ kết <DATE>6 tháng đầu năm</DATE>
Đồng chí <OFFICIAL>Trần Văn Ví</OFFICIAL>, <OFFICIAL>Bí thư</OFFICIAL> Huyện ủy, dự. Bà \
<OFFICIAL>Phan Thị Mận</OFFICIAL> vắng.
Trồng <QUANTITY>hơn 120 ha</QUANTITY> rừng, thu 51<QUANTITY>,25%</QUANTITY> kế hoạch.
"""
"""Right are three; wrong a label, an edge, an unreachable one; Huyện ủy and 51,25% are spurious."""


@pytest.fixture
def toy_article() -> AnnotatedArticle:
    return parse_annotation(f"{HEAD}\n\n{TOY}", schema=DEFAULT_SCHEMA)
