import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from predict.schema import DEFAULT_SCHEMA

from .paths import PACKAGES, ROOT, python_files

SCHEMA_FILE = ROOT / "predict" / "schema.py"
CONLL_FILE = ROOT / "data" / "formats" / "conll.py"  # reads tags that others wrote
LABELS = {*DEFAULT_SCHEMA.entity_labels, *DEFAULT_SCHEMA.article_types}
VAGUE = {"utils.py", "helpers.py", "common.py", "util.py", "misc.py"}
PICKLERS = {"pickle", "cPickle", "joblib", "dill", "shelve"}


def parse(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"), filename=str(file))


def literals(tree: ast.Module) -> Iterator[str]:
    """Return the strings in a file, docstrings apart."""
    alone = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and id(node) not in alone and isinstance(node.value, str):
            yield node.value


def names(tree: ast.Module) -> Iterator[str]:
    """Return whatever is named in a file: variables, attributes, functions, imports."""
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name) | ast.Attribute(attr=name) | ast.alias(name=name):
                yield name
            case ast.FunctionDef(name=name):
                yield name


def relative(files: list[Path]) -> list[str]:
    return [str(file.relative_to(ROOT)) for file in files]


def test_only_the_schema_knows_begin_and_inside() -> None:
    files = [f for f in python_files(*PACKAGES) if f not in (SCHEMA_FILE, CONLL_FILE)]
    found = [f for f in files if any(text[:2] in ("B-", "I-") for text in literals(parse(f)))]
    assert relative(found) == []


def test_labels_are_written_in_the_schema_only() -> None:
    files = [f for f in python_files(*PACKAGES) if f != SCHEMA_FILE]
    found = [
        f"{f.relative_to(ROOT)}: {text}"
        for f in files
        for text in literals(parse(f))
        if text in LABELS
    ]
    assert found == []
    assert set(literals(parse(SCHEMA_FILE))) >= LABELS


def test_one_file_chooses_between_tags() -> None:
    found = [
        file
        for file in python_files("predict", "evaluate")
        if any("softmax" in name or "argmax" in name for name in names(parse(file)))
    ]
    assert relative(found) == ["predict/network/decode.py"]


def test_no_file_has_a_vague_name() -> None:
    files = python_files(*PACKAGES, "tests")
    assert relative([file for file in files if file.name in VAGUE]) == []


def test_nothing_is_pickled() -> None:
    found = [f for f in python_files(*PACKAGES) if PICKLERS & set(names(parse(f)))]
    assert relative(found) == []


def test_every_test_folder_is_a_package() -> None:
    folders = {file.parent for file in python_files("tests")}
    assert relative([folder for folder in folders if not (folder / "__init__.py").is_file()]) == []


def test_every_error_is_matched() -> None:
    for file in python_files("tests"):
        for node in ast.walk(parse(file)):
            match node:
                case ast.Call(func=ast.Attribute(value=ast.Name(id="pytest"), attr="raises")):
                    keywords = [keyword.arg for keyword in node.keywords]
                    assert "match" in keywords, f"{file.relative_to(ROOT)}, line {node.lineno}"


def mirrored(file: Path) -> Path:
    """Return the module that a file of tests tests."""
    folder = file.relative_to(ROOT / "tests").parent
    name = file.name.removeprefix("test_")
    plain = ROOT / folder / name
    return plain if plain.is_file() else plain.with_name(f"__{name[:-3]}__.py")


@pytest.mark.parametrize("package", PACKAGES)
def test_tests_mirror_the_package(package: str) -> None:
    for file in (ROOT / "tests" / package).rglob("test_*.py"):
        assert mirrored(file).is_file(), f"{file.relative_to(ROOT)} tests no module of {package}"
