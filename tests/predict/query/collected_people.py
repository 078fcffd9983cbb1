"""The written collection as mentions of people, from its gold spans."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from data.annotated import AnnotatedArticle
from predict.offices.abbreviations import expand
from predict.offices.full_names import Title, find_full_names
from predict.offices.link import link
from predict.offices.places import find_places
from predict.query.bodies import Bodies
from predict.query.facts import ArticleFact
from predict.query.seats import place_of_article
from predict.query.tenures import PersonMention
from predict.records import Span
from predict.schema import DEFAULT_SCHEMA, Role
from predict.text.document import Document

from .collection import Collection

Where: TypeAlias = tuple[str | None, str | None]
"""The key of a body, and the place."""
BodyOf: TypeAlias = Callable[[str, Span | None], Where]
"""Says where somebody is by an article and the span of an organisation, if one is named."""
OFFICIAL = DEFAULT_SCHEMA.labels_of(Role.official)


def gold_bodies(collection: Collection) -> BodyOf:
    """Return the bodies that the collection says."""
    named = {(one.article, one.start): one.of for one in collection.bodies_named}

    def body_of(article: str, span: Span | None) -> Where:
        if span is None:
            return None, None
        body = collection.bodies[named[article, span.start]]
        return body.id, body.place

    return body_of


def grouped_bodies(collection: Collection) -> BodyOf:
    """Return the bodies that an archive of the collection would know."""
    bodies = Bodies([_fact(article) for article in collection.articles])
    texts = {article.id: article.text for article in collection.articles}

    def body_of(article: str, span: Span | None) -> Where:
        if span is None:
            return None, place_of_article(bodies.place_of(article))
        surface = texts[article][span.start : span.end]
        return bodies.of(expand(surface) or surface, article).key, None

    return body_of


def _fact(article: AnnotatedArticle) -> ArticleFact:
    people = [(span.start, span.end) for span in article.spans if span.label in OFFICIAL]
    return ArticleFact(
        id=article.id,
        source=str(article.head["source"]),
        published=str(article.published),
        type=article.article_type,
        places=tuple(find_places(article.text, people)),
    )


@dataclass(frozen=True)
class Named:
    """A mention, the start of its span, and the person that it means."""

    mention: PersonMention
    start: int
    who: str


def mentions_of(collection: Collection, body_of: BodyOf) -> Iterator[Named]:
    """Yield the mentions of each official's span.

    As ``predict`` has it: the full name that the article knows; a mention for each office that
    stands with the span, or one without an office.
    """
    gold = {(one.article, one.start): one.of for one in collection.people_named}
    for article in collection.articles:
        for start, mention in _mentions(article, body_of):
            yield Named(mention, start, gold[article.id, start])


def _mentions(article: AnnotatedArticle, body_of: BodyOf) -> Iterator[tuple[int, PersonMention]]:
    document = Document.of(article.text)
    spans = [place for span in article.spans if (place := document.to_canonical(span))]
    surfaces = [document.text[span.start : span.end] for span in spans]
    officials = [i for i, span in enumerate(spans) if span.label in OFFICIAL]
    rows = link(document.text, spans, schema=DEFAULT_SCHEMA)
    titles: dict[int, list[Title]] = {}
    for official, position, organisation in rows:
        title = Title(
            position=surfaces[position],
            organisation=None if organisation is None else surfaces[organisation],
        )
        titles.setdefault(officials.index(official), []).append(title)
    names = find_full_names([surfaces[i] for i in officials], titles)
    for i, name in zip(officials, names, strict=True):
        offices: list[tuple[int | None, int | None]] = [row[1:] for row in rows if row[0] == i]
        for office, body in offices or [(None, None)]:
            written = None if office is None else surfaces[office]
            key, where = body_of(
                article.id, None if body is None else document.to_given(spans[body])
            )
            yield (
                document.to_given(spans[i]).start,
                PersonMention(
                    name=name,
                    article=article.id,
                    day=str(article.published),
                    body=key,
                    position=written and (expand(written) or written),
                    place=where,
                    is_former=bool(written and written.casefold().startswith("nguyên")),
                ),
            )
