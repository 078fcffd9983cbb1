"""Articles for a model: its labels and types, and nothing of what it does not tell apart."""

from pathlib import Path

import pytest

from data.annotated import AnnotatedArticle
from data.formats.forms import Reading
from data.known import name_of, read_known
from predict.errors import InputError
from predict.schema import Role, Schema

LABELS = Schema(
    entity_labels=("DAY", "AMOUNT"),
    article_types=(),
    roles={"DAY": Role.date, "AMOUNT": Role.quantity},
)
TYPES = Schema(entity_labels=(), article_types=("sport", "culture"))
BOTH = Schema(entity_labels=("DAY", "AMOUNT"), article_types=("sport", "culture"))
CONTENT = '{"id": "a", "article_type": %s, "values": [["Mai", null]]}\n\n<DAY>Mai</DAY> đá bóng.\n'


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "a.ann"


def read(file: Path, schema: Schema, kind: str = '"sport"') -> tuple[AnnotatedArticle, list[str]]:
    file.write_text(CONTENT % kind, encoding="utf-8")
    told: list[str] = []
    reading = Reading(notes=told.append)
    [article] = read_known([file], schema=schema, reading=reading, form=None, where="--gold")
    return article, told


def test_a_model_of_labels_takes_any_type_and_its_roles_read_values(file: Path) -> None:
    for kind in ("null", '"sport"', '"news"'):
        article, told = read(file, LABELS, kind)
        assert (len(article.spans), article.values, told) == (1, (("Mai", None),), [])


def test_a_model_of_types_leaves_spans_out_and_says_so(file: Path) -> None:
    article, told = read(file, TYPES)
    assert (article.spans, article.values, article.knows_spans) == ((), None, False)
    assert told == ["--gold: 1 spans are left out, since there are no labels"]


def test_a_type_may_be_missing_and_not_be_another(file: Path) -> None:
    assert read(file, BOTH, "null")[0].article_type is None
    for schema, labels in ((BOTH, "DAY, AMOUNT"), (TYPES, "none")):
        sentence = (
            r"^--gold: the schema lacks the type news \(1, the first in article a\); "
            f"its labels are {labels}, its types sport, culture$"
        )
        with pytest.raises(InputError, match=sentence):
            read(file, schema, '"news"')


def test_an_unknown_label_is_refused(file: Path) -> None:
    with pytest.raises(InputError, match=r"a\.ann, line 3, column 1: the label DAY is not in the"):
        read(file, Schema(entity_labels=("PER",), article_types=()))


def test_an_article_without_an_id_is_named_by_its_beginning() -> None:
    text = "Ngày\n mai  đá bóng, " + "và " * 20
    article = AnnotatedArticle(id="", text=text, spans=(), article_type=None)
    assert name_of(article) == "an article that begins 'Ngày mai đá bóng, và và và và và và và v'"
