"""Names, organisations and figures of one article in the place of those of another."""

import random
import re
from collections.abc import Mapping, Sequence

from data.annotated import AnnotatedArticle
from data.augment.edits import Edit
from predict.schema import Role, Schema

Pool = Mapping[tuple[Role, str], Sequence[str]]


def form_of(surface: str, role: Role | None) -> str | None:
    """Return what two surfaces share that can stand for one another; None if none can.

    Names of officials: the number of syllables and signs such as ``H'``. Organisations: the first
    two syllables and the number of them. Dates and quantities: everything but the digits.
    """
    syllables = surface.split()
    if surface.isupper():
        return None
    if role is Role.official and len(syllables) > 1:
        signs = "".join(re.findall("['’-]", surface))
        return f"{len(syllables)} {signs}"
    if role is Role.organisation and len(syllables) > 2:
        return f"{' '.join(syllables[:2])} {len(syllables)}"
    if role in (Role.date, Role.quantity) and re.search(r"\d", surface):
        return re.sub(r"\d+", "0", surface)
    return None


def swap(
    article: AnnotatedArticle,
    *,
    role: Role,
    schema: Schema,
    pool: Pool,
    draw: random.Random,
) -> list[Edit]:
    """Put other surfaces of the same form for those of a role, each always the same one.

    A name that is repeated without its first syllables gets the end of the new name.
    """
    chosen: dict[str, str] = {}
    spans = [span for span in article.spans if schema.role_of(span.label) is role]
    for span in spans:
        surface = article.text[span.start : span.end]
        form = form_of(surface, role)
        others = pool.get((role, form), ()) if form is not None else ()
        if surface not in chosen and others:
            chosen[surface] = draw.choice(others)
    if role is Role.official:
        chosen = {**_ends(chosen), **chosen}
    return [
        Edit(start=span.start, end=span.end, text=chosen[surface])
        for span in spans
        if (surface := article.text[span.start : span.end]) in chosen
    ]


def _ends(chosen: Mapping[str, str]) -> dict[str, str]:
    """Return the ends of names, such as a given name, with the ends of the new names."""
    ends: dict[str, str] = {}
    for old, new in chosen.items():
        before, after = old.split(), new.split()
        for i in range(1, len(before)):
            ends.setdefault(" ".join(before[i:]), " ".join(after[i:]))
    return ends
