"""The sample cases give, byte for byte, the results that stand beside them. `python -m tests.golden.accept` renews them."""

import pytest

from tests.running import SAMPLES, account_holds, build

CASES = sorted(path.parent.name for path in SAMPLES.glob("*/case.yaml"))


@pytest.mark.parametrize("case", CASES)
def test_result_is_as_expected(case, tmp_path):
    result = build(SAMPLES / case, tmp_path / "out")
    assert account_holds(result)
    for name in ("chronology.json", "chronology.md"):
        expected = (SAMPLES / case / "expected" / name).read_bytes()
        assert (tmp_path / "out" / name).read_bytes() == expected, f"{case}/{name} differs"
