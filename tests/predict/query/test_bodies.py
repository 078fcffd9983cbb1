import sys
from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import cache, partial
from pathlib import Path

import pytest

from data.annotated import AnnotatedArticle
from predict.offices.abbreviations import expand
from predict.offices.places import NamedPlace, find_places
from predict.query.bodies import Bodies
from predict.query.corrections import Corrections
from predict.query.facts import ArticleFact
from predict.schema import DEFAULT_SCHEMA, Role
from tests.pace import growth

from .bodies_cases import Case, cases, fact, some
from .collection import read_collection


def partition(keys: Sequence[str]) -> set[frozenset[int]]:
    groups: dict[str, set[int]] = defaultdict(set)
    for i, key in enumerate(keys):
        groups[key].add(i)
    return {frozenset(group) for group in groups.values()}


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.title)
def test_which_names_mean_one_body(case: Case) -> None:
    bodies = case.bodies()
    found = [bodies.of(expand(name) or name, str(article)) for article, name, _ in case.named]
    assert partition([one.key for one in found]) == partition([one[2] for one in case.named]), [
        (name, one.key) for (_, name, _), one in zip(case.named, found, strict=True)
    ]


@cache
def of_collection() -> Bodies:
    return Bodies([fact_of(article) for article in read_collection().articles])


def fact_of(article: AnnotatedArticle) -> ArticleFact:
    people = [
        (span.start, span.end)
        for span in article.spans
        if DEFAULT_SCHEMA.role_of(span.label) is Role.official
    ]
    return ArticleFact(
        id=article.id,
        source=str(article.head["source"]),
        published=str(article.published),
        type=article.article_type,
        places=tuple(find_places(article.text, people)),
    )


def b_cubed(gold: Sequence[str], found: Sequence[str]) -> tuple[float, float]:
    """Return precision and recall: the mean share of a mention's group that is right, or found."""
    true: dict[str, set[int]] = defaultdict(set)
    groups: dict[str, set[int]] = defaultdict(set)
    for i, (one, other) in enumerate(zip(gold, found, strict=True)):
        true[one].add(i)
        groups[other].add(i)
    right = [len(true[one] & groups[other]) for one, other in zip(gold, found, strict=True)]
    precision = sum(n / len(groups[key]) for n, key in zip(right, found, strict=True))
    recall = sum(n / len(true[key]) for n, key in zip(right, gold, strict=True))
    return precision / len(gold), recall / len(gold)


def test_bodies_of_the_collection(capsys: pytest.CaptureFixture[str]) -> None:
    bodies, named = of_collection(), read_collection().bodies_named
    found = [bodies.of(expand(one.surface) or one.surface, one.article).key for one in named]
    precision, recall = b_cubed([one.of for one in named], found)
    with capsys.disabled():
        sys.stdout.write(f"\nB-cubed of bodies: precision {precision:.4f}, recall {recall:.4f}\n")
    assert len(named) == 634
    assert precision >= 0.98
    assert recall >= 0.85


@pytest.mark.parametrize(
    ("name", "article", "shown"),
    [
        ("Huyện uỷ", "1", "Huyện ủy Mai Hà"),
        ("HUYỆN ỦY", "1", "Huyện ủy Mai Hà"),
        ("HUYỆN UỶ MAI HÀ", "1", "Huyện ủy Mai Hà"),
        ("Ủy ban nhân dân huyện", "1", "Ủy ban nhân dân huyện Mai Hà"),
        ("Sở Y tế", "1", "Sở Y tế tỉnh Sơn La"),
        ("BTV HU", "1", "Ban Thường vụ Huyện ủy Mai Hà"),
        ("Ban Thường vụ", "1", "Ban Thường vụ"),
        ("Huyện ủy", "4", "Huyện ủy"),
    ],
)
def test_a_body_is_shown_with_the_place_that_it_lacks(name: str, article: str, shown: str) -> None:
    assert some().of(name, article).name == shown


def test_places_with_one_name_are_shown_apart() -> None:
    bodies = Bodies(
        [
            fact("1", "Báo Tây Ninh", "2018-01-05", "Huyện ủy Châu Thành họp."),
            fact("2", "Báo Long An", "2018-01-05", "Huyện ủy Châu Thành họp."),
        ]
    )
    assert bodies.of("Huyện ủy", "1").name == "Huyện ủy Châu Thành, tỉnh Tây Ninh"
    assert bodies.of("Huyện ủy Châu Thành", "2").name == "Huyện ủy Châu Thành, tỉnh Long An"


@pytest.mark.parametrize(
    ("name", "article", "continued_by"),
    [
        ("Tỉnh ủy", "3", "Tỉnh ủy Thái Nguyên"),
        ("Ban Tổ chức Tỉnh ủy", "3", "Ban Tổ chức Tỉnh ủy Thái Nguyên"),
        ("Ủy ban nhân dân tỉnh", "4", "Ủy ban nhân dân thành phố Hải Phòng"),
        ("Tỉnh ủy", "4", "Thành ủy Hải Phòng"),
        ("Tỉnh ủy Sơn La", "1", None),
        ("Huyện ủy", "1", None),
        ("Ban Thường vụ", "1", None),
    ],
)
def test_what_continues_a_body_of_a_province_that_is_gone(
    name: str, article: str, continued_by: str | None
) -> None:
    assert some().of(name, article).continued_by == continued_by


def test_an_article_that_is_not_known_has_no_places() -> None:
    assert some().of("Huyện ủy", "none").name == "Huyện ủy"
    assert some().place_of("none") == {}


