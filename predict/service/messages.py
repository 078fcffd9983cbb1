"""From a body to articles: what is wrong with one is its own error, not that of its neighbours."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from http import HTTPStatus
from typing import NoReturn

from predict.records import Json
from predict.service.batcher import Article
from predict.service.refusals import Fault, Refusal, invalid

_KEYS = ("text", "published")
_FORM = '{"articles": [{"text", "published"}]}'


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The most articles in a request and the most characters in an article."""

    articles: int
    characters: int


def parse_json(body: bytes) -> dict[str, Json]:
    """Read a body that is a JSON object.

    :raises Refusal: if it is no UTF-8, no JSON, too deep, or no object
    """
    try:
        value: Json = json.loads(body.decode("utf-8-sig"), parse_constant=_refuse_constant)
    except UnicodeDecodeError as error:
        raise _unreadable(
            f"the body is not UTF-8 (byte {body[error.start]:#04x} at {error.start})",
            code="not_utf_8",
        ) from None
    except RecursionError:
        raise _unreadable("the body is nested too deeply", code="too_deep") from None
    except json.JSONDecodeError as error:
        raise _unreadable(
            f"the body is not JSON: {error.msg.lower()} at line {error.lineno}, "
            f"column {error.colno}",
            code="not_json",
        ) from None
    except ValueError:
        raise _unreadable(
            "the body holds a number that is none in JSON, or one that is too long",
            code="not_json",
        ) from None
    if not isinstance(value, dict):
        raise invalid(f"the body must be an object, not {_kind(value)}")
    return value


def parse_articles(value: dict[str, Json], *, limits: Limits) -> list[Article | Fault]:
    """Read ``{"articles": [...]}``; an article that cannot be taken is a fault at its place.

    :raises Refusal: if there is no such list, or it is too long
    """
    if unknown := [key for key in value if key != "articles"]:
        raise invalid(f"unknown key {_shown(unknown[0])}; the body is {_FORM}")
    articles = value.get("articles")
    if not isinstance(articles, list):
        found = _kind(articles) if "articles" in value else "nothing"
        raise invalid(f'articles must be a list of {{"text", "published"}}, not {found}')
    if len(articles) > limits.articles:
        raise invalid(
            f"{len(articles)} articles; a request holds at most {limits.articles}, "
            "so send several requests",
            code="too_many_articles",
        )
    return [parse_article(article, limits=limits) for article in articles]


def parse_article(value: Json, *, limits: Limits) -> Article | Fault:
    """Read ``{"text", "published"}``, or say what is wrong with it."""
    if not isinstance(value, dict):
        return Fault(
            code="not_an_object",
            message=f'an article must be an object such as {{"text": "..."}}, not {_kind(value)}',
        )
    if unknown := [key for key in value if key not in _KEYS]:
        return Fault(
            code="unknown_key",
            message=f"unknown key {_shown(unknown[0])}; an article has text and published",
        )
    text = value.get("text")
    if fault := _fault_of_text(text, limits=limits):
        return fault
    published = value.get("published")
    day = _day(published)
    if published is not None and day is None:
        return Fault(
            code="invalid_date",
            message="published must be a day such as 2021-07-14, or null"
            + (f", not {_shown(published)}" if isinstance(published, str) else ""),
        )
    return Article(text=str(text), published=day)


def characters(articles: Sequence[Article | Fault]) -> int:
    """Return how many characters are to be read."""
    return sum(len(one.text) for one in articles if isinstance(one, Article))


def _fault_of_text(text: Json, *, limits: Limits) -> Fault | None:
    if not isinstance(text, str):
        return Fault(code="invalid_text", message=f"text must be a string, not {_kind(text)}")
    if len(text) > limits.characters:
        return Fault(
            code="too_long",
            message=f"{len(text)} characters; an article has at most {limits.characters}, "
            "so send it in parts",
        )
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        return Fault(
            code="not_unicode",
            message=f"the text has half a character (a lone surrogate) at {error.start}; "
            "take it out",
        )
    return None


def _day(value: Json) -> date | None:
    """Read ``YYYY-MM-DD`` and no other way of writing a day."""
    if not isinstance(value, str) or len(value) != len("2021-07-14"):
        return None
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return None
    return day if day.isoformat() == value else None


def _kind(value: Json) -> str:
    """Return what a value is called in JSON."""
    names: dict[type, str] = {
        bool: "a boolean",
        int: "a number",
        float: "a number",
        str: "a string",
        list: "a list",
        dict: "an object",
    }
    return names.get(type(value), "null")


def _shown(text: str) -> str:
    """Return the start of a string from outside, in ASCII."""
    return json.dumps(text if len(text) <= 40 else f"{text[:40]}...")


def _unreadable(message: str, *, code: str) -> Refusal:
    return Refusal(message, status=HTTPStatus.BAD_REQUEST, code=code)


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(name)
