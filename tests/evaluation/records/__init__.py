"""Labelled records: `fitted` are those that the weights of the narrative reader are fitted to, `unseen` are never looked at."""

from hashlib import sha256
from pathlib import Path

FITTED = Path(__file__).parent / "fitted"
UNSEEN = Path(__file__).parent / "unseen"


def digest() -> str:
    """Of the records that the weights are fitted to."""
    return sha256(b"".join(path.read_bytes() for path in sorted(FITTED.glob("*.jsonl")))).hexdigest()
