"""Spans that the tags of words say, whatever their scheme."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from data.formats.columns import Token

_BEGINS, _ENDS, _INSIDE = "BSUW", "ESLUW", "I"
_MANY = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class WordSpan:
    """A labelled stretch of words, by number: start inclusive, end exclusive."""

    start: int
    end: int
    label: str


class TagSpans:
    """The spans of one file's sentences, and what of its tags does not fit together.

    Where ``I`` or an end stands without a beginning, it begins a span. In IOB1 every span does so
    that touches none of its label before it; anywhere else that is odd, and told.
    """

    def __init__(self) -> None:
        """Start before the first sentence."""
        self._n_plain = 0  # of spans that begin with B and touch none of their label
        self._by_inside: list[int] = []  # lines
        self._by_end: list[int] = []

    def of(self, sentence: Sequence[Token]) -> list[WordSpan]:
        """Return the spans of a sentence, ascending and apart."""
        spans: list[WordSpan] = []
        is_open = False
        for number, token in enumerate(sentence):
            tag = token.tag
            touches = bool(spans) and (spans[-1].end, spans[-1].label) == (number, tag.label)
            if not tag.label:
                is_open = False
                continue
            if tag.prefix not in _BEGINS and is_open and touches:
                spans[-1] = WordSpan(start=spans[-1].start, end=number + 1, label=tag.label)
            else:
                self._count(token, touches=touches)
                spans.append(WordSpan(start=number, end=number + 1, label=tag.label))
            is_open = tag.prefix not in _ENDS
        return spans

    def _count(self, token: Token, *, touches: bool) -> None:
        if token.tag.prefix in _BEGINS:
            self._n_plain += not touches
        else:
            lines = self._by_inside if token.tag.prefix == _INSIDE else self._by_end
            lines.append(token.line)

    def tell(self, notes: Callable[[str], None], *, where: str) -> None:
        """Say how many spans begin without a tag that says so, if that is odd."""
        odd = sorted(self._by_end + (self._by_inside if self._n_plain else []))
        if odd:
            shown = ", ".join(map(str, odd[:_MANY])) + (", …" if len(odd) > _MANY else "")
            notes(
                f"{where}: {len(odd)} tags go on with a span that was not begun; read as its "
                f"beginning (line {shown})"
            )
