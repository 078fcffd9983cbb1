"""Many articles into tables that can be asked; needs the extra ``archive``."""

from importlib.util import find_spec

from predict.errors import MissingExtraError

_LIBRARIES = ("pyarrow", "sqlalchemy", "trafilatura", "zstandard")

if _missing := [name for name in _LIBRARIES if find_spec(name) is None]:
    raise MissingExtraError(
        f'batches need {", ".join(_missing)}; install them with: pip install "nhandang[archive]"'
    )
