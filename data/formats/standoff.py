"""Gold annotation that stands apart from its text, for texts that cannot be published with it.

One ``.json`` file an article. The text is what its ``.txt`` file holds, decoded as UTF-8 and
brought into NFC; offsets are code points of that, and ``sha256`` is that of its UTF-8 bytes. By it,
and never by name, a text is found again, also where an editor or git has given it the line breaks
of Windows.
"""

import hashlib
import json
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path

from data.annotated import AnnotatedArticle, make_article
from predict.errors import InputError
from predict.records import Json, Span
from predict.schema import Schema

_SHOWN = 12  # characters of a sha256


def write_standoff(article: AnnotatedArticle, *, text_file: Path, folder: Path) -> Path:
    """Write an article's gold without its text, and return the file.

    :param article: the article with gold
    :param text_file: its text, which may differ from the article's in line breaks at the end and
        in having those of Windows
    :param folder: where ``<id>.json`` goes
    :raises ValueError: if the text is not the one that was annotated
    """
    annotated = article.text.rstrip("\n")
    text = next((one for one in _read_text(text_file) if one.rstrip("\n") == annotated), None)
    if text is None:
        raise InputError(
            f"{text_file}: not the text of article {article.id}; give the text it was annotated on"
        )
    file = folder / f"{article.id}.json"
    file.write_text(_format(article, text), encoding="utf-8")
    return file


def read_standoff(
    gold_folder: Path, texts_folder: Path, *, schema: Schema
) -> list[AnnotatedArticle]:
    """Bring gold and texts together by sha256; texts without gold are left out.

    :param gold_folder: ``.json`` files of ``write_standoff``; each must find its text
    :param texts_folder: ``.txt`` files of any name
    :param schema: the labels and article types that are allowed
    :raises FileNotFoundError: if a folder is not there
    :raises ValueError: if a file is malformed, a text is missing or changed, or a surface differs
    """
    texts = {
        _sha256(text): text for file in _list(texts_folder, "*.txt") for text in _read_text(file)
    }
    golds = {file: _read_gold(file) for file in _list(gold_folder, "*.json")}
    missing = [file for file, gold in golds.items() if gold["sha256"] not in texts]
    if len(missing) == len(golds):
        raise InputError(
            f"{texts_folder}: none of its texts is annotated in {gold_folder} (no sha256 agrees); "
            "name the folder that holds the original texts, unchanged"
        )
    if missing:
        sums = ", ".join(
            f"{file.name} (sha256 {str(golds[file]['sha256'])[:_SHOWN]}…)" for file in missing
        )
        raise InputError(
            f"{texts_folder}: the text of {sums} is missing or was changed; put the original there"
        )
    return [
        _bring_together(file, gold, texts[str(gold["sha256"])], schema)
        for file, gold in golds.items()
    ]


def _format(article: AnnotatedArticle, text: str) -> str:
    head: dict[str, Json] = {
        "id": article.id,
        "article_type": article.article_type,
        "published": article.published.isoformat() if article.published else None,
        "sha256": _sha256(text),
    }
    spans = [
        [span.start, span.end, span.label, text[span.start : span.end]] for span in article.spans
    ]
    parts = [f"{_dump(key)}: {_dump(value)}" for key, value in head.items()]
    parts.append(f'"spans": {_lines(spans)}')
    parts.append(f'"appointments": {_lines(article.appointments)}')
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _lines(rows: Sequence[object]) -> str:
    """Return a list as JSON with one row a line."""
    return "[\n " + ",\n ".join(map(_dump, rows)) + "\n]" if rows else "[]"


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _list(folder: Path, pattern: str) -> list[Path]:
    if not folder.is_dir():
        raise FileNotFoundError(f"{folder}: no such folder")
    files = sorted(folder.glob(pattern))
    if not files:
        raise InputError(f"{folder}: no {pattern} file in this folder")
    return files


def _read_text(file: Path) -> tuple[str, str]:
    """Return what a text may have been when it was annotated: as it is, and without CR LF."""
    try:
        text = unicodedata.normalize("NFC", file.read_bytes().decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise InputError(f"{file}: not UTF-8 (byte {error.start})") from error
    return text, text.replace("\r\n", "\n")


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _read_gold(file: Path) -> Mapping[str, Json]:
    try:
        gold = json.loads(file.read_bytes())
    except ValueError as error:  # UnicodeDecodeError and JSONDecodeError are both
        raise InputError(f"{file}: no JSON in UTF-8 ({error}); restore the file") from error
    if not isinstance(gold, dict) or not isinstance(gold.get("sha256"), str):
        raise InputError(f'{file}: no stand-off gold (it must be an object with "sha256"); move it')
    return gold


def _bring_together(
    file: Path, gold: Mapping[str, Json], text: str, schema: Schema
) -> AnnotatedArticle:
    rows = gold.get("spans")
    if not isinstance(rows, list):
        raise InputError(f'{file}: "spans" must be a list of [start, end, label, surface]')
    head = {key: value for key, value in gold.items() if key not in ("sha256", "spans")}
    try:
        spans = [_read_span(row, text, schema) for row in rows]
        return make_article(head, text, spans, schema=schema)
    except InputError as error:
        raise InputError(f"{file}: {error}; restore the file") from error


def _read_span(row: Json, text: str, schema: Schema) -> Span:
    match row:
        case [int(start), int(end), str(label), str(surface)]:
            pass
        case _:
            raise InputError(f"the span {_dump(row)} must be [start, end, label, surface]")
    if label not in schema.entity_labels:
        known = ", ".join(schema.entity_labels)
        raise InputError(f"the label {label} is not in the schema; it has {known}")
    if text[start:end] != surface:
        raise InputError(f"at {start}-{end} the text reads {text[start:end]!r}, not {surface!r}")
    return Span(start=start, end=end, label=label)
