"""What may stand between titles and names."""

import pytest

from .test_link import CHAIR, CHIEF, IS_CHAIR, IS_CHIEF, UNG, A, rows_of


@pytest.mark.parametrize(
    ("short", "wanted"),
    [
        pytest.param(f"{CHAIR} (Sơn La) {A} nói.", [(UNG, *IS_CHAIR)], id="the place in brackets"),
        pytest.param(
            f"{CHAIR} (tỉnh Sơn La), ông {A} nói.",
            [(UNG, *IS_CHAIR)],
            id="the place in brackets and an address",
        ),
        pytest.param(
            f"<P>Tổ trưởng</P> tổ dân phố 12 phường Cẩm Lệ {A} kể.",
            [(UNG, "Tổ trưởng", None)],
            id="a quarter with a number and its ward",
        ),
        pytest.param(
            f"<P>Trưởng ban</P> khu phố số 3 {A} kể.", [(UNG, "Trưởng ban", None)], id="a number"
        ),
        pytest.param(
            f"<P>Bí thư chi bộ</P> xóm Đồng Vải xã Lam Sơn {A} kể.",
            [(UNG, "Bí thư chi bộ", None)],
            id="a hamlet and its commune",
        ),
        pytest.param(
            f"{A}, {CHAIR}, 51 tuổi, được bầu làm tân {CHIEF}.",
            [(UNG, *IS_CHAIR), (UNG, *IS_CHIEF)],
            id="an age between two titles",
        ),
        pytest.param(
            f"{A}, {CHAIR} được <R>Tỉnh ủy</R> chỉ định giữ chức vụ {CHIEF}.",
            [(UNG, *IS_CHAIR), (UNG, *IS_CHIEF)],
            id="who appoints stands between two titles",
        ),
        pytest.param(
            f"{A} vừa được <R>Ban Thường vụ Tỉnh ủy</R> điều động làm {CHIEF}.",
            [(UNG, *IS_CHIEF)],
            id="who appoints stands behind the name",
        ),
        pytest.param(
            f"{A} - <P>PCT</P>. <R>HĐND huyện</R> dự.",
            [(UNG, "PCT", "HĐND huyện")],
            id="a full stop behind an abbreviation",
        ),
        pytest.param(
            f"{A} - <P>Chủ tịch</P>. <R>HĐND huyện</R> họp.",
            [(UNG, "Chủ tịch", None)],
            id="a full stop that ends a sentence",
        ),
        pytest.param(f"{CHAIR} (hết nhiệm kỳ) {A} nói.", [], id="brackets without a place"),
    ],
)
def test_what_may_stand_between(short: str, wanted: list[tuple[str, str, str | None]]) -> None:
    assert rows_of(short) == wanted
