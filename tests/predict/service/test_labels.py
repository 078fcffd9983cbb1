"""What labels mean, for any model."""

from predict.records import ModelInfo
from predict.schema import DEFAULT_SCHEMA, Role, Schema
from predict.service.documents import LabelsBody
from predict.service.labels import describe

MODEL = ModelInfo(name="m", version="1")


def test_every_label_of_the_default_schema_has_a_line_in_both_languages() -> None:
    answer = LabelsBody.model_validate(describe(DEFAULT_SCHEMA, model=MODEL))
    assert tuple(row.label for row in answer.labels) == DEFAULT_SCHEMA.entity_labels
    assert tuple(row.label for row in answer.article_types) == DEFAULT_SCHEMA.article_types
    meanings = [row.meaning for row in answer.labels]
    meanings += [row.meaning for row in answer.article_types]
    lines = [line for meaning in meanings if meaning for line in (meaning.vi, meaning.en)]
    assert len(lines) == len(set(lines)) == 2 * len(meanings)
    assert [row.role for row in answer.labels] == [*Role]


def test_labels_of_one_s_own() -> None:
    schema = Schema(
        entity_labels=("CHIEF", "PLACE"), article_types=(), roles={"CHIEF": Role.official}
    )
    assert describe(schema, model=MODEL) == {
        "labels": [
            {"label": "CHIEF", "role": "official", "meaning": None},
            {"label": "PLACE", "role": None, "meaning": None},
        ],
        "article_types": [],
        "model": {"name": "m", "version": "1"},
    }
