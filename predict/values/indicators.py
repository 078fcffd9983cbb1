"""What the quantities of an article measure, by the words in front of them in their clause.

The rules are I1 to I14 of the annotation guideline. What is not certain is None.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from predict.schema import Role, Schema
from predict.text.document import CanonicalSpan, unfold
from predict.values.leads import Kind, Lead, kind_of, read_lead
from predict.values.measures import (
    HEADS,
    MEASURES,
    ROUSED,
    SHARED,
    cut_name,
    may_begin,
    skip_opening,
)
from predict.values.relations import Predicate, join, read_base, read_predicate

_LONGEST_GAP = 70  # characters between two quantities that measure the same
_SHARE_OF = "chiếm"
_VERBS = ("tăng", "giảm", "hạ", "nâng")
_ALSO_A_PLACE = "Lương "  # Lương Sơn
_JOINED = re.compile(r"(?:và|với|cùng|còn|song|nhưng) ")


class _Named(NamedTuple):
    """A measure as it stands in the text, the relation to it, and what it is compared with."""

    measure: str
    relation: str | None = None
    base: str | None = None


class _Before(NamedTuple):
    """The quantity before: what it measures, its kind, and where it ends."""

    named: _Named | None = None
    kind: Kind = Kind.count
    end: int = 0


def name_indicators(
    text: str, spans: Sequence[CanonicalSpan], *, schema: Schema
) -> list[str | None]:
    """Say what each quantity measures; None for every other span, and where it is not certain.

    :param text: an article in its canonical spelling
    :param spans: ascending
    :param schema: says by roles which of them are quantities and dates
    """
    found: list[str | None] = []
    before = _Before()
    dates: list[CanonicalSpan] = []
    for span in spans:
        role = schema.role_of(span.label)
        named = None
        if role is Role.date:
            dates.append(span)
        elif role is Role.quantity:
            kind = kind_of(text[span.start : span.end])
            lead = read_lead(text, before.end, span.start, dates)
            named = _name(lead, kind, before)
            if named and named.base is None and (named.relation or kind is Kind.share):
                named = named._replace(base=read_base(text, span.end))
            before, dates = _Before(named, kind, span.end), []
        found.append(join(*named) if named else None)
    return found


def _name(lead: Lead, kind: Kind, before: _Before) -> _Named | None:
    """Name what stands directly in front, or else go on with what the quantity before measures."""
    part = lead.parts[-1]
    is_first = len(lead.parts) == 1
    if not part and not is_first:
        part, is_first = lead.parts[-2], len(lead.parts) == 2
        if lead.is_inside and is_first and lead.is_gap:
            return _go_on(lead, kind, before, Predicate(""))
    small = _small(part)
    if len(small) != len(part):
        return None
    predicate = read_predicate(small)
    subject = skip_opening(predicate.subject)
    if not subject:
        return _go_on(lead, kind, before, predicate) or _look_back(lead, kind, predicate)
    is_behind = is_first and lead.is_gap and not _JOINED.match(small)
    start = len(predicate.subject) - len(subject)
    written = part[start : start + len(subject)]
    named = _find(predicate._replace(subject=subject), written, kind, is_behind=is_behind)
    if not predicate.relation and (shared := _share(lead, subject, kind, before)):
        return shared
    if named is None or (named.relation == _SHARE_OF and kind is not Kind.share):
        return None
    return named._replace(measure=_restore(part, small, named.measure))


def _find(predicate: Predicate, written: str, kind: Kind, *, is_behind: bool) -> _Named | None:
    """Find the name of a measure in what stands in front of the verbs.

    :param written: the predicate's subject with its capitals
    :param is_behind: whether it stands directly behind another quantity, which counts its first
        word: "31 lồng cá đã bán được 46 tấn"
    """
    if kind is Kind.times and predicate.relation is None:
        return None
    for start, verb in _starts(predicate, written, kind):
        measure = cut_name(predicate.subject[start:])
        if is_behind and start == 0:
            return None
        if measure:
            is_changed = verb in _VERBS and not (predicate.relation or predicate.is_level)
            return _Named(measure, verb if is_changed else predicate.relation, predicate.base)
    return None


def _starts(predicate: Predicate, written: str, kind: Kind) -> Iterator[tuple[int, str]]:
    """Yield where the name of a measure may begin, each with the word in front of it."""
    subject = predicate.subject
    for head in HEADS[kind].finditer(subject):
        start = head.start()
        is_name = written[start].isupper() and not written.isupper()
        if not is_name or (start == 0 and not _is_place(written)):
            yield start, subject[:start].rstrip().rpartition(" ")[2]
    for roused in ROUSED.finditer(subject):
        if may_begin(roused["group"], kind, predicate):
            yield roused.start("group"), roused["verb"].rpartition(" ")[2]
    if may_begin(subject, kind, predicate):
        yield 0, ""


def _is_place(written: str) -> bool:
    behind = written.removeprefix(_ALSO_A_PLACE)
    return behind != written and behind[:1].isupper()


def _go_on(lead: Lead, kind: Kind, before: _Before, predicate: Predicate) -> _Named | None:
    """Go on with the measure of the quantity before: "61 tỷ đồng, bằng 82 % dự toán"."""
    if before.named is None or not lead.is_gap or lead.length > _LONGEST_GAP:
        return None
    if len(lead.parts) > 2 or MEASURES.search(_small(" ".join(lead.parts[:-1]))):
        return None
    if any("trong đó" in part for part in lead.parts) and not lead.has_date:
        return None
    if not (predicate.is_reaching or predicate.relation or lead.is_inside):
        return None
    is_other = kind is not before.kind and Kind.bare not in (kind, before.kind)
    if is_other and kind is not Kind.share and predicate.relation is None:
        return None
    return _Named(before.named.measure, predicate.relation, predicate.base)


def _look_back(lead: Lead, kind: Kind, predicate: Predicate) -> _Named | None:
    """Pass over what is put in between: "số khách mời, theo dự kiến mới, rút từ 40"."""
    if len(lead.parts) < 3 + lead.is_gap or not predicate.is_reaching:
        return None
    part = lead.parts[-3]
    small = _small(part)
    heads = HEADS[kind]
    if len(small) != len(part) or not heads.match(skip_opening(small)):
        return None
    measure = cut_name(skip_opening(small))
    if measure is None:
        return None
    return _Named(_restore(part, small, measure), predicate.relation, predicate.base)


def _share(lead: Lead, subject: str, kind: Kind, before: _Before) -> _Named | None:
    """Give a member of a list the measure of the first: "sản lượng lúa 900 tấn, ngô 300 tấn"."""
    if before.named is None or before.named.relation or kind is not before.kind:
        return None
    if not lead.is_gap or len(lead.parts) != 2:
        return None
    shared = SHARED.match(_small(before.named.measure))
    own = cut_name(subject) if shared and may_begin(subject, kind, Predicate("")) else None
    return _Named(f"{shared[1]} {own}") if shared and own else None


def _small(written: str) -> str:
    """Write a text as the patterns are: small, tone marks placed the new way."""
    return unfold(written.lower())


def _restore(part: str, small: str, measure: str) -> str:
    """Return a name as it stands in the text, without the capital of a sentence's beginning."""
    start = small.rfind(measure)
    written = part[start : start + len(measure)]
    first, _, rest = written.partition(" ")
    if written.isupper() and rest:
        return written.lower()
    second = rest.partition(" ")[0]
    if (first.isupper() and len(first) > 1) or (second[:1].isupper() and second[1:].islower()):
        return written
    return written[0].lower() + written[1:]
