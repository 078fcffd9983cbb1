"""Labels of other formats as a schema can hold them: with spaces or slashes they are renamed."""

import re
from collections.abc import Callable

from predict.errors import InputError
from predict.schema import LABEL_PATTERN

_NOT_IN_A_LABEL = re.compile(r"[^\w.-]+")


class Labels:
    """The labels of one file: what each is called here, and those that were renamed."""

    def __init__(self) -> None:
        """Start with none."""
        self._names: dict[str, str] = {}

    def of(self, label: str, *, where: str) -> str:
        """Return what a label is called here: ``_`` for what it cannot hold, ``L_`` before digits.

        :param label: as the file has it
        :param where: the place in the file, for the error
        :raises InputError: if nothing is left of it, or another label became the same
        """
        if label in self._names:
            return self._names[label]
        name = _NOT_IN_A_LABEL.sub("_", label.strip()).strip("_")
        if name and not name[0].isalpha():
            name = f"L_{name}"
        if not re.fullmatch(LABEL_PATTERN, name):
            raise InputError(f"{where}: the label {label!r} has no letter or digit; give it a name")
        other = next((old for old, new in self._names.items() if new == name), None)
        if other is not None:
            raise InputError(
                f"{where}: the labels {other!r} and {label!r} would both be {name} here; "
                "rename one of them"
            )
        self._names[label] = name
        return name

    def tell(self, notes: Callable[[str], None], *, where: str) -> None:
        """Say which labels were renamed, if any."""
        renamed = [f"{old!r} to {new}" for old, new in self._names.items() if old != new]
        if renamed:
            notes(f"{where}: labels renamed: {', '.join(renamed)}")
