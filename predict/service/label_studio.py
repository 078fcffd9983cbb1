"""Label Studio's side: which tags of a labelling interface take what, and suggestions for them."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from predict.label_studio import Units, result_row, span_value
from predict.records import Json, ModelInfo, Prediction
from predict.service.refusals import Fault, Refusal, invalid

_MOST_CHARACTERS = 500_000  # of an interface, which is read while nobody else is answered


@dataclass(frozen=True, slots=True, kw_only=True)
class Control:
    """A ``Labels`` or ``Choices`` tag: the names that it shows, by the labels of the model."""

    name: str
    to_name: str
    shown: Mapping[str, str]

    def find(self, label: str) -> str | None:
        """Return what the tag calls a label of the model, None if it has it not."""
        return self.shown.get(label.casefold())


@dataclass(frozen=True, slots=True, kw_only=True)
class Interface:
    """A labelling interface: where the text of a task is, and what takes spans and types."""

    key: str
    spans: Control | None
    types: Control | None


def parse_interface(xml: str) -> Interface:
    """Read a labelling configuration.

    The first ``Text`` tag that a ``Labels`` or ``Choices`` tag names counts. Names are compared
    without regard to case: the ``value`` of a ``Label`` or ``Choice``, its ``alias``, and the
    comma-separated ``predicted_values``.

    :raises Refusal: if it is no XML, too long, has entities of its own, or shows no text to label
    """
    if len(xml) > _MOST_CHARACTERS:
        raise _wrong(f"label_config has {len(xml)} characters; at most {_MOST_CHARACTERS} are read")
    try:
        root = fromstring(xml.lstrip("\ufeff \t\r\n"), forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError) as error:
        name = type(error).__name__
        raise _wrong(f"label_config is no XML that is taken ({name}); entities are not") from None
    controls = defaultdict[str, list[Element]](list)
    for tag in filter(_is_control, root.iter()):
        for name in _names(tag):
            controls[name].append(tag)
    for text in root.iter("Text"):
        name, key = text.get("name", ""), text.get("value", "")
        mine = controls.get(name, [])
        if mine and key.startswith("$"):
            _check_plain(text)
            return Interface(
                key=key[1:],
                spans=_control(mine, kind="Labels", child="Label", to_name=name),
                types=_control(mine, kind="Choices", child="Choice", to_name=name),
            )
    raise _wrong(
        'label_config has no <Text name="..." value="$..."> that a Labels or Choices tag names'
    )


def task_article(task: Json, *, key: str) -> dict[str, Json] | Fault:
    """Return the article of a task, as ``parse_article`` takes it.

    :param task: with its ``data``
    :param key: where in it the text is
    """
    data = task.get("data") if isinstance(task, dict) else None
    if not isinstance(data, dict):
        return Fault(code="not_an_object", message="a task must be an object with an object data")
    return {"text": data.get(key)}


def suggestion(
    found: Prediction | Fault, *, text: str, interface: Interface, version: str
) -> dict[str, Json]:
    """Return what Label Studio takes for one task; offsets as browsers count, in UTF-16.

    :param found: what was read, or why not
    :param text: the text of the task
    :param interface: what takes spans and types
    :param version: of the model
    """
    if isinstance(found, Fault):
        return {"result": [], "score": None, "model_version": version, **found.to_dict()}
    rows = [*_spans(found, text, interface.spans), *_types(found, interface.types)]
    scores = [score for _, score in rows]
    result: list[Json] = [
        {"id": f"s{number}", **row, "score": round(score, 4)}
        for number, (row, score) in enumerate(rows)
    ]
    mean = round(sum(scores) / len(scores), 4) if scores else None
    return {"result": result, "score": mean, "model_version": version}


def version_of(model: ModelInfo) -> str:
    """Return name and version in one word, by which Label Studio keeps suggestions apart."""
    return f"{model.name} {model.version}"


def _spans(
    found: Prediction, text: str, control: Control | None
) -> list[tuple[dict[str, Json], float]]:
    if control is None:
        return []
    units = Units(text)
    rows: list[tuple[dict[str, Json], float]] = []
    for entity in found.entities:
        shown = control.find(entity.label)
        if shown is None:
            continue
        value = span_value(entity.start, entity.end, label=shown, text=text, units=units)
        rows.append((_row(control, kind="labels", value=value), entity.score))
    return rows


def _types(found: Prediction, control: Control | None) -> list[tuple[dict[str, Json], float]]:
    if control is None or found.article_type is None:
        return []
    shown = control.find(found.article_type.label)
    if shown is None:
        return []
    row = _row(control, kind="choices", value={"choices": [shown]})
    return [(row, found.article_type.score)]


def _row(control: Control, *, kind: str, value: dict[str, Json]) -> dict[str, Json]:
    return result_row(control.name, control.to_name, kind=kind, value=value)


def _is_control(tag: Element) -> bool:
    """Say whether a tag labels a whole text or stretches of it, not stretches already labelled."""
    return tag.tag in ("Labels", "Choices") and tag.get("perRegion", "").lower() != "true"


def _names(tag: Element) -> set[str]:
    return {name for part in tag.get("toName", "").split(",") if (name := part.strip())}


def _control(tags: list[Element], *, kind: str, child: str, to_name: str) -> Control | None:
    for tag in tags:
        if tag.tag == kind and tag.get("name"):
            shown: dict[str, str] = {}
            for one in tag.iter(child):
                result = str(one.get("alias") or one.get("value", ""))
                others = one.get("predicted_values", "").split(",")
                for name in (one.get("value", ""), one.get("alias", ""), *others):
                    shown.setdefault(name.strip().casefold(), result)
            shown.pop("", None)
            return Control(name=tag.get("name", ""), to_name=to_name, shown=shown)
    return None


def _check_plain(text: Element) -> None:
    """Refuse texts that are elsewhere, which would have to be fetched, and packed ones."""
    if text.get("valueType", "text") != "text" or text.get("encoding", "none") != "none":
        raise _wrong("the Text tag must hold the text itself: no valueType, no encoding")


def _wrong(message: str) -> Refusal:
    return invalid(message, code="invalid_label_config")
