"""Tasks as Label Studio imports them, in the names of the interface in ``docs/annotate.md``."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from data.annotated import AnnotatedArticle
from predict.label_studio import Units, result_row, span_value
from predict.records import Json
from predict.whole import write_files

_TEXT, _LABELS, _TYPE = "text", "label", "type"  # names of tags; the first is also the text's key


def write_annotated(articles: Sequence[AnnotatedArticle], file: Path) -> None:
    """Write tasks that are annotated."""
    _write(file, [{**_data(one), "annotations": [{"result": _result(one)}]} for one in articles])


def write_predicted(articles: Sequence[AnnotatedArticle], file: Path) -> None:
    """Write tasks with suggestions, which Label Studio shows and people correct.

    Which model they are of, and how sure it is, is taken from heads, as ``predictions`` gives them.
    """
    _write(file, [{**_data(one), "predictions": [_prediction(one)]} for one in articles])


def _write(file: Path, tasks: Sequence[Mapping[str, Json]]) -> None:
    lines = (json.dumps(task, ensure_ascii=False) for task in tasks)
    write_files({file: "[\n" + ",\n".join(lines) + "\n]\n"})


def _data(article: AnnotatedArticle) -> dict[str, Json]:
    data: dict[str, Json] = {_TEXT: article.text}
    if article.id:
        data["id"] = article.id
    if article.published:
        data["published"] = article.published.isoformat()
    return {"data": data}


def _prediction(article: AnnotatedArticle) -> dict[str, Json]:
    made: dict[str, Json] = {"model_version": str(article.head.get("model", "annotated"))}
    if isinstance(score := article.head.get("score"), int | float):
        made["score"] = score
    return {**made, "result": _result(article)}


def _result(article: AnnotatedArticle) -> list[Json]:
    units = Units(article.text)
    rows = [
        result_row(
            _LABELS,
            _TEXT,
            kind="labels",
            value=span_value(
                span.start, span.end, label=span.label, text=article.text, units=units
            ),
        )
        for span in article.spans
    ]
    if article.article_type is not None:
        value: dict[str, Json] = {"choices": [article.article_type]}
        rows.append(result_row(_TYPE, _TEXT, kind="choices", value=value))
    return [{"id": f"s{number}", **row} for number, row in enumerate(rows)]
