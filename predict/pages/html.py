"""Articles that were read, on one page that is a single file and loads nothing."""

import re
from base64 import b64encode
from collections.abc import Sequence
from functools import partial
from hashlib import sha256
from pathlib import Path

from predict.pages.phrases import VIEW, meaning_words, percent_words, read_texts
from predict.pages.reading import Read, Reading
from predict.pages.script import one_script
from predict.pages.timeline import tenth
from predict.records import Json, Prediction

_LANGUAGE = "vi"
# What no HTML document can hold, and CR, which its reader would make a line break.
_UNSHOWN = re.compile("[\0-\x08\x0b\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def html_page(articles: Sequence[tuple[str, str, Prediction]]) -> str:
    """Return a valid HTML document that can be read without scripts, in Vietnamese.

    :param articles: the name, the text as given and what was read in it, of each article
    """
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    def shown(text: str) -> Markup:
        return Markup(Markup.escape(_UNSHOWN.sub("\ufffd", text)).replace("\r", "&#13;"))

    words = read_texts()[_LANGUAGE]
    reads = [
        Read(number=number, name=name, text=text, prediction=prediction)
        for number, (name, text, prediction) in enumerate(articles)
    ]
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
    )
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False}
    environment.filters["shown"] = shown
    environment.globals.update(
        words=words,
        percent=partial(percent_words, words),
        meaning=partial(meaning_words, words),
        tenth=tenth,
        hash=_hash,
    )
    page = environment.get_template("page.html.j2").render(
        title=reads[0].name if len(reads) == 1 else words["app.name"],
        readings=[Reading(read, words=words) for read in reads],
        style=Markup((VIEW / "view.css").read_text("utf-8")),
        script=Markup(one_script("saved.js")),
        data={"texts": read_texts(), "readings": [_data(read) for read in reads]},
    )
    return page + "\n"


def _hash(content: str) -> str:
    """Return what a content security policy calls a style or script by."""
    return f"sha256-{b64encode(sha256(content.encode()).digest()).decode()}"


def _data(read: Read) -> dict[str, Json]:
    schema = read.prediction.schema
    return {
        "number": read.number,
        "name": read.name,
        "prediction": read.prediction.to_dict(),
        "labels": [
            {"label": label, "role": schema.role_of(label)} for label in schema.entity_labels
        ],
    }
