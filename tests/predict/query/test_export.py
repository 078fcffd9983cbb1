import json
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("followthemoney", reason="needs the extra ftm")

from followthemoney import model
from followthemoney.types import registry

from predict.errors import InputError
from predict.query.answers import Office
from predict.query.export import ftm_lines
from predict.query.facts import ArticleFact
from predict.query.questions import Questions
from predict.query.stores.opening import open_store
from tests.paths import ROOT

from .archived import outcomes, write
from .written import ARTICLES, COLLECTION, office

HELD = office(COLLECTION.answers.career[0].answer[0])
Entity = dict[str, Any]  # a line of JSON


def every_office() -> list[Office]:
    """The rows of all written answers, each once; careers do not say who acts."""
    answers = COLLECTION.answers
    held = [row for question in answers.career for row in question.answer]
    held += [row for question in answers.holders for row in question.answer]
    rows = map(office, held)
    return list({replace(row, is_acting=False): row for row in rows}.values())


def exported(offices: Iterable[Office], articles: Sequence[ArticleFact] = ARTICLES) -> list[Entity]:
    return [json.loads(line) for line in ftm_lines(offices, articles=articles)]


def of_schema(entities: Iterable[Entity], schema: str) -> list[Entity]:
    return [entity for entity in entities if entity["schema"] == schema]


def only(entities: Iterable[Entity], schema: str) -> Entity:
    (entity,) = of_schema(entities, schema)
    properties: Entity = entity["properties"]
    return properties


def test_followthemoney_accepts_every_entity() -> None:
    entities = exported(every_office())
    assert {*Counter(entity["schema"] for entity in entities)} == {
        "Article", "Organization", "Person", "Position", "Occupancy",
    }  # fmt: skip
    for entity in entities:
        proxy = model.get_proxy(entity)
        proxy.schema.validate(proxy.to_dict())
        assert proxy.id == entity["id"]
        # nothing that we write is lost where it is read
        assert {key: sorted(values) for key, values in proxy.properties.items()} == {
            key: sorted(values) for key, values in entity["properties"].items()
        }
        for name, values in entity["properties"].items():
            if proxy.schema.get(name).type == registry.date:
                assert all(len(value) == len("2020-08-14") for value in values)


def test_an_entity_comes_once_and_after_those_that_it_names() -> None:
    known: set[str] = set()
    for entity in exported(every_office()):
        assert entity["id"] not in known
        schema = model.get(entity["schema"])
        for name, values in entity["properties"].items():
            if schema.get(name).type == registry.entity:
                assert {*values} <= known
        known.add(entity["id"])


def test_an_occupancy_for_each_row_and_a_person_for_each_key() -> None:
    offices = every_office()
    entities = exported(offices)
    assert len(of_schema(entities, "Occupancy")) == len(offices)
    assert len(of_schema(entities, "Person")) == len({row.person_key for row in offices})
    bodies = {row.body_key for row in offices if row.body_key}
    assert len(of_schema(entities, "Organization")) == len(bodies)
    articles = {id_ for row in offices for id_ in row.articles}
    assert len(of_schema(entities, "Article")) == len(articles)


def test_an_occupancy_for_each_row_of_every_answer(tmp_path: Path) -> None:
    archive = write(f"sqlite:///{tmp_path}/archive.db", outcomes())
    with closing(open_store(archive)) as store:
        questions, articles = Questions(store), store.articles()
        asked = {(one.position, one.of) for one in COLLECTION.answers.holders}
        answers = [questions.holders(position, of=of).offices for position, of in asked]
        held = {json.loads(line)["id"] for line in ftm_lines(sum(answers, ()), articles=articles)}
        for rows in answers:
            assert len(of_schema(exported(rows, articles), "Occupancy")) == len(rows)
        # of a career, what was held on a day is what holders say, with the same ids
        career = exported(questions.career("Nguyễn Thị Thanh Thúy"), articles)
        assert {one["id"] for one in of_schema(career, "Person")} < held
        assert len([one for one in of_schema(career, "Occupancy") if one["id"] in held]) == 3
    assert len(answers) >= 10
    assert sum(map(len, answers)) >= 20


def test_ids_and_lines_do_not_change() -> None:
    offices = every_office()
    first = {*ftm_lines(offices, articles=ARTICLES)}
    assert {*ftm_lines(offices, articles=ARTICLES)} == first
    ids = {json.loads(line)["id"] for line in first}
    shuffled = random.Random(1).sample(offices, len(offices))
    assert {entity["id"] for entity in exported(shuffled)} == ids
    assert exported([HELD])[0]["id"] == "nhandang-article-d69f79ab4de0e4b2d497"