def test_places_of_an_article() -> None:
    assert some().place_of("2") == {
        "xã": "Tân Lập",
        "huyện": "Mai Hà",
        "tỉnh": "Sơn La",
    }
    hanoi = Bodies([fact("1", "Báo Hà Nội mới", None, "UBND thành phố họp.")])
    assert hanoi.place_of("1") == {"thành phố": "Hà Nội"}
    assert hanoi.of("UBND thành phố", "1").name == "Ủy ban nhân dân thành phố Hà Nội"


def test_a_site_of_a_district_is_of_that_district() -> None:
    text = "Huyện ủy họp. Huyện Yên Bơ, huyện Yên Bơ và huyện Yên Bơ gửi lời chào."
    bodies = Bodies([fact("1", "Trang tin huyện Mai Hà, tỉnh Sơn La", "2019-01-01", text)])
    assert bodies.of("Huyện ủy", "1").name == "Huyện ủy Mai Hà"


def test_an_address_names_a_province() -> None:
    bodies = Bodies([fact("1", "https://baohagiang.vn/thoi-su/1", "2019-01-01", "Họp.")])
    assert bodies.of("Tỉnh ủy", "1").name == "Tỉnh ủy Hà Giang"


def test_the_district_of_an_article_says_its_province() -> None:
    articles = [fact(str(i), "Báo Sơn La", "2019-01-01", "Huyện Mai Hà họp.") for i in range(3)]
    bodies = Bodies([*articles, fact("x", "a.jsonl", "2019-01-01", "Ở huyện Mai Hà có mưa.")])
    assert bodies.of("Tỉnh ủy", "x").name == "Tỉnh ủy Sơn La"


def written(folder: Path, text: str) -> Corrections:
    file = folder / "corrections.toml"
    file.write_text(text, encoding="utf-8")
    return Corrections.read(file)


def test_corrections_join_bodies(tmp_path: Path) -> None:
    said = '[[body]]\nsame = ["Ty Y tế tỉnh Sơn La", "Sở Y tế tỉnh Sơn La"]\n'
    bodies = some(written(tmp_path, said))
    old, new = bodies.of("Ty Y tế tỉnh Sơn La", "1"), bodies.of("Sở Y tế", "1")
    assert old == new
    assert new.name == "Ty Y tế tỉnh Sơn La"
    for asked in ("Sở Y tế Sơn La", "Sở Y tế tỉnh Sơn La", "Ty Y tế tỉnh Sơn La"):
        wanted = bodies.asked(asked)
        assert wanted.matches(new), asked
        assert bodies.could_be("Ty Y tế tỉnh Sơn La", wanted)
        assert bodies.could_be("Sở Y tế", wanted)
    assert bodies.of("Sở Y tế", "4").name == "Sở Y tế tỉnh Hải Dương"


def test_corrections_say_what_a_name_means(tmp_path: Path) -> None:
    said = (
        '[[body]]\nname = "Đảng ủy"\nmeans = "Đảng ủy xã Tân Lập"\narticles = ["2"]\n'
        '[[body]]\nname = "Huyện ủy Mai Hà"\nmeans = "Huyện ủy Mai Hạ"\n'
    )
    bodies = some(written(tmp_path, said))
    meant = bodies.of("Đảng ủy", "2")
    assert (meant.key, meant.name) == (
        bodies.of("Đảng ủy xã Tân Lập", "2").key,
        "Đảng ủy xã Tân Lập",
    )
    assert bodies.of("Đảng ủy", "1").name == "Đảng ủy"
    assert bodies.could_be("Đảng ủy", bodies.asked("Đảng ủy xã Tân Lập"))
    assert bodies.of("Huyện ủy", "1").name == "Huyện ủy Mai Hạ"  # as it is shown
    assert not bodies.asked("Huyện ủy Mai Hà").matches(bodies.of("Huyện ủy", "1"))
    assert bodies.asked("Huyện ủy Mai Hạ").matches(bodies.of("Huyện ủy", "1"))
    assert bodies.could_be("Huyện ủy", bodies.asked("Huyện ủy Mai Hạ"))


def test_many_articles_and_names_take_time_in_proportion() -> None:
    places = [
        [
            NamedPlace(level="tỉnh", name="Sơn La", times=2, leads=True),
            NamedPlace(level="huyện", name=f"Mường {i}", times=3, leads=True),
            *(NamedPlace(level="xã", name=f"Nà {i} {j}", times=1, leads=False) for j in range(4)),
        ]
        for i in range(40)
    ]
    articles = [
        ArticleFact(
            id=str(i), source="Báo Sơn La", published="2019-01-01", type=None,
            places=tuple(places[i % 40]),
        )
        for i in range(20_000)
    ]  # fmt: skip

    names = ("Huyện ủy", "Ủy ban nhân dân huyện", "Tỉnh ủy", "Sở Y tế", "Chính phủ")

    def ask(n: int) -> Callable[[], None]:
        bodies = Bodies(articles[:n])

        def each_name() -> None:
            for one in articles[:n]:
                for name in names:
                    bodies.of(name, one.id)

        return each_name

    assert growth(lambda n: partial(Bodies, articles[:n]), len(articles)) < 3
    assert growth(ask, len(articles), repeat=1) < 3


def test_a_department_of_a_district_that_is_gone_is_not_guessed() -> None:
    text = "Phòng Nội vụ mời nguyên Chủ tịch UBND huyện Mai Hà."
    for day, shown in (("2025-06-30", "Phòng Nội vụ huyện Mai Hà"), ("2025-07-01", "Phòng Nội vụ")):
        bodies = Bodies([fact("1", "Báo Sơn La", day, text)])
        assert bodies.of("Phòng Nội vụ", "1").name == shown
