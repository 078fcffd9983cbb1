"""A prediction as tables for a terminal."""

import io

from rich.console import Console
from rich.table import Table

from predict.pages.wording import meaning
from predict.records import Prediction


def tables(prediction: Prediction, *, name: str) -> str:
    """Return the entities of an article, and who holds which office.

    :param prediction: what was read
    :param name: what the article is called
    """
    kind = prediction.article_type
    title = f"{name}: " + (f"{kind.label} ({kind.score:.2f})" if kind else "empty")
    table = Table(title=title, title_justify="left")
    for head in ("label", "text", "start", "end", "score", "meaning"):
        is_text = head in ("label", "text", "meaning")
        table.add_column(head, justify="left" if is_text else "right")
    for entity in prediction.entities:
        numbers = (str(entity.start), str(entity.end), f"{entity.score:.2f}")
        table.add_row(entity.label, entity.text, *numbers, meaning(entity))
    people = Table(title="who holds which office", title_justify="left")
    people.add_column("person")
    people.add_column("office")
    for appointment in prediction.appointments:
        people.add_row(appointment.person, appointment.title)
    console = Console(file=io.StringIO(), width=110, markup=False, emoji=False, highlight=False)
    with console.capture() as capture:
        console.print(table, *([people] if prediction.appointments else []), sep="\n")
    return capture.get().rstrip("\n")
