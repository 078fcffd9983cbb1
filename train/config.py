"""Configurations: one TOML file, checked key by key, into one frozen record."""

import json
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic.fields import FieldInfo

from predict.errors import InputError
from predict.whole import write_files


class Config(BaseModel):
    """A frozen record of settings; unknown keys and wrong types are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    @classmethod
    def load(cls, file: Path, *, settings: Sequence[str] = ()) -> Self:
        """Read a TOML file and change single keys of it.

        :param file: the TOML file
        :param settings: changes as ``key=value`` or ``section.key=value``; a value is TOML, or else
            a string
        :raises FileNotFoundError: if there is no such file
        :raises ValueError: if the file is no TOML, or a key or value does not fit; the sentence
            lists the known keys
        """
        if not file.is_file():
            raise FileNotFoundError(f"{file}: no such configuration file")
        try:
            values = tomllib.loads(file.read_text(encoding="utf-8-sig"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise InputError(f"{file}: not valid TOML: {error}") from error
        for setting in settings:
            _apply(values, setting)
        try:
            return cls.model_validate(values)
        except ValidationError as error:
            raise InputError(f"{file}: {_explain(cls, error)}") from error

    def save(self, file: Path) -> None:
        """Write every setting, defaults among them, as JSON, into a file that is whole."""
        write_files({file: self.model_dump_json(indent=2, by_alias=True) + "\n"})


def _apply(values: dict[str, Any], setting: str) -> None:
    key, equals, written = setting.partition("=")
    if not equals or not key.strip():
        raise InputError(f"--set {setting}: expected key=value, such as learning_rate=1e-4")
    *sections, name = key.strip().split(".")
    for section in sections:
        values = values.setdefault(section, {})
        if not isinstance(values, dict):
            raise InputError(f"--set {setting}: {section} is a value, not a section")
    try:
        values[name] = tomllib.loads(f"value = {written}")["value"]
    except tomllib.TOMLDecodeError:
        values[name] = written


def _fields(owner: type[BaseModel]) -> dict[str, FieldInfo]:
    """Return the settings by the names that files have for them."""
    return {field.alias or name: field for name, field in owner.model_fields.items()}


def _section(owner: type[BaseModel], path: Sequence[str]) -> type[BaseModel]:
    for part in path:
        field = _fields(owner)[part].annotation
        if isinstance(field, type) and issubclass(field, BaseModel):
            owner = field
    return owner


def _explain(cls: type[BaseModel], error: ValidationError) -> str:
    first = error.errors()[0]
    path = [str(part) for part in first["loc"] if isinstance(part, str)]
    if not path:  # a rule about several keys
        return first["msg"].removeprefix("Value error, ")
    known = ", ".join(_fields(_section(cls, path[:-1])))
    name = ".".join(path)
    if first["type"] == "extra_forbidden":
        return f"unknown key {name}; the known ones are {known}"
    if first["type"] == "missing":
        return f"the key {name} is missing; the keys are {known}"
    given = json.dumps(first["input"], ensure_ascii=False, default=str)
    return f"{name} = {given}: {first['msg'].lower()}; the keys are {known}"
