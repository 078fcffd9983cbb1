"""``python -m evaluate``: scores a model on annotated articles."""

from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from evaluate.benchmark.__main__ import benchmark_command
from evaluate.gold import read_gold
from evaluate.page import error_page
from evaluate.report import predict_articles, score_predictions
from evaluate.tables import report_tables
from evaluate.word_scores import score_words, scores_json
from predict import BUNDLE, Predictor
from predict.commands.arguments import SeveralValues
from predict.commands.failures import one_sentence
from predict.commands.program import run
from predict.whole import check_places, write_files

File = Path | None
Paths = list[Path] | None

app = typer.Typer(cls=SeveralValues, add_completion=False, invoke_without_command=True)
app.command("benchmark")(benchmark_command)


@app.callback()
def main(
    context: typer.Context,
    *,
    bundle: Annotated[Path, typer.Option(help="The model.", show_default="released")] = BUNDLE,
    gold: Annotated[Paths, typer.Option(help="Files of any format, or folders of them.")] = None,
    form: Annotated[str | None, typer.Option("--from", help="Their format.")] = None,
    seeds: Annotated[File, typer.Option(help="A folder of the texts of data/seeds.")] = None,
    scores: Annotated[File, typer.Option("--json", help="A file for all scores.")] = None,
    page: Annotated[File, typer.Option("--html", help="A file for a page of errors.")] = None,
    words: Annotated[bool, typer.Option("--words", help="Scores per word as well.")] = False,
) -> None:
    """Score a model on annotated articles: strict spans, counted on characters."""
    if context.invoked_subcommand:
        return
    with one_sentence():
        check_places([file for file in (scores, page) if file])
        predictor = Predictor.load(bundle)
        schema, say = predictor.schema, partial(typer.echo, err=True)
        articles = read_gold(gold or [], form=form, seeds=seeds, schema=schema, notes=say)
        predictions = predict_articles(predictor, articles)
        report = score_predictions(predictor, articles, predictions)
        by_word = score_words(articles, predictions) if words else None
        outputs = {scores: scores_json(report, by_word)} if scores else {}
        if page:
            outputs[page] = error_page(articles, predictions, schema=schema, summary=str(report))
        write_files(outputs)
    Console().print(report_tables(report), *([str(by_word)] if by_word else []), markup=False)


if __name__ == "__main__":
    run(app)
