"""Words of a rule are found whole, as one regular expression of them all would find them."""

import re

from hypothesis import example, given
from hypothesis import strategies as st

from chronology.audit.words import fold, holds_whole, index_lists

PIECES = st.sampled_from(
    ["saw", "it", "new", "partner", "moved", "in", " ", " ", ".", "_", "?", "'", "é", "ß", "7", "-"]
)
TEXT = st.lists(PIECES, max_size=14).map("".join)
PHRASE = st.lists(PIECES, min_size=1, max_size=4).map("".join).map(str.strip).filter(bool)


@given(TEXT, st.lists(PHRASE, max_size=4))
@example("new partner", ["partner"])
@example("a_new partner", ["new"])
@example("saw it", ["saw it."])
def test_found_as_an_expression_finds_them(text, words):
    folded = fold(text)
    any_of = "|".join(map(re.escape, words))
    assert holds_whole(folded, tuple(words)) == bool(words and re.search(rf"(?<!\w)(?:{any_of})(?!\w)", folded))


@given(st.tuples(TEXT, TEXT, TEXT), st.lists(st.lists(PHRASE, max_size=4).map(tuple), max_size=4, unique=True))
def test_lists_looked_for_together_are_those_found_one_by_one(written, lists):
    index = index_lists(lists)
    found = {words for words in lists if any(holds_whole(fold(text), words) for text in written if text)}
    assert {words for words, bit in index.bits.items() if index.held_in(written) & bit} == found
