"""What goes into a batch: an article as it was found, or why nothing could be found there."""

import hashlib
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeAlias


class Form(StrEnum):
    """How the content of an article is to be read."""

    text = "text"
    html = "html"


class Reason(StrEnum):
    """Why an input was not read."""

    too_large = "too_large"
    not_utf8 = "not_utf8"
    binary = "binary"
    damaged = "damaged"
    unreadable = "unreadable"
    unknown_form = "unknown_form"
    no_text = "no_text"
    bad_day = "bad_day"
    repeated_id = "repeated_id"
    no_main_text = "no_main_text"
    not_vietnamese = "not_vietnamese"
    took_too_long = "took_too_long"
    crashed = "crashed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """An article as it was found; nobody has looked into its content yet.

    ``id`` is unlike that of any other input; ``source`` is the file it comes from, or what the
    input itself says of it. Content in bytes is not decoded yet.
    """

    id: str
    source: str
    content: bytes | str
    form: Form = Form.text
    published: date | None = None

    @property
    def digest(self) -> str:
        """The sha256 of all that a prediction depends on, the model apart."""
        content = self.content
        data = content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass")
        head = f"{self.form} {self.published or ''}\n"
        return hashlib.sha256(head.encode() + data).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreadable:
    """An input that is none, with a reason for programs and a sentence for people."""

    id: str
    source: str
    reason: Reason
    detail: str

    @property
    def digest(self) -> str:
        """The sha256 of why; an input that is mended has another one."""
        return hashlib.sha256(f"{self.reason}\n{self.detail}".encode()).hexdigest()


Input: TypeAlias = Article | Unreadable
