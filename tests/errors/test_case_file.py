"""A case file that cannot be used: each fault, and the exact words that its author reads."""

import pytest

from chronology.case import load_case
from chronology.errors import DefinitionError

FAULTS = {
    "empty": ("", "case.yaml: the file is empty\nNext: see the README for a file to start from"),
    "no mapping": (
        "- a\n- b\n",
        "case.yaml: the file must hold `key: value` lines\nNext: see the README for a file to start from",
    ),
    "unknown key": (
        "title: P\nsubject: []\n",
        "case.yaml line 2: unknown key `subject`\nNext: did you mean `subjects`?",
    ),
    "unknown key far from any": (
        "title: P\nzzz: 1\n",
        "case.yaml line 2: unknown key `zzz`\nNext: known keys are links, nation, rules, schema, scope, sources, subjects, title",
    ),
    "duplicate key": (
        "title: P\nnation: wales\ntitle: Q\n",
        "case.yaml line 3: the key `title` stands twice (first on line 1)\nNext: keep one of them",
    ),
    "no such nation": (
        "nation: France\n",
        "case.yaml line 1, key nation: `nation` is not a value it can take\n"
        "Next: use one of: england, wales, scotland, northern_ireland",
    ),
    "nation nearly right": (
        "nation: Northern Ireland\n",
        "case.yaml line 1, key nation: `nation` is not a value it can take\n"
        "Next: did you mean `northern_ireland`? use one of: england, wales, scotland, northern_ireland",
    ),
    "scope is no day": (
        "scope: {from: 1 March 2006}\n",
        "case.yaml line 1, key from: `from` must be a day\nNext: write `from: 2006-03-01`",
    ),
    "scope turned round": (
        "scope: {from: 2007-01-01, to: 2006-01-01}\n",
        "case.yaml line 1, key to: the period ends before it begins\nNext: swap `from` and `to`",
    ),
    "subject without a name": ("subjects:\n  - id: a\n", "case.yaml line 2: `name` is missing\nNext: add `name: …`"),
    "born on no day": (
        "subjects:\n  - {id: a, name: A B, born: 31/02/2007}\n",
        "case.yaml line 2, key born: `born` is not a date\nNext: write `born: 2006-03-01`, or `2006-03`, or `2006`",
    ),
    "two subjects of one id": (
        "subjects:\n  - {id: a, name: A B}\n  - {id: a, name: C D}\n",
        "case.yaml line 3, key id: this `id` stands twice under `subjects` (first on line 2)\nNext: keep one of them",
    ),
    "decision about a stranger": (
        "subjects:\n  - {id: a, name: A B}\nlinks:\n"
        "  - {source: x.csv, row: 2, subject: b, decided_by: R, on: 2026-01-01, why: w}\n",
        "case.yaml line 4, key subject: `subject` is not the id of a subject\nNext: use one of: a",
    ),
    "decision without a row": (
        "links:\n  - {source: x.csv, subject: b, decided_by: R, on: 2026-01-01, why: w}\n",
        "case.yaml line 2, key row: `row` must be the number of a row\nNext: write `row: 14`",
    ),
    "contradicting decisions": (
        "subjects:\n  - {id: a, name: A B}\nlinks:\n"
        "  - {source: x.csv, row: 2, subject: a, decided_by: R, on: 2026-01-01, why: w}\n"
        "  - {source: x.csv, row: 2, not_subject: a, decided_by: S, on: 2026-01-02, why: v}\n",
        "case.yaml line 5: the decisions on lines 4 and 5 contradict each other\nNext: keep the one that holds",
    ),
    "covers half said": (
        "sources:\n  - {path: x.csv, covers: {from: 2006-01-01}}\n",
        "case.yaml line 2, key covers: `covers` needs both days\n"
        "Next: write `covers: {from: 2006-03-01, to: 2007-08-03}`",
    ),
    "alias": (
        "title: &a P\nnation: *a\n",
        "case.yaml line 1: aliases (*name) are not allowed\nNext: write the value out again",
    ),
    "not YAML": (
        "title: [P\n",
        "case.yaml line 2: not valid YAML (did not find expected ',' or ']')\n"
        "Next: check the indentation and the quotes on that line and the one above",
    ),
    "control characters": (
        "title: P\x07\n",
        "case.yaml: not valid YAML (it holds characters that YAML does not allow)\nNext: save it as plain UTF-8 text",
    ),
    "too deep": (
        "title: " + "[" * 25 + "]" * 25 + "\n",
        "case.yaml line 1: nested deeper than 20 levels\nNext: flatten it",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_fault_is_said_exactly(fault, tmp_path):
    text, message = FAULTS[fault]
    path = tmp_path / "case.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DefinitionError) as caught:
        load_case(path)
    assert str(caught.value) == message


def test_text_stays_text(tmp_path):
    path = tmp_path / "case.yaml"
    path.write_text("title: no\nsubjects:\n  - {id: 007, name: No Null, role: child}\n", encoding="utf-8")
    case = load_case(path)
    assert case.title == "no"
    assert case.subjects[0].id == "007"
    assert case.subjects[0].name == "No Null"
