"""Articles are read as the settings say, and the schema is theirs, or what the settings name."""

import json
from pathlib import Path

import pytest

import data.formats
from data.annotated import AnnotatedArticle
from data.formats.forms import Reading
from predict.errors import InputError
from predict.schema import DEFAULT_SCHEMA, Role, Schema
from train.articles import TrainingArticles, find_schema, read_articles
from train.finetune_config import FinetuneConfig

from .tiny import tiny, write_gold

NOWHERE = Path("no-encoder-is-read-here")
PEOPLE = (
    '{"id": "a"}\n\n<PER>Trần Văn Ví</PER> đến <LOC>Hà Nội</LOC>.\n',
    '{"id": "b"}\n\n<PER>Lê Thị Dụ</PER> họp.\n',
)


def read(config: FinetuneConfig) -> TrainingArticles:
    return read_articles(config, say=print)


def write_people(folder: Path, *contents: str) -> Path:
    """Write articles with labels of one's own and without types."""
    folder.mkdir()
    for i, content in enumerate(contents or PEOPLE):
        (folder / f"{i}.ann").write_text(content, encoding="utf-8")
    return folder


# What is read.


def test_types_are_trained_on_beside_train(tmp_path: Path) -> None:
    gold = write_gold(tmp_path / "gold")
    types = tmp_path / "types.jsonl"
    row = {"id": "t", "article_type": "other", "text": "Huyện ủy họp", "sure": False}
    types.write_text(json.dumps(row), encoding="utf-8")
    config = tiny(NOWHERE, gold, f"data.types={json.dumps([str(types)])}", "data.unsure=0.25")
    last = read(config).train[-1]
    assert (last.id, last.knows_spans, last.type_weight) == ("t", False, 0.25)


def test_extra_is_trained_on_in_full_beside_a_share_of_train(tmp_path: Path) -> None:
    gold = write_gold(tmp_path / "gold", n=4)
    extra = write_gold(tmp_path / "extra", n=3, first_day=20)
    paths = json.dumps([str(extra), str(extra)])
    articles = read(tiny(NOWHERE, gold, "data.share=0.5", f"data.extra={paths}"))
    assert (len(articles.own), len(articles.train), len(articles.dev)) == (2, 2 + 6, 4)
    assert len(read(tiny(NOWHERE, gold)).train) == 4


def test_scores_are_calibrated_on_dev_or_on_articles_of_their_own(tmp_path: Path) -> None:
    gold = write_gold(tmp_path / "gold")
    articles = read(tiny(NOWHERE, gold))
    assert articles.calibrate == articles.dev
    own = json.dumps([str(write_gold(tmp_path / "own", n=3))])
    assert len(read(tiny(NOWHERE, gold, f"data.calibrate={own}")).calibrate) == 3


@pytest.mark.parametrize("key", ["data.train", "data.dev", "data.extra", "data.calibrate"])
def test_an_article_without_a_word_is_named_with_its_setting(tmp_path: Path, key: str) -> None:
    gold, other = write_gold(tmp_path / "gold"), write_gold(tmp_path / "other")
    head = '{"id": "nothing", "article_type": "other"}\n\n \n'
    (other / "9.ann").write_text(head, encoding="utf-8")
    config = tiny(NOWHERE, gold, f"{key}={json.dumps([str(other)])}")
    with pytest.raises(InputError, match=rf"^{key}: no word in the article nothing; take such"):
        read(config)


@pytest.mark.parametrize("key", ["data.train", "data.dev"])
def test_files_without_articles_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    read_all = data.formats.read_articles

    def read_some(
        paths: list[Path], *, reading: Reading, form: str | None
    ) -> list[AnnotatedArticle]:
        if paths[0].name == "empty":
            return []
        return read_all(paths, reading=reading, form=form)

    monkeypatch.setattr(data.formats, "read_articles", read_some)
    config = tiny(NOWHERE, write_gold(tmp_path / "gold"), f'{key}=["empty"]')
    with pytest.raises(InputError, match=rf"^{key}: no article there"):
        read(config)


def test_the_format_is_that_of_the_settings(tmp_path: Path) -> None:
    gold = write_gold(tmp_path / "gold")
    with pytest.raises(InputError, match="no format is called 'paper'; there are ann"):
        read(tiny(NOWHERE, gold, "data.format=paper"))
    assert len(read(tiny(NOWHERE, gold, "data.format=ann")).train) == 2


# What is told apart.


