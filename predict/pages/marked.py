"""A page on which the entities of an article are marked in its text."""

import html
from itertools import cycle

from predict.pages.wording import meaning
from predict.records import Entity, Prediction
from predict.schema import Schema

_COLOURS = ("#cfe8ff", "#ffe3b8", "#d9f2d0", "#f3d6f0", "#fff3a8", "#e2e2f7", "#f7d8d8", "#d6f0f0")


def marked_page(prediction: Prediction, *, text: str, name: str) -> str:
    """Return a self-contained HTML page.

    :param prediction: what was read
    :param text: the article as it was given
    :param name: what the article is called
    """
    colours = label_colours(prediction.schema)
    parts: list[str] = []
    place = 0
    for entity in prediction.entities:
        parts.append(html.escape(text[place : entity.start]))
        parts.append(_mark(entity, colours[entity.label]))
        place = entity.end
    parts.append(html.escape(text[place:]))
    legend = " ".join(
        f'<mark style="background:{colour}">{html.escape(label)}</mark>'
        for label, colour in colours.items()
    )
    offices = "".join(
        f"<tr><td>{html.escape(row.person or '')}</td><td>{html.escape(row.title)}</td></tr>"
        for row in prediction.appointments
    )
    kind = prediction.article_type.label if prediction.article_type else "empty"
    name = html.escape(name)
    return (
        f'<!doctype html>\n<html lang="vi"><meta charset="utf-8"><title>{name}</title>\n'
        "<style>body{font:17px/1.7 sans-serif;max-width:48em;margin:2em auto;white-space:pre-wrap}"
        "mark{padding:.1em .25em;border-radius:.25em}td{padding-right:2em}</style>\n"
        f"<h1>{name}</h1><p>{html.escape(kind)} {legend}</p>"
        f"<article>{''.join(parts)}</article><table>{offices}</table></html>"
    )


def label_colours(schema: Schema) -> dict[str, str]:
    """Return the background, as ``#rrggbb``, of each entity label on a page."""
    return dict(zip(schema.entity_labels, cycle(_COLOURS), strict=False))


def _mark(entity: Entity, colour: str) -> str:
    hint = html.escape(f"{entity.label} {entity.score:.2f} {meaning(entity)}".rstrip())
    return f'<mark style="background:{colour}" title="{hint}">{html.escape(entity.text)}</mark>'
