"""Articles that were read, on one page that is a single file and loads nothing."""

import json
import re
from base64 import b64encode
from collections.abc import Sequence
from functools import partial
from hashlib import sha256
from itertools import count
from pathlib import Path

from predict.pages.phrases import VIEW, meaning_words, percent_words, read_texts
from predict.pages.reading import Read, Reading
from predict.pages.script import one_script
from predict.pages.timeline import tenth
from predict.records import Json

_LANGUAGE = "vi"
_NO_CHARACTERS = "".join(
    chr(plane + last) for plane in range(0, 0x110000, 0x10000) for last in (0xFFFE, 0xFFFF)
)
# What no HTML document can hold.
_UNSHOWN = re.compile(f"[\0-\x08\x0b\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef{_NO_CHARACTERS}]")


def html_page(reads: Sequence[Read]) -> str:
    """Return a valid HTML document that can be read without scripts, in Vietnamese.

    :param reads: the articles, in the order of the page
    """
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # noqa: PLC0415  # slow

    words = read_texts()[_LANGUAGE]
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
    )
    environment.filters["shown"] = _shown
    environment.globals.update(
        words=words,
        percent=partial(percent_words, words),
        meaning=partial(meaning_words, words),
        tenth=tenth,
        hash=_hash,
    )
    page = environment.get_template("page.html.j2").render(
        title=reads[0].name if len(reads) == 1 else words["app.name"],
        readings=[Reading(read, number=number, words=words) for number, read in enumerate(reads)],
        style=(VIEW / "view.css").read_text("utf-8"),
        script=one_script("saved.js"),
        data=_json({"texts": read_texts(), "readings": list(map(_data, count(), reads))}),
    )
    return page + "\n"


def _shown(text: str) -> str:
    """Replace what a page cannot hold, sign by sign: its script counts them."""
    text = text.replace("\r\n", " \n").replace("\r", "\n")  # the reader of a page would join them
    return _UNSHOWN.sub("\ufffd", text)


def _json(values: object) -> str:
    """Return JSON that a script element can hold: no ``<``, and no sign that a page cannot hold."""
    content = json.dumps(values, ensure_ascii=False).replace("<", "\\u003c")
    return _UNSHOWN.sub(lambda found: json.dumps(found[0])[1:-1], content)


def _hash(content: str) -> str:
    """Return what a content security policy calls a style or script by."""
    return f"sha256-{b64encode(sha256(content.encode()).digest()).decode()}"


def _data(number: int, read: Read) -> dict[str, Json]:
    schema = read.prediction.schema
    return {
        "number": number,
        "name": read.name,
        "prediction": read.prediction.to_dict(),
        "labels": [
            {"label": label, "role": schema.role_of(label)} for label in schema.entity_labels
        ],
    }
