"""The written answers as the records of answers, for what shows them and sends them out."""

from predict.query.answers import Figure, Holders, Office
from predict.query.facts import ArticleFact

from .collection import Collection, FiguresQuestion, HoldersQuestion, read_collection
from .collection import Office as WrittenOffice

COLLECTION: Collection = read_collection()


def office(written: WrittenOffice) -> Office:
    body = COLLECTION.bodies[written.body] if written.body else None
    return Office(
        person=COLLECTION.people[written.person],
        person_key=written.person,
        position=written.position,
        body=body.name if body else None,
        body_key=written.body,
        first=written.first,
        last=written.last,
        articles=written.articles,
        spellings=(COLLECTION.people[written.person],),
        is_acting=written.is_acting,
        is_former=written.is_former,
    )


def holders(question: HoldersQuestion) -> Holders:
    before, after = question.last_before, question.first_after
    return Holders(
        offices=tuple(map(office, question.answer)),
        last_before=office(before) if before else None,
        first_after=office(after) if after else None,
    )


def figures(question: FiguresQuestion) -> tuple[Figure, ...]:
    return tuple(
        Figure(
            indicator=question.indicator,
            place=question.place,
            first=row.first,
            last=row.last,
            period_is="published" if row.first == row.last else "named",
            value=row.value,
            to=None,
            unit=row.unit,
            surface=row.surface,
            of_plan=row.of_plan,
            article=row.article,
        )
        for row in question.answer
    )


ARTICLES = tuple(
    ArticleFact(
        id=article.id,
        source=str(article.head["source"]),
        published=article.published.isoformat() if article.published else None,
        type=None,
        places=(),
    )
    for article in COLLECTION.articles
)
