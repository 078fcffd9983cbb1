"""Schemas: labels that can be written, roles that have labels, and their JSON."""

import json

import pytest

from predict.schema import DEFAULT_SCHEMA, Role, Schema


def test_the_default_schema() -> None:
    labels = ("OFFICIAL", "POSITION", "ORGANISATION", "DATE", "QUANTITY")
    assert DEFAULT_SCHEMA.entity_labels == labels
    assert DEFAULT_SCHEMA.article_types == ("review", "inspection", "congress", "other")
    assert [DEFAULT_SCHEMA.role_of(label) for label in labels] == list(Role)


@pytest.mark.parametrize("labels", [("AA", "AA"), ("",), ("AA", "")])
def test_labels_are_named_once(labels: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="empty or repeated labels"):
        Schema(entity_labels=labels, article_types=())
    with pytest.raises(ValueError, match="empty or repeated labels"):
        Schema(entity_labels=("AA",), article_types=labels)


def test_a_schema_holds_something() -> None:
    with pytest.raises(ValueError, match="needs entity labels or article types"):
        Schema(entity_labels=(), article_types=())


@pytest.mark.parametrize("label", ["_PER", "2PER", "A B", "A/B", "<A>", "A\n", "-A", ".A"])
def test_a_label_that_no_annotated_text_can_hold_is_refused(label: str) -> None:
    with pytest.raises(ValueError, match=r"labels are letters, digits and _ \. -, a letter first"):
        Schema(entity_labels=("PER", label), article_types=())


@pytest.mark.parametrize("label", ["PER2", "Person", "per", "A", "JOB-TITLE", "ĐẢNG", "a.b"])
def test_labels_are_those_that_people_use(label: str) -> None:
    assert Schema(entity_labels=("PER", label), article_types=()).tags[3:] == (
        f"B-{label}",
        f"I-{label}",
    )


def test_roles_belong_to_labels() -> None:
    schema = Schema(
        entity_labels=("NAME", "MAN", "WOMAN", "DAY"),
        article_types=(),
        roles={"WOMAN": Role.official, "MAN": Role.official, "DAY": Role.date},
    )
    assert schema.labels_of(Role.official) == ("MAN", "WOMAN")
    assert schema.labels_of(Role.date, Role.official) == ("MAN", "WOMAN", "DAY")
    assert schema.labels_of(Role.quantity) == ()
    assert (schema.role_of("NAME"), schema.role_of("DAY")) == (None, Role.date)
    with pytest.raises(ValueError, match=r"the role date is that of DATE, which is no label \(DAY"):
        Schema(entity_labels=("DAY",), article_types=(), roles={"DATE": Role.date})


def test_the_json_comes_back() -> None:
    content = json.dumps(DEFAULT_SCHEMA.to_dict())
    assert Schema.from_dict(json.loads(content)) == DEFAULT_SCHEMA
    assert Schema.from_dict(json.loads(content)).roles["DATE"] is Role.date


def test_an_unknown_role_is_refused() -> None:
    values = {"entity_labels": ["DAY"], "article_types": [], "roles": {"DAY": "time"}}
    with pytest.raises(ValueError, match="DAY: no such role as time; there are official, position"):
        Schema.from_dict(values)
