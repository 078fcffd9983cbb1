"""Agreement as a table and lines for a terminal."""

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from data.agreement.compare import Agreement
from data.counts import Counts, show


def agreement_table(agreement: Agreement) -> RenderableType:
    """Return agreement for a person, to be printed by rich."""
    table = Table(title=f"{agreement.n_articles} articles in common", title_justify="left")
    for name in ("", "F1", "both", "only first", "only second"):
        table.add_column(name, justify="right" if name else "left")
    for label, counts in agreement.spans.per_label.items():
        table.add_row(*_cells(label, counts))
    table.add_section()
    table.add_row(*_cells("spans", agreement.spans.micro), style="bold")
    types = agreement.types
    return Group(
        table,
        Text(
            f"types: accuracy {show(types.accuracy)}, Cohen's kappa {show(agreement.kappa)} of "
            f"{types.support} articles"
        ),
        Text(f"differences: {len(agreement.differences)}"),
        *(Text(str(difference)) for difference in agreement.differences),
    )


def _cells(name: str, counts: Counts) -> tuple[str, ...]:
    only = (counts.right, counts.gold - counts.right, counts.predicted - counts.right)
    return (name, show(counts.f1), *map(str, only))
