"""``import nhandang``: the public API of the package ``predict``, and nothing else."""

from predict import *  # noqa: F403 (all that is public, and only that)
from predict import __all__  # noqa: F401 (what `import *` gives is what it gives there)
