"""A report as tables for a terminal."""

from collections.abc import Mapping

from rich.console import Group, RenderableType
from rich.table import Table

from evaluate.groups import GroupScores
from evaluate.report import Report
from evaluate.scores import Counts, TypeScores, show
from predict.schema import Role, Schema


def report_tables(report: Report) -> RenderableType:
    """Return a report for a person, to be printed by rich: what the model can say, and no more."""
    types = [_confusion(report.article_type)] if report.schema.article_types else []
    return Group(_scores(report), *types, _groups(report), *_remarks(report))


def _scores(report: Report) -> Table:
    table = Table(title=f"{report.model.name} {report.model.version}", title_justify="left")
    table.add_column("")
    for name in ("precision", "recall", "F1", "support"):
        table.add_column(name, justify="right")
    for label, counts in report.entities.per_label.items():
        table.add_row(*_cells(label, counts))
    table.add_section()
    if report.schema.entity_labels:
        table.add_row(*_cells("entities, micro", report.entities.micro), style="bold")
    table.add_section()
    for kind, counts in report.article_type.per_type.items():
        table.add_row(*_cells(f"type {kind}", counts))
    table.add_section()
    if _links(report.schema):
        table.add_row(*_cells("appointments", report.appointments))
        table.add_row(*_cells("appointments from gold spans", report.linking))
    if report.schema.labels_of(Role.quantity):
        table.add_row(*_cells("indicators", report.indicators.counts))
        table.add_row(*_cells("indicators from gold spans", report.named.counts))
    return table


def _links(schema: Schema) -> bool:
    """Say whether there are offices to be read: someone, and what they are."""
    return bool(schema.labels_of(Role.official) and schema.labels_of(Role.position))


def _confusion(types: TypeScores) -> Table:
    rows = types.rows()
    columns = sorted({*rows, *(guess for row in rows.values() for guess in row)})
    table = Table(title="article types", title_justify="left")
    table.add_column("gold, below; predicted, right")
    for name in columns:
        table.add_column(name, justify="right")
    for kind, row in rows.items():
        table.add_row(kind, *(str(row.get(name, 0)) for name in columns))
    return table


def _groups(report: Report) -> Table:
    schema, table = report.schema, Table(title="groups of articles", title_justify="left")
    table.add_column("")
    table.add_column("articles", justify="right")
    for name, has in (
        ("entities F1", schema.entity_labels),
        ("type accuracy", schema.article_types),
    ):
        if has:
            table.add_column(name, justify="right")
    for kind, named in report.groups.items():
        if kind == "type" and not schema.article_types:
            continue
        table.add_section()
        for name, scores in named.items():
            table.add_row(f"{kind} {name}", str(scores.n_articles), *_of_group(scores, schema))
    return table


def _of_group(scores: GroupScores, schema: Schema) -> list[str]:
    f1 = [show(scores.entities.f1)] if schema.entity_labels else []
    return f1 + ([show(scores.article_type.accuracy)] if schema.article_types else [])


def _remarks(report: Report) -> list[str]:
    schema = report.schema
    return [
        *(_of_entities(report) if schema.entity_labels else ()),
        *(_of_types(report) if schema.article_types else ()),
        *_of_meaning(report),
        _of_scores(report),
        *([f"wrong appointments: {_list(report.appointment_errors)}"] if _links(schema) else ()),
        f"gold: {report.n_articles} articles, sha256 {report.gold_sha256}",
    ]


def _of_entities(report: Report) -> list[str]:
    (low, high), opinion = report.edges, report.second_opinion
    return [
        f"entities: micro F1 {show(report.entities.micro.f1)}, with 95 % between {low} and "
        f"{high}; macro F1 {show(report.entities.macro_f1)}",
        f"seqeval strict, on tokens: micro F1 {show(opinion.f1)} of {opinion.support} spans",
        f"unreachable: {report.n_unreachable} of {report.entities.micro.gold} gold spans, "
        "counted as missed",
    ]


def _of_types(report: Report) -> list[str]:
    kinds = report.article_type
    return [
        f"article type: accuracy {show(kinds.accuracy)}, macro F1 {show(kinds.macro_f1)} of "
        f"{kinds.support} articles"
    ]


def _of_meaning(report: Report) -> list[str]:
    lines = [
        f"values from gold spans, {label}: {show(counts.exact_share)} exact, "
        f"{show(counts.wrong_share)} wrong of {counts.gold}"
        for label, counts in report.values.items()
        if counts.gold
    ]
    if report.schema.labels_of(Role.quantity):
        lines.append(
            f"wrong indicators: {show(report.indicators.wrong_share)} of {report.named.quantities} "
            f"quantities, {show(report.named.wrong_share)} from gold spans"
        )
    return lines


def _of_scores(report: Report) -> str:
    of_spans = f"{show(report.span_scores.error)} of the scores of spans"
    of_types = f"{show(report.type_scores.error)} of types"
    parts = [of_spans] if report.schema.entity_labels else []
    parts += [of_types] if report.schema.article_types else []
    return f"expected calibration error: {', '.join(parts)}"


def _list(causes: Mapping[str, int]) -> str:
    """Name the most frequent causes first."""
    ordered = sorted(causes.items(), key=lambda item: (-item[1], item[0]))
    return "; ".join(f"{cause} {n}" for cause, n in ordered) or "none"


def _cells(name: str, counts: Counts) -> tuple[str, ...]:
    scores = map(show, (counts.precision, counts.recall, counts.f1))
    return (name, *scores, str(counts.gold))
