"""Annotated articles in files, a module for each format; which one, suffix or keys say."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from data.annotated import AnnotatedArticle
from data.formats import (
    ann,
    brat,
    conll,
    csv_types,
    doccano,
    hf_folder,
    hf_jsonl,
    label_studio,
    predictions,
    spacy,
    types,
)
from data.formats.ann import read_annotation
from data.formats.forms import Form, Reading
from predict.errors import InputError
from predict.schema import Schema

FORMS: tuple[Form, ...] = (
    ann.FORM,
    conll.FORM,
    csv_types.FORM,
    types.FORM,
    hf_jsonl.FORM,
    hf_folder.FORM,
    doccano.FORM,
    label_studio.FORM,
    label_studio.PREDICTED,
    brat.FORM,
    spacy.FORM,
    predictions.FORM,
)
"""Every format; of two that a file could be of, the one that recognises it."""


def form_named(name: str) -> Form:
    """Return the format of a name.

    :raises InputError: if there is none
    """
    form = next((form for form in FORMS if form.name == name), None)
    if form is None:
        raise InputError(f"no format is called {name!r}; there are {_names(FORMS)}")
    return form


def form_of(path: Path, name: str | None = None, *, reading: Reading | None = None) -> Form:
    """Return the format of a file that is there, or of a folder that is read as a whole.

    :param path: the file or folder
    :param name: the format's name, None to find out by suffix and content
    :param reading: how it is to be read
    :raises InputError: if its format is not clear
    """
    if name is not None:
        return form_named(name)
    reading = reading or Reading()
    forms = [form for form in FORMS if form.is_folder == path.is_dir() and _may_be(form, path)]
    if len(forms) == 1 and not forms[0].is_folder:
        return forms[0]  # whose reader says best what is wrong with it
    sure = [form for form in forms if form.recognise and form.recognise(path, reading)]
    sure = sure or [form for form in forms if form.recognise is None]
    if len(sure) == 1:
        return sure[0]
    named = f"name its format with --from: {_names(sure or forms or FORMS)}"
    if not forms:
        raise InputError(f"{path}: no format has the suffix {path.suffix or 'of this'}; {named}")
    raise InputError(f"{path}: what it holds does not say of which format it is; {named}")


def form_to_write(path: Path, name: str | None = None) -> Form:
    """Return the format in which a file or folder that is not there yet is written.

    :raises InputError: if its suffix is that of none or of several, or the format is only read
    """
    if name is not None:
        form = form_named(name)
        if form.write is None:
            raise InputError(f"{name} is only read; write {_names(_written())}")
        return form
    forms = [form for form in _written() if path.suffix in form.suffixes]
    if len(forms) != 1:
        raise InputError(f"{path}: name its format with --to: {_names(forms or _written())}")
    return forms[0]


def read_articles(
    paths: Sequence[Path], *, reading: Reading, form: str | None = None
) -> list[AnnotatedArticle]:
    """Read files of any format, and folders of them.

    :param paths: files and folders
    :param reading: how they are read
    :param form: the format's name, None to find out of each file
    :raises FileNotFoundError: if a path is not there
    :raises InputError: if a format is not clear, or a file is malformed
    """
    return [
        article
        for path in paths
        for file, one in _files(path, form, reading)
        for article in _checked(one.read(file, reading), file)
    ]


def find_annotations(paths: Sequence[Path]) -> list[Path]:
    """List the ``.ann`` files that the paths name or hold, in order.

    :raises FileNotFoundError: if a path is not there
    :raises ValueError: if a path is a folder without ``.ann`` files
    """
    return [file for path in paths for file, _ in _files(path, ann.FORM.name, Reading())]


def read_annotations(paths: Sequence[Path], *, schema: Schema) -> list[AnnotatedArticle]:
    """Read ``.ann`` files and folders of them.

    :raises FileNotFoundError: if a path is not there
    :raises ValueError: if a file is malformed or uses a label that the schema lacks
    """
    return [read_annotation(file, schema=schema) for file in find_annotations(paths)]


def _files(path: Path, name: str | None, reading: Reading) -> list[tuple[Path, Form]]:
    """Return the files that a path names or holds, and the format of each."""
    if not path.exists():
        raise FileNotFoundError(f"{path}: no such file or folder")
    if not path.is_dir():
        form = form_of(path, name, reading=reading)
        if form.is_folder:
            raise InputError(f"{path}: {form.name} is a folder; name the folder")
        return [(path, form)]
    forms = FORMS if name is None else (form_named(name),)
    for form in forms:
        if form.is_folder and (name or (form.recognise and form.recognise(path, reading))):
            return [(path, form)]
    suffixes = sorted(
        {
            suffix
            for form in forms
            for suffix in (*form.suffixes, *(form.further_suffixes if name else ()))
        }
    )
    found = [file for file in sorted(path.rglob("*")) if file.suffix in suffixes]
    if not found:
        raise InputError(f"{path}: no {' or '.join(suffixes)} file in this folder")
    return [(file, form_of(file, name, reading=reading)) for file in found]


def _may_be(form: Form, path: Path) -> bool:
    return form.is_folder or path.suffix.lower() in (*form.suffixes, *form.further_suffixes)


def _checked(articles: Iterable[AnnotatedArticle], file: Path) -> Iterator[AnnotatedArticle]:
    """Refuse what no file in UTF-8 can hold, which escapes of JSON can."""
    for number, article in enumerate(articles, start=1):
        try:
            article.text.encode()
        except UnicodeEncodeError as error:
            raise InputError(
                f"{file}, article {number}: half of a surrogate pair stands at {error.start}; "
                "write the character as it is"
            ) from error
        yield article


def _written() -> tuple[Form, ...]:
    return tuple(form for form in FORMS if form.write is not None)


def _names(forms: Sequence[Form]) -> str:
    return ", ".join(form.name for form in forms)
