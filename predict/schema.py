"""Labels, their roles, article types and the tags derived from them: defined once, here."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from predict.errors import InputError

OUTSIDE, BEGIN, INSIDE = "O", "B-", "I-"
LABEL_PATTERN = r"[^\W\d_][\w.-]*"
"""What an entity label looks like, and so what a tag in a text may hold."""


class Role(StrEnum):
    """What spans of a label are, and so what is read from them: a value, a full form, an office."""

    official = "official"
    position = "position"
    organisation = "organisation"
    date = "date"
    quantity = "quantity"


@dataclass(frozen=True, slots=True, kw_only=True)
class Schema:
    """What a model tells apart; either kind of label may be missing.

    ``roles`` says of entity labels what their spans are; a label without a role is found and
    scored, and nothing more is read from it. Several labels may have the same role.
    """

    entity_labels: tuple[str, ...]
    article_types: tuple[str, ...]
    roles: Mapping[str, Role] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Check that every label is named once and can be written, and that roles have labels."""
        for labels in (self.entity_labels, self.article_types):
            if len(set(labels)) != len(labels) or not all(labels):
                raise InputError(f"empty or repeated labels: {', '.join(labels)}")
        if not self.entity_labels and not self.article_types:
            raise InputError("a schema needs entity labels or article types")
        self._check_labels()
        self._check_roles()

    def _check_labels(self) -> None:
        for label in self.entity_labels:
            if not re.fullmatch(LABEL_PATTERN, label):
                raise InputError(
                    f"the label {label!r}: labels are letters, digits and _ . -, a letter first, "
                    "such as PERSON or JOB_TITLE"
                )

    def _check_roles(self) -> None:
        for label, role in self.roles.items():
            if label not in self.entity_labels:
                known = ", ".join(self.entity_labels)
                raise InputError(f"the role {role} is that of {label}, which is no label ({known})")
            if role not in tuple(Role):
                raise InputError(f"{label}: no such role as {role}; there are {', '.join(Role)}")

    @property
    def tags(self) -> tuple[str, ...]:
        """The BIO tags: ``O``, then ``B-`` and ``I-`` of each label; none without labels."""
        if not self.entity_labels:
            return ()
        return (
            OUTSIDE,
            *(mark + label for label in self.entity_labels for mark in (BEGIN, INSIDE)),
        )

    def role_of(self, label: str) -> Role | None:
        """Return the role of a label, None if it has none."""
        return self.roles.get(label)

    def labels_of(self, *roles: Role) -> tuple[str, ...]:
        """Return the labels that have one of the roles, in the order of the schema."""
        return tuple(label for label in self.entity_labels if self.roles.get(label) in roles)

    def to_dict(self) -> dict[str, Any]:
        """Return its JSON."""
        return {
            "entity_labels": list(self.entity_labels),
            "article_types": list(self.article_types),
            "roles": {label: str(role) for label, role in self.roles.items()},
        }

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> "Schema":
        """Read what ``to_dict`` returned.

        :raises ValueError: if a label or role is wrong
        :raises KeyError: if a key is missing
        """
        known = set(Role)
        roles = {
            label: Role(role) if role in known else role for label, role in values["roles"].items()
        }
        return cls(
            entity_labels=tuple(values["entity_labels"]),
            article_types=tuple(values["article_types"]),
            roles=roles,
        )


DEFAULT_SCHEMA = Schema(
    entity_labels=("OFFICIAL", "POSITION", "ORGANISATION", "DATE", "QUANTITY"),
    article_types=("review", "inspection", "congress", "other"),
    roles={
        "OFFICIAL": Role.official,
        "POSITION": Role.position,
        "ORGANISATION": Role.organisation,
        "DATE": Role.date,
        "QUANTITY": Role.quantity,
    },
)