def test_days_of_articles_are_no_first_and_last_day_in_office() -> None:
    row = replace(HELD, first="2015-07-24", last="2016-12-28")
    occupancy = only(exported([row]), "Occupancy")
    assert occupancy["date"] == ["2015-07-24", "2016-12-28"]
    assert not {"startDate", "endDate", "status"} & {*occupancy}
    assert occupancy["recordId"] == [*row.articles]
    assert occupancy["summary"] == [
        "Phó Bí thư Huyện ủy Sơn Khê; articles: 2, published 2015-07-24 to 2016-12-28"
    ]


def test_a_former_office_has_no_day_and_is_of_the_same_position() -> None:
    former = replace(HELD, position=f"nguyên {HELD.position}", is_former=True)
    entities = exported([HELD, former])
    assert len(of_schema(entities, "Position")) == 1
    held, ended = [entity["properties"] for entity in of_schema(entities, "Occupancy")]
    assert "status" not in held
    assert ended["status"] == ["ended"]
    assert "date" not in ended


def test_who_acts_is_said() -> None:
    (summary,) = only(exported([replace(HELD, is_acting=True)]), "Occupancy")["summary"]
    assert ", acting;" in summary


def test_an_undated_row() -> None:
    occupancy = only(exported([replace(HELD, first=None, last=None)]), "Occupancy")
    assert "date" not in occupancy
    assert "without a day" in occupancy["summary"][0]


def test_names_and_spellings() -> None:
    row = replace(HELD, person="Lê Thị An", spellings=("Lê Thị An", "LÊ THỊ AN", "An"))
    again = replace(row, position="Bí thư", spellings=("Lê Thị An", "Lê Thị Ân"))
    person = only(exported([row, again]), "Person")
    assert person["name"] == ["Lê Thị An"]
    assert person["alias"] == ["LÊ THỊ AN", "Lê Thị Ân"]
    assert person["weakAlias"] == ["An"]  # a given name alone tells nobody apart
    assert len(person["proof"]) == len(row.articles)
    alone = only(exported([replace(row, person="K'Brơi", spellings=("KBrơi",))]), "Person")
    assert alone["alias"] == ["KBrơi"]


def test_namesakes_and_positions_of_no_body_stay_apart() -> None:
    one = replace(HELD, position="Trưởng đoàn", body=None, body_key=None)
    entities = exported([one, replace(one, person_key="another")])
    assert len(of_schema(entities, "Person")) == 2
    positions = of_schema(entities, "Position")
    assert [position["properties"]["name"] for position in positions] == [["Trưởng đoàn"]] * 2
    assert not of_schema(entities, "Organization")


@pytest.mark.parametrize(
    ("source", "publisher", "link"),
    [
        ("Báo Thạch Giang", ["Báo Thạch Giang"], None),
        ("baothachgiang.vn", ["baothachgiang.vn"], None),
        ("https://baothachgiang.vn/1", None, ["https://baothachgiang.vn/1"]),
        ("bao/1.txt", None, None),  # the file itself
        ("xuat.csv", None, None),
    ],
)
def test_articles(source: str, publisher: list[str] | None, link: list[str] | None) -> None:
    id_ = "bao/1.txt"
    fact = ArticleFact(id=id_, source=source, published="2020-08-14", type=None, places=())
    article = only(exported([replace(HELD, articles=(id_,))], [fact]), "Article")
    assert article["fileName"] == [id_]
    assert article["publishedAt"] == ["2020-08-14"]
    assert article.get("publisher") == publisher
    assert article.get("sourceUrl") == link


def test_a_name_that_is_none() -> None:
    with pytest.raises(InputError, match=r"takes no Person without name.*--corrections"):
        exported([replace(HELD, person=" ", spellings=())])


def test_without_the_library_it_is_one_sentence() -> None:
    code = (
        "import sys\nsys.modules['followthemoney'] = None\n"
        "from predict.errors import MissingExtraError\n"
        "try:\n    import predict.query.export\n"
        "except MissingExtraError as error:\n    print(error)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert 'pip install "nhandang[ftm]"' in done.stdout
    assert "libicu" in done.stdout
    assert done.stdout.count("\n") == 1