@pytest.mark.parametrize("name", ["mini", "smoke", "phobert-base-v2", "phobert-large"])
def test_the_corpus_has_the_default_schema(name: str) -> None:
    assert find_schema(FinetuneConfig.load(Path(f"configs/{name}.toml"))) == DEFAULT_SCHEMA


def test_labels_and_types_are_those_of_all_articles_of_train(tmp_path: Path) -> None:
    people = write_people(tmp_path / "people")
    types = tmp_path / "types.jsonl"
    rows = [{"article_type": kind, "text": "Mưa."} for kind in ("sport", "culture")]
    types.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    schema = Schema(entity_labels=("LOC", "PER"), article_types=("culture", "sport"))
    some = tiny(NOWHERE, people, f'data.types=["{types}"]', "data.share=0.5")
    assert read(some).schema == schema
    assert len(read(some).own) == 1
    alone = read(tiny(NOWHERE, people)).schema
    assert (alone.entity_labels, alone.article_types) == (("LOC", "PER"), ())


def test_the_settings_name_labels_types_and_roles(tmp_path: Path) -> None:
    gold = write_gold(tmp_path / "gold")
    labels = ["DATE", "ORGANISATION", "POSITION", "OFFICIAL", "UNSEEN"]
    schema = find_schema(
        tiny(NOWHERE, gold, f"schema.labels={json.dumps(labels)}", "schema.roles.UNSEEN=quantity")
    )
    assert schema.entity_labels == tuple(labels)
    assert schema.article_types == ("review", "other")
    assert schema.roles == {"UNSEEN": Role.quantity}
    people = write_people(tmp_path / "people")
    roles = find_schema(tiny(NOWHERE, people, "schema.roles.PER=official")).roles
    assert roles == {"PER": Role.official}
    known = find_schema(tiny(NOWHERE, gold, 'schema.types=["other", "review"]'))
    assert (known.roles["DATE"], known.article_types) == (Role.date, ("other", "review"))


def test_without_types_or_without_labels_one_head_is_left(tmp_path: Path) -> None:
    gold = write_gold(tmp_path / "gold")
    labels = read(tiny(NOWHERE, gold, "schema.types=[]"))
    assert (len(labels.schema.entity_labels), labels.schema.article_types) == (4, ())
    assert labels.dev[0].article_type == "review"
    said: list[str] = []
    types = read_articles(tiny(NOWHERE, gold, "schema.labels=[]"), say=said.append)
    assert (types.schema.entity_labels, types.schema.roles) == ((), {})
    assert not any(article.spans for article in [*types.train, *types.dev])
    assert said == [
        f"{key}: 8 spans are left out, since there are no labels"
        for key in ("data.train", "data.dev")
    ]


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        (['schema.labels=["PER"]'], r"0\.ann, line 3, column \d+: the label LOC is not in the"),
        (["schema.roles.MAN=official"], r"\[schema\]: the role official is that of MAN, which is"),
        (["schema.roles.PER=boss"], r"\[schema\]: PER: no such role as boss; there are official"),
        (['schema.labels=["PER", "PER", "LOC"]'], "repeated labels: PER, PER, LOC"),
        (
            ['schema.types=["a", "b"]', 'data.types=["c.jsonl"]'],
            r"schema lacks the type c \(1, the first in an article that begins 'Mưa",
        ),
    ],
)
def test_a_schema_that_does_not_fit_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: list[str], sentence: str
) -> None:
    people = write_people(tmp_path / "people")
    (tmp_path / "c.jsonl").write_text('{"article_type": "c", "text": "Mưa."}', encoding="utf-8")
    config = tiny(NOWHERE, people, *settings)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError, match=sentence):
        read(config)


def test_what_dev_has_and_train_lacks_is_named(tmp_path: Path) -> None:
    gold, people = write_gold(tmp_path / "gold"), write_people(tmp_path / "people")
    config = tiny(NOWHERE, people, f'data.dev=["{gold}"]')
    with pytest.raises(
        InputError,
        match=r"^data\.dev: articles of train lack the label DATE \(2, the first in article a0\), "
        r"the label OFFICIAL .* can never be learned; put examples into data\.train",
    ):
        read(config)
    more = write_people(tmp_path / "more", '{"id": "z", "article_type": "odd"}\n\nMưa.\n')
    with pytest.raises(InputError, match=r"lack the type odd \(1, the first in article z\)"):
        read(tiny(NOWHERE, gold, f'data.dev=["{more}"]'))
    named = tiny(NOWHERE, people, f'data.dev=["{more}"]', 'schema.types=["odd"]')
    assert read(named).schema.article_types == ("odd",)
