import hashlib
from datetime import date

from predict.archive.article import Article, Form, Reason, Unreadable


def article(content: bytes | str, *, form: Form = Form.text, day: date | None = None) -> Article:
    return Article(id="a", source="a.txt", content=content, form=form, published=day)


def test_what_a_prediction_depends_on_is_in_the_digest() -> None:
    digests = {
        article("Đại hội").digest,
        article("Đại hội.").digest,
        article("Đại hội", form=Form.html).digest,
        article("Đại hội", day=date(2020, 8, 14)).digest,
        article("Đại hội", day=date(2020, 8, 15)).digest,
    }
    assert len(digests) == 5


def test_the_digest_is_the_same_tomorrow() -> None:
    expected = hashlib.sha256("html 2020-08-14\nĐại hội".encode()).hexdigest()
    assert article("Đại hội", form=Form.html, day=date(2020, 8, 14)).digest == expected


def test_where_an_article_lies_and_how_it_was_held_is_not_in_the_digest() -> None:
    moved = Article(id="b", source="b.txt", content="Đại hội".encode())
    assert moved.digest == article("Đại hội").digest


def test_half_a_surrogate_pair_has_a_digest_too() -> None:
    assert article("a\ud800").digest != article("a").digest


def test_what_is_mended_has_another_digest() -> None:
    def unreadable(reason: Reason, detail: str) -> str:
        return Unreadable(id="a", source="a", reason=reason, detail=detail).digest

    assert unreadable(Reason.binary, "x") == unreadable(Reason.binary, "x")
    assert unreadable(Reason.binary, "x") != unreadable(Reason.binary, "y")
    assert unreadable(Reason.binary, "x") != unreadable(Reason.damaged, "x")
