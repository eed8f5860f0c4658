"""Labelled records: `fitted` are those that the weights of the narrative reader are fitted to, `unseen` are never looked at; totals of
`signs_unseen` alone are held to a floor by a test.

Free text alone is labelled with the kinds that `narratives` scores; the rows of exports, which have a contact type, an action and an
outcome beside the text, with every kind; those in `signs_…` with whether they are a sign of worry.
"""

from hashlib import sha256
from pathlib import Path

FITTED = Path(__file__).parent / "fitted"
UNSEEN = Path(__file__).parent / "unseen"
ROWS_FITTED = Path(__file__).parent / "rows_fitted"
ROWS_UNSEEN = Path(__file__).parent / "rows_unseen"
SIGNS_FITTED = Path(__file__).parent / "signs_fitted"
SIGNS_UNSEEN = Path(__file__).parent / "signs_unseen"


def fitted_files() -> list[Path]:
    """The files that the weights are fitted to, texts first."""
    return [path for folder in (FITTED, ROWS_FITTED, SIGNS_FITTED) for path in sorted(folder.glob("*.jsonl"))]


def digest() -> str:
    """Of the records that the weights are fitted to."""
    return sha256(b"".join(path.read_bytes() for path in fitted_files())).hexdigest()
