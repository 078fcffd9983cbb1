"""Where the tests find files, and what they skip where a file is not there."""

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("predict", "data", "models", "evaluate", "train")
"""In the order in which they may import each other: each only those before it."""

GOLD = ROOT.parent / "shared" / "gold"
PHOBERT = ROOT.parent / "shared" / "phobert"

needs_gold = pytest.mark.skipif(not GOLD.is_dir(), reason="needs the gold articles in ../shared")
needs_phobert = pytest.mark.skipif(
    not PHOBERT.is_dir(), reason="needs PhoBERT's vocabulary in ../shared"
)


def python_files(*folders: str) -> list[Path]:
    """Return the project's own Python files in some of its folders."""
    return sorted(file for folder in folders for file in (ROOT / folder).rglob("*.py"))
