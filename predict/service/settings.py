"""What can be set about the service: by flags, by the environment, or as it is."""

import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import (
    Field,
    SecretStr,
    ValidationError,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict, SettingsError

from predict.errors import InputError

PREFIX = "NHANDANG_"
_IS_OURS = re.compile(rf"{PREFIX}(?!SERVICE_|PORT_)", re.IGNORECASE)  # nor those of Kubernetes
Words = Annotated[tuple[str, ...], NoDecode]
Secrets = Annotated[tuple[SecretStr, ...], NoDecode]


class Settings(BaseSettings):
    """Answer over HTTP until stopped. Every flag is also NHANDANG_FLAG in the environment."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        frozen=True,
        extra="forbid",
        cli_kebab_case=True,
        cli_prog_name="python -m predict serve",
        cli_hide_none_type=True,
        cli_avoid_json=True,
    )

    host: str = Field("127.0.0.1", description="The address to listen at; 0.0.0.0 is all of them.")
    port: int = Field(8000, ge=0, le=65535, description="The port; 0 takes a free one.")
    uds: Path | None = Field(None, description="A Unix socket to listen at, not host and port.")
    bundle: Path | None = Field(None, description="The model; none is the released one.")
    workers: int = Field(1, ge=1, le=64, description="Processes, each with the model in memory.")
    threads: int = Field(
        0, ge=0, le=256, description="Articles read at once by a worker; 0 shares out the cores."
    )
    max_body_bytes: int = Field(8 << 20, ge=1024, description="The largest body of a request.")
    max_articles: int = Field(100, ge=1, description="The most articles in a request.")
    max_characters: int = Field(200_000, ge=1, description="The most characters in an article.")
    max_queued_articles: int = Field(
        512, ge=1, description="Articles that a worker holds before it answers 503."
    )
    max_queued_characters: int = Field(
        4_000_000, ge=1, description="Characters that a worker holds before it answers 503."
    )
    timeout: float = Field(
        60,
        gt=0,
        allow_inf_nan=False,
        description="Seconds in which a request is read, or given up with 503.",
    )
    receive_timeout: float = Field(
        20,
        gt=0,
        allow_inf_nan=False,
        description="Seconds in which a request must arrive, or is given up with 408.",
    )
    api_keys: Secrets = Field(
        (),
        description="Keys, with commas between, of which a request must have one; none asks for "
        "none. As a flag they are visible to every user of the machine.",
    )
    api_keys_file: Path | None = Field(
        None, description="A file with more keys, one a line; # starts a comment."
    )
    cors_origins: Words = Field(
        (), description="Origins, with commas between, whose pages may call; * is all of them."
    )
    log_format: Literal["text", "json"] = Field("text", description="How the log is written.")

    @field_validator("api_keys", "cors_origins", mode="before")
    @classmethod
    def _split(cls, value: object, info: ValidationInfo) -> object:
        if not isinstance(value, str):
            return value
        parts = tuple(part.strip() for part in value.split(",") if part.strip())
        if not parts and info.field_name == "api_keys":
            raise ValueError("holds no key, and the service would answer anybody; name one")
        return parts

    @model_validator(mode="after")
    def _check(self) -> Self:
        _check_room("articles", queued=self.max_queued_articles, most=self.max_articles)
        _check_room("characters", queued=self.max_queued_characters, most=self.max_characters)
        return self

    @classmethod
    def read(cls, arguments: Sequence[str] = ()) -> Self:
        """Take flags, then the environment, then the defaults.

        :param arguments: what stands behind ``serve``
        :raises InputError: if a value is wrong, or the environment names a setting there is not
        """
        cls._refuse_unknown_variables()
        try:
            return cls(_cli_parse_args=list(arguments))
        except ValidationError as error:
            raise InputError("; ".join(_sentences(error))) from None
        except SettingsError as error:
            raise InputError(f"the settings cannot be read: {error}") from None

    @classmethod
    def _refuse_unknown_variables(cls) -> None:
        """Refuse what may be misspelt: without its keys the service would answer anybody."""
        known = list(map(variable, cls.model_fields))
        for name in os.environ:
            if _IS_OURS.match(name) and name.upper() not in known:
                raise InputError(f"{name}: no such setting; there are {', '.join(known)}")

    @property
    def n_threads(self) -> int:
        """How many articles a worker reads at once."""
        return self.threads or max(1, _n_cores() // self.workers)

    def keys(self) -> tuple[str, ...]:
        """Return every key, those of the file too.

        :raises InputError: if the file holds none
        :raises FileNotFoundError: if it is not there
        """
        keys = tuple(key.get_secret_value() for key in self.api_keys)
        if self.api_keys_file is None:
            return keys
        try:
            lines = self.api_keys_file.read_text(encoding="utf-8-sig").splitlines()
        except FileNotFoundError:
            raise FileNotFoundError(
                f"{self.api_keys_file}: no such file; {flag('api_keys_file')} names one with a key "
                "a line"
            ) from None
        except UnicodeDecodeError:
            raise InputError(f"{self.api_keys_file}: not UTF-8; write one key a line") from None
        listed = [line.strip() for line in lines if not line.lstrip().startswith("#")]
        if not any(listed):
            raise InputError(f"{self.api_keys_file}: holds no key; write one a line")
        return (*keys, *filter(None, listed))


def _check_room(what: str, *, queued: int, most: int) -> None:
    if queued < most:
        waiting, request = flag(f"max_queued_{what}"), flag(f"max_{what}")
        raise ValueError(
            f"{waiting} ({queued}) must be at least {request} ({most}); raise it or lower {request}"
        )


def flag(name: str) -> str:
    """Return the flag of a setting."""
    return f"--{name.replace('_', '-')}"


def variable(name: str) -> str:
    """Return the variable of the environment of a setting."""
    return f"{PREFIX}{name.upper()}"


def _n_cores() -> int:
    """Return the number of cores that this process may use, at least 1."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _sentences(error: ValidationError) -> list[str]:
    """Say what is wrong without the values, which may be secrets."""
    sentences = []
    for fault in error.errors(include_url=False, include_context=False, include_input=False):
        message = fault["msg"].removeprefix("Value error, ")
        names = [str(part) for part in fault["loc"][:1]]  # none where two settings disagree
        where = "".join(f"{flag(name)} or {variable(name)}: " for name in names)
        sentences.append(where + message[:1].lower() + message[1:])
    return sentences
