import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from .paths import PACKAGES, ROOT, python_files
from .toy import ARTICLE

# Libraries that only one of a module's ways needs, and that take long to import.
HEAVY = {
    "pyvi", "torch", "transformers", "gensim", "matplotlib", "onnxruntime", "onnx", "jinja2",
    "importlib",
}  # fmt: skip
NOT_FOR_A_LIBRARY = ("typer", "click", "rich", "jinja2", "fastapi", "pyarrow", "sqlalchemy")
NOT_FOR_SERVING = ("torch", "transformers", "datasets", "sklearn", "pyvi", "scipy", "jinja2")


def imports(tree: ast.AST) -> Iterator[str]:
    """Return the whole names of the modules that a piece of code imports."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield ("." * node.level) + (node.module or "")


def parse(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"), filename=str(file))


def first(name: str) -> str:
    return name.partition(".")[0]


@pytest.mark.parametrize("package", PACKAGES)
def test_imports_run_one_way(package: str) -> None:
    later = PACKAGES[PACKAGES.index(package) + 1 :]
    files = python_files(package)
    assert files
    for file in files:
        wrong = [name for name in imports(parse(file)) if first(name) in (*later, "tests")]
        assert not wrong, f"{file.relative_to(ROOT)} imports {', '.join(wrong)}"


def room(name: str) -> str:
    """Return the place in ``FLOORS`` of a module of ``predict``."""
    parts = name.split(".")
    return parts[1] if len(parts) > 1 else "predict"


# Which rooms of predict a room may know, by the names of its folders and files.
FLOORS: dict[str, set[str]] = {
    "errors": set(),
    "schema": set(),
    "parsing": set(),
    "records": {"parsing", "schema"},
    "exchange": {"parsing", "records", "schema"},
    "client": {"exchange", "records", "schema"},
    "whole": set(),
    "turns": set(),
    "label_studio": {"records"},
    "text": {"records", "schema"},
    "network": {"text", "records", "schema"},
    "bundle": {"network", "text", "records", "schema", "whole"},
    "values": {"records", "schema", "text.document"},
    "offices": {"records", "schema", "text.document", "text.letters"},
    "one_sense": {"schema", "text.document", "text.letters"},
    "meaning": {"values", "offices", "records", "schema", "text.document"},
    "predictor": {
        "bundle",
        "meaning",
        "one_sense",
        "network",
        "text",
        "records",
        "schema",
        "turns",
    },
    "pages": {"predictor", "records", "schema", "text"},
    "service": {"predictor", "bundle", "label_studio", "records", "schema", "turns"},
    "archive": {"predictor", "bundle", "offices", "parsing", "records", "schema", "text", "whole"},
    "query": {
        "archive.rows",
        "archive.database",
        "archive.outcome",
        "offices",
        "parsing",
        "records",
        "schema",
        "text",
        "values.relations",
    },
    "predict": {"predictor", "records", "schema"},
    "spacy_component": {"predict", "predictor", "records", "schema"},
    "commands": {"predict", "pages", "predictor", "records", "schema", "whole"},
    "__main__": {"commands"},
}


def knows(allowed: set[str], name: str) -> bool:
    """Say whether a module of ``predict`` is one that a room may know."""
    module = name.removeprefix("predict.")
    return module == "errors" or any(
        module == one or module.startswith(f"{one}.") for one in allowed
    )


def test_the_rooms_of_predict_know_those_below_them() -> None:
    for file in python_files("predict"):
        module = ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        own = room(module)
        for name in imports(parse(file)):
            if first(name) == "predict" and room(name) != own:
                assert knows(FLOORS[own], name), f"{module} imports {name}"


# Libraries of extras, and the rooms of predict that may know each.
ROOMS = {
    **dict.fromkeys(("fastapi", "starlette", "uvicorn", "prometheus_client"), ("service",)),
    **dict.fromkeys(("pydantic", "pydantic_settings", "defusedxml"), ("service",)),
    **dict.fromkeys(("pyarrow", "psycopg", "ray", "zstandard"), ("archive",)),
    **dict.fromkeys(("trafilatura", "htmldate", "lxml"), ("archive",)),
    **dict.fromkeys(("sqlalchemy", "duckdb"), ("archive", "query")),
    **dict.fromkeys(("followthemoney", "rapidfuzz"), ("query",)),
    "httpx": ("client",),
    "spacy": ("spacy_component",),
}


def test_the_libraries_of_an_extra_stay_in_their_rooms() -> None:
    for file in python_files("predict"):
        module = ".".join(file.relative_to(ROOT).with_suffix("").parts)
        for name in imports(parse(file)):
            rooms = ROOMS.get(first(name), (room(module),))
            assert room(module) in rooms, f"{module} imports {name}"


def test_in_data_only_its_format_knows_spacy() -> None:
    found = {
        str(file.relative_to(ROOT))
        for file in python_files("data")
        if "spacy" in map(first, imports(parse(file)))
    }
    assert found == {"data/formats/spacy.py"}


def test_the_public_module_re_exports_and_does_nothing_else() -> None:
    tree = parse(ROOT / "nhandang.py")
    assert set(imports(tree)) == {"predict"}
    assert run("import nhandang, predict; print(nhandang.__all__ == predict.__all__)") == "True\n"


def test_only_the_segmenter_imports_pyvi() -> None:
    found = {
        str(file.relative_to(ROOT))
        for file in python_files(*PACKAGES)
        if "pyvi" in map(first, imports(parse(file)))
    }
    assert found == {"predict/text/segment.py"}


def test_onnxruntime_is_told_to_be_silent_before_it_is_imported() -> None:
    at_once = {
        str(file.relative_to(ROOT))
        for file in python_files(*PACKAGES)
        for node in parse(file).body
        if isinstance(node, ast.Import | ast.ImportFrom)
        and "onnxruntime" in map(first, imports(node))
    }
    assert at_once == {"predict/network/silent.py"}
    silent = (ROOT / "predict" / "network" / "silent.py").read_text(encoding="utf-8")
    assert silent.index('os.environ["ORT_DISABLE_TELEMETRY"] = "1"') < silent.index("import onnx")


@pytest.mark.parametrize("package", PACKAGES)
def test_functions_import_nothing_but_heavy_libraries(package: str) -> None:
    for file in python_files(package):
        functions = [n for n in ast.walk(parse(file)) if isinstance(n, ast.FunctionDef)]
        inside = {first(name) for function in functions for name in imports(function)}
        assert inside <= HEAVY, f"{file.relative_to(ROOT)} imports {inside - HEAVY} in a function"


def run(code: str) -> str:
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_import_predict_is_light() -> None:
    code = (
        f"import sys, predict, predict.__main__; print({{*sys.modules}} & {{*{NOT_FOR_SERVING}}})"
    )
    assert run(code) == "set()\n"


def test_a_question_needs_none_of_what_reads() -> None:
    modules = "predict.__main__, predict.query.command, predict.query.stores.sqlite"
    heavy = ("numpy", "onnxruntime", "tokenizers", "sqlalchemy", "duckdb", "pyarrow")
    assert run(f"import sys, {modules}; print({{*sys.modules}} & {{*{heavy}}})") == "set()\n"


def test_a_prediction_needs_none_of_training(toy_bundle: Path) -> None:
    code = (
        "import sys, predict\n"
        f"found = predict.Predictor.load({str(toy_bundle)!r}).predict({ARTICLE!r})\n"
        f"print(len(found.entities), {{*sys.modules}} & {{*{NOT_FOR_SERVING}}})"
    )
    assert run(code) == "3 set()\n"


def test_the_library_needs_nothing_of_commands_and_pages(toy_bundle: Path) -> None:
    code = (
        "import sys, nhandang\n"
        f"found = nhandang.Predictor.load({str(toy_bundle)!r}).predict_batch([{ARTICLE!r}] * 2)\n"
        f"print(len(found), {{*sys.modules}} & {{*{NOT_FOR_A_LIBRARY}}})"
    )
    assert run(code) == "2 set()\n"
