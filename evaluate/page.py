"""A page on which a person sees what a model got wrong."""

import colorsys
import html
from collections import Counter, defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import cycle, pairwise

from data.annotated import AnnotatedArticle
from evaluate.errors import Error, Kind, find_errors
from evaluate.report import predicted_spans
from predict.records import Prediction, Span
from predict.schema import Schema

_COLOURS = ("#cfe8ff", "#ffe3b8", "#d9f2d0", "#f3d6f0", "#fff3a8", "#e2e2f7", "#f7d8d8", "#d6f0f0")
_STYLE = """
body{font:16px/1.9 system-ui,sans-serif;color:#222;background:#fff;max-width:86em;margin:2em auto;
padding:0 1.5em}
h2{font-size:1.1em;margin:2.5em 0 0;padding-top:1em;border-top:1px solid #ccc}
h2+p{margin:0 0 .8em}
table{border-collapse:collapse;font-size:14px;line-height:1.6}
td,th{padding:.2em 1em .2em 0;text-align:left;vertical-align:top}
td.n,th.n{text-align:right}
.sides{display:grid;grid-template-columns:minmax(0,5fr) minmax(0,3fr);gap:2.5em}
.sides table{position:sticky;top:1em;align-self:start}
.text{white-space:pre-wrap}
.span{border-bottom:3px solid transparent;border-radius:2px}
.bad{outline:2px solid #d0021b;outline-offset:1px}
sup{font-size:11px;line-height:1;padding:1px 4px;margin:0 3px;border-radius:3px;color:#fff;
background:#d0021b}
sup:target{background:#222}
.wrong{color:#d0021b}
a{color:inherit}
@media(max-width:60em){.sides{display:block}}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Compared:
    """An article, what was predicted, and the difference; its number is its anchor on the page."""

    number: int
    article: AnnotatedArticle
    predicted: tuple[Span, ...]
    predicted_type: str | None
    errors: tuple[Error, ...]


def error_page(
    articles: Sequence[AnnotatedArticle],
    predictions: Sequence[Prediction],
    *,
    schema: Schema,
    summary: str,
) -> str:
    """Return a self-contained HTML page: every article, those with most errors first.

    :param articles: the articles with gold
    :param predictions: one for each article
    :param schema: the labels, each of which gets a colour
    :param summary: the line at the top
    """
    colours = dict(zip(schema.entity_labels, cycle(_COLOURS), strict=False))
    pairs = enumerate(zip(articles, predictions, strict=True))
    rows = [_compare(number, *pair) for number, pair in pairs]
    rows.sort(key=lambda row: -len(row.errors))
    heads = "".join(f'<th class="n">{kind}</th>' for kind in Kind)
    legend = " ".join(_mark(label, (label, label), colours) for label in colours)
    return (
        '<!doctype html>\n<html lang="vi"><head><meta charset="utf-8"><title>Errors</title>\n'
        f"<style>{_STYLE}</style></head><body>\n<h1>Errors</h1><p>{html.escape(summary)}</p>\n"
        f"<p>{legend}<br>Background: gold. Underline: predicted. "
        "Red frame: the two are not the same.</p>\n"
        f"<table><tr><th>article</th>{heads}<th>type</th></tr>\n"
        + "\n".join(_index_row(row) for row in rows)
        + "</table>\n"
        + "\n".join(_section(row, colours) for row in rows)
        + "\n</body></html>\n"
    )


def _compare(number: int, article: AnnotatedArticle, prediction: Prediction) -> _Compared:
    predicted = predicted_spans(prediction) if article.knows_spans else ()
    return _Compared(
        number=number,
        article=article,
        predicted=predicted,
        predicted_type=prediction.article_type.label if prediction.article_type else None,
        errors=tuple(find_errors(article.spans, predicted)),
    )


def _index_row(row: _Compared) -> str:
    counts = Counter(error.kind for error in row.errors)
    cells = "".join(f'<td class="n">{counts[kind] or ""}</td>' for kind in Kind)
    name = f'<a href="#a{row.number}">{html.escape(row.article.id)}</a>'
    return f"<tr><td>{name}</td>{cells}<td>{_type(row)}</td></tr>"


def _section(row: _Compared, colours: Mapping[str, str]) -> str:
    lines = "\n".join(
        f'<tr><td><a href="#a{row.number}e{i}">{error.kind}</a></td>'
        f"<td>{_surface(row, error.gold, colours, side=0)}</td>"
        f"<td>{_surface(row, error.predicted, colours, side=1)}</td></tr>"
        for i, error in enumerate(row.errors)
    )
    table = f"<table><tr><th>error</th><th>gold</th><th>predicted</th></tr>\n{lines}</table>"
    return (
        f'<h2 id="a{row.number}">{html.escape(row.article.id)}</h2><p>{_type(row)}</p>\n'
        f'<div class="sides"><div class="text">{_text(row, colours)}</div>\n'
        f"{table if lines else '<p>no errors</p>'}</div>"
    )


def _type(row: _Compared) -> str:
    gold = html.escape(row.article.article_type or "")
    if not gold or row.predicted_type in (None, row.article.article_type):
        return gold
    return f'{gold} <b class="wrong">predicted: {html.escape(str(row.predicted_type))}</b>'


def _surface(row: _Compared, span: Span | None, colours: Mapping[str, str], *, side: int) -> str:
    """Show an error's span: as gold on side 0, as predicted on side 1."""
    if span is None:
        return "–"
    surface = row.article.text[span.start : span.end]
    labels = (span.label, None) if side == 0 else (None, span.label)
    return f"{_mark(surface, labels, colours)} <small>{html.escape(span.label)}</small>"


