"""What ``python -m predict`` has read, as articles that people correct and train on.

``--format json`` prints lines that name the file of each article: the texts are read there. Lines
of ``predict batch`` hold the texts. Only spans and types are taken, which people correct; what was
concluded from them would no longer fit.
"""

from collections.abc import Sequence
from pathlib import Path

from data.annotated import AnnotatedArticle, make_article
from data.formats.content import first_object
from data.formats.forms import Form, Part, Reading
from data.formats.intake import Intake, Mark
from data.formats.items import placed, read_items
from predict.commands.articles import read_articles
from predict.errors import InputError
from predict.parsing import Node
from predict.records import Json

_READ = "read"  # the outcome of an article that was


def read_predictions(file: Path, reading: Reading) -> list[AnnotatedArticle]:
    """Read predictions; what scored less than ``reading.above`` is left out.

    :raises InputError: if a line is malformed, or its text is not there or another one
    """
    intake = Intake(file, reading)
    articles: list[AnnotatedArticle] = []
    for where, node in read_items(file):
        if node.object.get("outcome", _READ) != _READ:
            intake.leave_out("articles that were not read")
            continue
        with placed(where):
            text = _text(node, file)
            marks, scores = _spans(node, text, reading, intake)
            types, type_scores = _types(node, reading, intake)
            head = _head(node, [*scores, *type_scores])
        spans = intake.spans(marks, text=text, where=where)
        kind = intake.type_of(types, where=where)
        with placed(where):
            article = make_article({**head, "article_type": kind}, text, spans, schema=None)
        articles.append(article)
    intake.tell()
    return articles


def is_predicted(file: Path, _reading: Reading) -> bool:
    """Say whether the first object of a file is a prediction."""
    return {"article_type", "entities", "appointments", "model"} <= set(first_object(file))


def _text(node: Node, file: Path) -> str:
    """Return the text that was read, which stands in the line or in the file that it names."""
    if (text := node.text_at("text")) is not None:
        return text
    if "file" not in node.object:
        raise InputError("neither a text nor the file that holds it; run the batch with texts")
    name = Path(node["file"].text)
    places = [place for place in (name, file.parent / name) if place.is_file()]
    if not places:
        raise InputError(
            f"the text was in {name}, which is neither here nor beside {file.name}; "
            "run the command where the articles are, and name them there by files"
        )
    (article,) = read_articles(places[:1])
    return article.text


def _spans(
    node: Node, text: str, reading: Reading, intake: Intake
) -> tuple[list[Mark], list[float]]:
    """Return the spans that are sure enough, and their scores."""
    marks: list[Mark] = []
    scores: list[float] = []
    for one in node["entities"].items:
        start, end, surface = one["start"].whole, one["end"].whole, one["text"].text
        if text[start:end] != surface:
            raise one.error(
                f"at {start}-{end} the text reads {text[start:end]!r}, not {surface!r}; "
                "it was changed, predict again"
            )
        intake.leave_out("values", one.get("value") is not None)
        intake.leave_out("indicators", one.get("indicator") is not None)
        if (score := one["score"].share) < reading.above:
            intake.leave_out(f"spans with a score below {reading.above}")
        else:
            marks.append((start, end, one["label"].text))
            scores.append(score)
    intake.leave_out("appointments", len(node["appointments"].items))
    return marks, scores


def _types(node: Node, reading: Reading, intake: Intake) -> tuple[list[str], list[float]]:
    """Return the type and its score, or none if it is not sure enough."""
    if (kind := node.get("article_type")) is None:
        return [], []
    if (score := kind["score"].share) < reading.above:
        intake.leave_out(f"types with a score below {reading.above}")
        return [], []
    return [kind["label"].text], [score]


def _head(node: Node, scores: Sequence[float]) -> dict[str, Json]:
    model = node["model"]
    head: dict[str, Json] = {
        "id": node.text_at("id") or Path(node.text_at("file") or "").stem,
        "published": node.text_at("published"),
        "model": f"{model['name'].text} {model['version'].text}",
    }
    if scores:
        head["score"] = round(sum(scores) / len(scores), 4)
    return head


FORM = Form(
    name="predictions",
    suffixes=(".jsonl",),
    further_suffixes=(".json",),
    holds=frozenset(Part),
    read=read_predictions,
    recognise=is_predicted,
)
