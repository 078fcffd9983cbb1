import ast
import io
import tokenize
from pathlib import Path

import pytest

from .paths import PACKAGES, ROOT, python_files

MOST_LINES, MOST_MAIN_LINES, MOST_CODE_LINES, MOST_PARAMETERS = 300, 60, 40, 6
FILES = python_files(*PACKAGES, "tests")
NOT_CODE = {
    tokenize.COMMENT,
    tokenize.NL,
    tokenize.NEWLINE,
    tokenize.INDENT,
    tokenize.DEDENT,
    tokenize.ENDMARKER,
}
Function = ast.FunctionDef | ast.AsyncFunctionDef


def code_lines(content: str) -> set[int]:
    """Return the numbers of the lines that hold code or a docstring."""
    tokens = tokenize.generate_tokens(io.StringIO(content).readline)
    spans = [(t.start[0], t.end[0]) for t in tokens if t.type not in NOT_CODE]
    return {number for start, end in spans for number in range(start, end + 1)}


def docstring_lines(tree: ast.AST) -> set[int]:
    """Return the numbers of the lines of strings that stand alone, as docstrings do."""
    return {
        number
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
        for number in range(node.lineno, (node.end_lineno or node.lineno) + 1)
    }


def parameters(function: Function) -> list[str]:
    """Return the names of a function's parameters, ``self`` and ``cls`` apart."""
    given = function.args
    every = [*given.posonlyargs, *given.args, *given.kwonlyargs]
    every += [more for more in (given.vararg, given.kwarg) if more]
    return [parameter.arg for parameter in every if parameter.arg not in ("self", "cls")]


def name(file: Path) -> str:
    return str(file.relative_to(ROOT))


@pytest.mark.parametrize("file", FILES, ids=name)
def test_small(file: Path) -> None:
    content = file.read_text(encoding="utf-8")
    is_main = file.name == "__main__.py"
    assert content.count("\n") <= (MOST_MAIN_LINES if is_main else MOST_LINES)
    tree = ast.parse(content)
    code = code_lines(content) - docstring_lines(tree)
    for function in ast.walk(tree):
        if not isinstance(function, Function):
            continue
        lines = code & set(range(function.lineno, (function.end_lineno or 0) + 1))
        assert len(lines) <= MOST_CODE_LINES, f"{function.name} has {len(lines)} code lines"
        if not is_main:  # command functions take as many as there are options
            assert len(parameters(function)) <= MOST_PARAMETERS, f"parameters of {function.name}"


def test_the_counting() -> None:
    content = (
        'def f(\n    self, a, *b, c=(),  # why\n):\n    """Doc\n\n    more."""\n\n    # no\n'
        '    x = """a\n    b"""\n    return (\n\n        x\n    )\n'
    )
    tree = ast.parse(content)
    assert code_lines(content) - docstring_lines(tree) == {1, 2, 3, 9, 10, 11, 13, 14}
    (function,) = tree.body
    assert isinstance(function, ast.FunctionDef)
    assert parameters(function) == ["a", "c", "b"]