def _text(row: _Compared, colours: Mapping[str, str]) -> str:
    """Mark every stretch of the text by its two labels, and flag each error where it ends."""
    text, sides = row.article.text, (row.article.spans, row.predicted)
    wrong = {span for error in row.errors for span in error.spans}
    flags = _flags(row)
    edges = {edge for spans in sides for span in spans for edge in (span.start, span.end)}
    places = sorted({0, len(text), *edges})
    covering = zip(*(_covering(spans, places) for spans in sides), strict=True)
    parts: list[str] = []
    for (start, end), (gold, predicted) in zip(pairwise(places), covering, strict=True):
        labels = (gold.label if gold else None, predicted.label if predicted else None)
        bad = gold in wrong or predicted in wrong
        parts.append(_mark(text[start:end], labels, colours, bad=bad))
        parts += flags.get(end, [])
    return "".join(parts)


def _flags(row: _Compared) -> dict[int, list[str]]:
    flags: dict[int, list[str]] = defaultdict(list)
    for i, error in enumerate(row.errors):
        flag = f'<sup id="a{row.number}e{i}">{html.escape(_flag(error))}</sup>'
        flags[error.place[1]].append(flag)
    return flags


def _covering(spans: Sequence[Span], places: Sequence[int]) -> Iterator[Span | None]:
    """Yield the span over each stretch between two places, None where there is none.

    :param spans: apart from each other, ascending
    :param places: ascending, every edge of the spans among them
    """
    ahead = deque(spans)
    for start, _ in pairwise(places):
        while ahead and ahead[0].end <= start:
            ahead.popleft()
        yield ahead[0] if ahead and ahead[0].start <= start else None


def _flag(error: Error) -> str:
    labels = " → ".join(dict.fromkeys(span.label for span in error.spans))
    return f"{error.kind}: {labels}"


def _mark(
    text: str,
    labels: tuple[str | None, str | None],
    colours: Mapping[str, str],
    *,
    bad: bool = False,
) -> str:
    """Mark a stretch by its label in gold and its predicted label."""
    gold, predicted = labels
    if not gold and not predicted:
        return html.escape(text)
    style = f"background:{colours[gold]};" if gold else ""
    style += f"border-color:{_darken(colours[predicted])}" if predicted else ""
    hint = html.escape(f"gold: {gold or 'nothing'}; predicted: {predicted or 'nothing'}")
    name = "span bad" if bad else "span"
    return f'<span class="{name}" style="{style}" title="{hint}">{html.escape(text)}</span>'


@cache
def _darken(colour: str) -> str:
    red, green, blue = (part / 255 for part in bytes.fromhex(colour[1:]))
    hue, _, _ = colorsys.rgb_to_hls(red, green, blue)
    dark = (round(part * 255) for part in colorsys.hls_to_rgb(hue, 0.4, 0.7))
    return "#" + "".join(f"{part:02x}" for part in dark)
