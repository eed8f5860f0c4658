"""A case file that cannot be used: each fault, and the exact words that its author reads."""

import os
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chronology.case import load_case
from chronology.cli.inputs import open_case
from chronology.definitions import DEEPEST, LARGEST_BYTES, as_scalar, load
from chronology.errors import ChronologyError, DefinitionError, UsageError
from tests.running import chronology

FAULTS = {
    "empty": ("", "case.yaml: the file is empty\nNext: see the README for a file to start from"),
    "only remarks": ("# title: P\n", "case.yaml: the file is empty\nNext: see the README for a file to start from"),
    "no mapping": (
        "- a\n- b\n",
        "case.yaml: the file must hold `key: value` lines\nNext: see the README for a file to start from",
    ),
    "unknown key": (
        "title: P\nsubject: []\n",
        "case.yaml line 2: unknown key `subject`\nNext: did you mean `subjects`?",
    ),
    "unknown key of a source": (
        "sources:\n  - path: x.csv\n    cover: {from: 2006-01-01, to: 2006-02-01}\n",
        "case.yaml line 3: unknown key `cover`\nNext: did you mean `covers`?",
    ),
    "identifier outside its key": (
        "subjects:\n  - id: a\n    name: A B\n    nhs_number: 943 476 5919\n",
        "case.yaml line 4, key nhs_number: `nhs_number` is an identifier\n"
        "Next: write `identifiers: {nhs_number: …}` for the subject",
    ),
    "unknown key in capitals": (
        "Sources:\n  - path: x.csv\n",
        "case.yaml line 1: unknown key `Sources`\nNext: did you mean `sources`?",
    ),
    "unknown key far from any": (
        "title: P\nzzz: 1\n",
        "case.yaml line 2: unknown key `zzz`\nNext: known keys are expected_agencies, key, kinds, links, nation, rules, "
        "schema, scope, sources, subjects, title",
    ),
    "line of text gone astray": (
        "title: P\n" + "x" * 300 + ": y\n",
        f"case.yaml line 2: unknown key `{'x' * 40}…`\nNext: known keys are expected_agencies, key, kinds, links, "
        "nation, rules, schema, scope, sources, subjects, title",
    ),
    "duplicate key": (
        "title: P\nnation: wales\ntitle: Q\n",
        "case.yaml line 3: the key `title` stands twice (first on line 1)\nNext: keep one of them",
    ),
    "duplicate key inside": (
        "subjects:\n  - id: a\n    name: A B\n    id: b\n",
        "case.yaml line 4: the key `id` stands twice (first on line 2)\nNext: keep one of them",
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
    "died on no day": (
        "subjects:\n  - {id: a, name: A B, died: 2007-02-30}\n",
        "case.yaml line 2, key died: `died` must be a day\nNext: write `died: 2006-03-01`",
    ),
    "day of a week": (
        "subjects:\n  - {id: a, name: A B, died: 2007-W09-3}\n",
        "case.yaml line 2, key died: `died` must be a day\nNext: write `died: 2006-03-01`",
    ),
    "covers no day": (
        "sources:\n  - {path: x.csv, covers: {from: 2006-13-01, to: 2007-01-01}}\n",
        "case.yaml line 2, key from: `from` must be a day\nNext: write `from: 2006-03-01`",
    ),
    "decided on no day": (
        "links:\n  - {source: x.csv, row: 2, subject: b, decided_by: R, on: yesterday, why: w}\n",
        "case.yaml line 2, key on: `on` must be a day\nNext: write `on: 2006-03-01`",
    ),
    "decided by nobody": (
        "links:\n  - {source: x.csv, row: 2, subject: b, decided_by: ' ', on: 2026-01-01, why: w}\n",
        "case.yaml line 2, key decided_by: `decided_by` is empty\nNext: write `decided_by: …`",
    ),
    "two subjects of one id": (
        "subjects:\n  - {id: a, name: A B}\n  - {id: a, name: C D}\n",
        "case.yaml line 3, key id: this `id` stands twice under `subjects` (first on line 2)\nNext: keep one of them",
    ),
    "two sources of one path": (
        "sources:\n  - path: exports/x.csv\n  - path: ./exports/y/../x.csv\n",
        "case.yaml line 3, key path: this `path` stands twice under `sources` (first on line 2)\nNext: keep one of them",
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
    "decision by entry and row": (
        "links:\n  - {entry: e-1, row: 2, subject: b, decided_by: R, on: 2026-01-01, why: w}\n",
        "case.yaml line 2, key row: `row` goes with `source`, not with `entry`\nNext: take it out",
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
    "path of NUL": (
        'sources:\n  - path: "a\\0.csv"\n',
        "case.yaml line 2, key path: `path` is not a path\nNext: write `path: exports/file.csv`",
    ),
    "title is a list": (
        "title: [P]\n",
        "case.yaml line 1, key title: `title` must be one line of text\nNext: write `title: …`",
    ),
    "subjects are text": (
        "title: P\nsubjects: Amy\n",
        "case.yaml line 2, key subjects: `subjects` must be a list of `key: value` blocks\nNext: start each with `- `",
    ),
    "sources are a mapping": (
        "sources:\n  path: x.csv\n",
        "case.yaml line 1, key sources: `sources` must be a list of `key: value` blocks\nNext: start each with `- `",
    ),
    "other names are a mapping": (
        "subjects:\n  - {id: a, name: A B, also_known_as: {x: y}}\n",
        "case.yaml line 2, key also_known_as: `also_known_as` must be a list of texts\n"
        "Next: write `also_known_as: [one, two]`",
    ),
    "identifiers are text": (
        "subjects:\n  - {id: a, name: A B, identifiers: 123}\n",
        "case.yaml line 2, key identifiers: `identifiers` must be a `key: value` block\n"
        "Next: write `identifiers: {a: b}`",
    ),
    "anchor": (
        "title: &a P\n",
        "case.yaml line 1: anchors (&name) and aliases (*name) are not allowed\nNext: write the value out again",
    ),
    "alias": (
        "title: P\nnation: *a\n",
        "case.yaml line 2: anchors (&name) and aliases (*name) are not allowed\nNext: write the value out again",
    ),
    "alias for a key": (
        "*a : P\n",
        "case.yaml line 1: anchors (&name) and aliases (*name) are not allowed\nNext: write the value out again",
    ),
    "tag that makes an object": (
        "title: P\nnation: !!python/object/apply:os.system ['true']\n",
        "case.yaml line 2: tags (!name) are not allowed\nNext: put the value in quotes, or take the tag out",
    ),
    "tag on a word": (
        "title: !!python/name:os.system x\n",
        "case.yaml line 1: tags (!name) are not allowed\nNext: put the value in quotes, or take the tag out",
    ),
    "harmless tag": (
        "title: !!str 7\n",
        "case.yaml line 1: tags (!name) are not allowed\nNext: put the value in quotes, or take the tag out",
    ),
    "tag on a key": (
        "!x title: P\n",
        "case.yaml line 1: tags (!name) are not allowed\nNext: put the value in quotes, or take the tag out",
    ),
    "merge key": (
        "title: P\n<<: {nation: wales}\n",
        "case.yaml line 2: unknown key `<<`\nNext: known keys are expected_agencies, key, kinds, links, nation, rules, "
        "schema, scope, sources, subjects, title",
    ),
    "key that is a list": (
        "[a, b]: P\n",
        "case.yaml line 1: a key must be a plain word\nNext: write `key: value`",
    ),
    "two documents": (
        "title: P\n---\ntitle: Q\n",
        "case.yaml line 2: a second document begins here\nNext: take the line `---` out",
    ),
    "not YAML": (
        "title: [P\n",
        "case.yaml line 2: not valid YAML (did not find expected ',' or ']')\n"
        "Next: check the indentation and the quotes on that line and the one above",
    ),
    "tab": (
        "title: P\nsubjects:\n\t- {id: a, name: A B}\n",
        "case.yaml line 3: a tab stands where YAML needs spaces\nNext: indent with spaces",
    ),
    "control character": (
        "title: P\nnation: wales\x07\n",
        "case.yaml line 2: a control character stands here\nNext: delete it in a text editor",
    ),
    "NUL": (
        "title: P\x00\n",
        "case.yaml line 1: a control character stands here\nNext: delete it in a text editor",
    ),
    "too deep": (
        "title: " + "[" * 25 + "]" * 25 + "\n",
        "case.yaml line 1: nested deeper than 20 levels\nNext: flatten it",
    ),
    "correction without a kind": (
        "kinds:\n  - {entry: e-1, by: R, on: 2026-01-01, why: w}\n",
        "case.yaml line 2: a correction needs `add` or `remove`\nNext: write `add: [injury_seen]`",
    ),
    "correction by an unknown kind": (
        "kinds:\n  - {entry: e-1, add: [injury_sen], by: R, on: 2026-01-01, why: w}\n",
        "case.yaml line 2, key add: `add` names no kind of event\nNext: did you mean `injury_seen`?",
    ),
    "correction of no record": (
        "kinds:\n  - {add: [birth], by: R, on: 2026-01-01, why: w}\n",
        "case.yaml line 2: the record is named by either `entry`, or `source` and `row`\nNext: keep one of the two",
    ),
    "correction without a reason": (
        "kinds:\n  - {entry: e-1, add: [birth], by: R, on: 2026-01-01}\n",
        "case.yaml line 2: `why` is missing\nNext: add `why: …`",
    ),
    "corrections that contradict each other": (
        "kinds:\n  - {source: x.csv, row: 2, add: [birth, death], by: R, on: 2026-01-01, why: w}\n"
        "  - {source: ./x.csv, row: 2, remove: [death], by: R, on: 2026-01-01, why: w}\n",
        "case.yaml line 3: `death` is both added to this record and removed from it (lines 2 and 3)\n"
        "Next: keep the one that holds",
    ),
    "key mark without a reason": (
        "key:\n  - {entry: e-1, why: ''}\n",
        "case.yaml line 2, key why: `why` is empty\nNext: write `why: …`",
    ),
    "agency expected twice": (
        "expected_agencies: [Town Police, town police]\n",
        "case.yaml line 1, key expected_agencies: an agency stands twice, or is empty\nNext: name each agency once",
    ),
}


@pytest.fixture
def case_file(tmp_path):
    """Writes a case file beside one export and returns its path."""

    def write(text="title: P\n"):
        (tmp_path / "case.yaml").write_bytes(text.encode() if isinstance(text, str) else text)
        (tmp_path / "exports").mkdir(exist_ok=True)
        (tmp_path / "exports" / "a.csv").write_text(
            "Date,Name,Notes\n01/02/2007,Amy Lowe,Seen at the clinic with her mother\n", encoding="utf-8"
        )
        return tmp_path / "case.yaml"

    return write


@pytest.mark.parametrize("fault", FAULTS)
def test_fault_is_said_exactly(fault, case_file):
    text, message = FAULTS[fault]
    with pytest.raises(DefinitionError) as caught:
        load_case(case_file(text))
    assert str(caught.value) == message


def test_text_stays_text(case_file):
    case = load_case(case_file("title: no\nsubjects:\n  - {id: 007, name: No Null, role: child}\n"))
    assert case.title == "no"
    assert case.subjects[0].id == "007"
    assert case.subjects[0].name == "No Null"


@pytest.mark.parametrize(
    "word", ["no", "NO", "off", "y", "true", "1_000", "0o17", "1e3", "12:30:45", "2007-02-30", ".inf", "="]
)
def test_a_word_that_other_readers_turn_into_something_else_stays_as_written(word):
    assert load(f"a: {word}\n", "x")["a"] == word


@pytest.mark.parametrize(
    "value",
    ["no", "a: b", "- x", "#", "\u2028", "\x85x", '"', "\\", "é\t", "😀", "", " a", "{a}", "*a", "!a", "\ufeff"],
)
def test_a_written_value_is_read_back_the_same(value):
    assert load(f"a: {as_scalar(value)}\nb: [{as_scalar(value)}]\n", "x") == {"a": value, "b": [value]}


@given(st.text())
def test_any_text_is_read_back_as_it_was_written(value):
    assert load(f"a: {as_scalar(value)}  # remark\n", "x") == {"a": value}


def test_nesting_is_allowed_to_its_limit():
    assert load("a: " + "[" * DEEPEST + "]" * DEEPEST, "x")


@pytest.mark.parametrize(
    "bomb",
    [
        "a: " + "[" * 1_000_000,
        "a: " + "{a: " * 500_000,
        "- " * 500_000,
        "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 40)),
    ],
    ids=["lists", "mappings", "items", "aliases"],
)
def test_a_bomb_is_refused_at_once(bomb, case_file):
    began = time.monotonic()
    with pytest.raises(DefinitionError):
        load_case(case_file(bomb))
    assert time.monotonic() - began < 2


def test_a_file_beyond_the_limit_is_not_parsed(case_file):
    path = case_file("title: P\n" + "#" * LARGEST_BYTES)
    with pytest.raises(DefinitionError, match="larger than 4 MiB"):
        load_case(path)


@pytest.mark.parametrize(
    ("content", "line"),
    [("title: P\nnation: café\n".encode("latin-1"), 2), ("title: P\n".encode("utf-16"), 1)],
    ids=["latin-1", "utf-16"],
)
def test_text_that_is_not_utf_8_names_the_line(content, line, case_file):
    with pytest.raises(DefinitionError) as caught:
        load_case(case_file(content))
    assert str(caught.value) == f"case.yaml line {line}: not UTF-8 text\nNext: save it as UTF-8 in a text editor"


def test_a_byte_order_mark_is_no_fault(case_file):
    assert load_case(case_file("\ufefftitle: P\n")).title == "P"


def test_corrections_marks_and_expected_agencies_are_read(case_file):
    case = load_case(
        case_file(
            "kinds:\n"
            "  - {source: ./exports/a.csv, sheet: Page 1, row: 2, add: [injury_seen], remove: [other], by: R, on: 2026-01-02, why: w}\n"
            "  - {entry: e-7f, remove: birth, by: R, on: 2026-01-02, why: w}\n"
            "key:\n"
            "  - {source: exports/a.csv, row: 2, why: first injury}\n"
            "  - {entry: e-7f, why: last visit}\n"
            "expected_agencies: [Town Police, Ambulance service]\n"
        )
    )
    first, second = case.corrections
    assert (first.source, first.sheet, first.row, first.entry) == ("exports/a.csv", "Page 1", 2, None)
    assert (first.add, first.remove, first.by, first.on, first.why, first.line) == (
        ("injury_seen",), ("other",), "R", "2026-01-02", "w", 2,
    )  # fmt: skip
    assert (second.source, second.row, second.entry, second.remove) == (None, None, "e-7f", ("birth",))
    assert [(mark.source, mark.row, mark.entry, mark.why) for mark in case.key_marks] == [
        ("exports/a.csv", 2, None, "first injury"),
        (None, None, "e-7f", "last visit"),
    ]
    assert case.expected_agencies == ("Town Police", "Ambulance service")


def refused(path, *words):
    with pytest.raises(ChronologyError) as caught:
        open_case([path])
    for word in words:
        assert word in str(caught.value)


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("path: ../outside.csv", "line 2, key path: this path leads out of the case folder"),
        ("path: exports/../../outside.csv", "line 2, key path: this path leads out of the case folder"),
        ("path: /dev/zero", "line 2, key path: `path` is a whole path"),
        ("path: exports/link.csv", "line 2, key path: this path leads out of the case folder"),
        ("path: linked/outside.csv", "line 2, key path: this path leads out of the case folder"),
        ("path: exports/circle.csv", "line 2, key path: this path leads out of the case folder"),
        ("{path: exports/a.csv, profile: ../outside.csv}", "line 2, key profile: this path leads out"),
        ("{path: exports/a.csv, profile: exports/link.csv}", "line 2, key profile: this path leads out"),
    ],
)
def test_a_path_that_leads_out_of_the_case_folder_is_refused(source, told, case_file, tmp_path):
    folder = tmp_path
    outside = tmp_path.parent / f"{tmp_path.name}-outside"
    outside.mkdir()
    (outside / "outside.csv").write_text("Date,Notes\n", encoding="utf-8")
    path = case_file(f"sources:\n  - {source}\n")
    (folder / "exports" / "link.csv").symlink_to(outside / "outside.csv")
    (folder / "exports" / "circle.csv").symlink_to("circle.csv")
    (folder / "linked").symlink_to(outside)
    refused(path, told)


def test_a_whole_path_into_the_case_folder_is_refused_too(case_file, tmp_path):
    refused(case_file(f"sources:\n  - path: {tmp_path}/exports/a.csv\n"), "write it as from the case folder")


def test_links_inside_the_folder_are_followed(case_file, tmp_path):
    path = case_file("sources:\n  - path: exports/b.csv\n")
    (tmp_path / "exports" / "b.csv").symlink_to("a.csv")
    _, exports, _ = open_case([path])
    assert [export.named for export in exports] == ["exports/b.csv"]


@pytest.mark.parametrize("link", [os.symlink, os.link], ids=["symbolic", "hard"])
def test_two_sources_that_are_one_file_are_refused(link, case_file, tmp_path):
    path = case_file("sources:\n  - path: exports/a.csv\n  - path: exports/b.csv\n")
    link(tmp_path / "exports" / "a.csv", tmp_path / "exports" / "b.csv")
    refused(path, "line 3, key path: this source and the one on line 2 are one file")


def test_files_that_are_scanned_stay_inside_the_folder(case_file, tmp_path):
    outside = tmp_path.parent / f"{tmp_path.name}-outside"
    outside.mkdir()
    (outside / "b.csv").write_text("Date,Notes\n", encoding="utf-8")
    case = case_file()
    for link in (tmp_path / "exports" / "more", tmp_path / "exports" / "b.csv"):
        link.symlink_to(outside if link.suffix == "" else outside / "b.csv")
        refused(case, "leads out of the case folder", link.name)
        case.unlink()
        refused(tmp_path, "leads out of the case folder", link.name)
        link.unlink()
        case_file()


def test_a_folder_that_links_to_itself_ends(case_file, tmp_path):
    path = case_file()
    (tmp_path / "exports" / "again").symlink_to(tmp_path)
    _, exports, _ = open_case([path])
    assert [export.named for export in exports] == ["exports/a.csv"]


def test_a_case_file_that_is_a_link_out_of_the_folder_is_refused(tmp_path):
    (tmp_path / "case").mkdir()
    (tmp_path / "other.yaml").write_text("title: P\n", encoding="utf-8")
    (tmp_path / "case" / "case.yaml").symlink_to(tmp_path / "other.yaml")
    refused(tmp_path / "case", "leads out of the case folder")


def test_a_dangling_case_file_does_not_count_as_none(case_file, tmp_path):
    case_file().unlink()
    (tmp_path / "case.yaml").symlink_to("gone.yaml")
    refused(tmp_path, "case.yaml: cannot be read")


@pytest.mark.parametrize("name", ["case.yml", "Case.yaml", "CASE.YML"])
def test_a_case_file_under_another_name_does_not_count_as_none(name, case_file, tmp_path):
    case_file().rename(tmp_path / name)
    refused(tmp_path, name, "rename it to case.yaml")
    refused(tmp_path / name, name, "rename it to case.yaml")


def test_a_pipe_for_a_case_file_is_refused_without_waiting(case_file, tmp_path):
    case_file().unlink()
    os.mkfifo(tmp_path / "case.yaml")
    refused(tmp_path, "case.yaml: not a plain file")


def test_a_pipe_among_the_exports_is_told_without_waiting(case_file, tmp_path):
    case_file("nation: england\n")
    os.mkfifo(tmp_path / "exports" / "b.csv")
    done = chronology("check", tmp_path)
    assert done.returncode == 0
    assert "exports/b.csv" in done.stdout
    assert "not a file" in done.stdout


def test_a_pipe_for_a_profile_is_refused_without_waiting(case_file, tmp_path):
    case_file("sources:\n  - {path: exports/a.csv, profile: a.yaml}\n")
    os.mkfifo(tmp_path / "a.yaml")
    done = chronology("check", tmp_path)
    assert done.returncode == 2
    assert "a.yaml: not a plain file" in done.stderr


def test_a_device_is_refused_as_an_export():
    done = chronology("check", "/dev/zero")
    assert done.returncode == 2
    assert "a folder or a device" in done.stderr


def test_what_lies_outside_is_read_where_the_command_says_so(tmp_path):
    (tmp_path / "outside.csv").write_text("Date,Name,Notes\n01/02/2007,Amy Lowe,Seen at the clinic\n", encoding="utf-8")
    folder = tmp_path / "case"
    folder.mkdir()
    (folder / "case.yaml").write_text(
        f"nation: england\nsources:\n  - path: ../outside.csv\n  - path: {tmp_path}/linked.csv\n", encoding="utf-8"
    )
    (tmp_path / "linked.csv").write_text("Date,Name,Notes\n02/02/2007,Amy Lowe,Not seen\n", encoding="utf-8")
    assert chronology("check", folder).returncode == 2
    done = chronology("check", folder, "--allow-outside")
    assert done.returncode == 0, done.stderr
    assert "../outside.csv" in done.stdout


@pytest.fixture
def json_case(tmp_path):
    """A case whose export has the name of a result."""
    exports = tmp_path / "case" / "exports"
    exports.mkdir(parents=True)
    (exports / "chronology.json").write_text(
        '[{"date": "2007-02-01", "name": "Amy Lowe", "notes": "Seen at the clinic with her mother"}]', encoding="utf-8"
    )
    (tmp_path / "case" / "case.yaml").write_text("nation: england\n", encoding="utf-8")
    return tmp_path / "case"


@pytest.mark.parametrize("spelling", ["exports", "exports/../exports", "link", "EXPORTS-by-link/."])
def test_a_result_is_never_written_over_an_export(spelling, json_case):
    export = json_case / "exports" / "chronology.json"
    before = export.read_bytes()
    (json_case.parent / "link").symlink_to(json_case / "exports")
    (json_case.parent / "EXPORTS-by-link").symlink_to(json_case / "exports")
    base = json_case if spelling.startswith("exports") else json_case.parent
    done = chronology("build", json_case, "--to", base / spelling, "--format", "json")
    assert done.returncode == 2
    assert "over an export" in done.stderr
    assert export.read_bytes() == before


@pytest.mark.parametrize("link", [os.symlink, os.link], ids=["symbolic", "hard"])
def test_a_result_is_never_written_through_a_link_into_an_export(link, json_case, tmp_path):
    export = json_case / "exports" / "chronology.json"
    before = export.read_bytes()
    (tmp_path / "out").mkdir()
    link(export, tmp_path / "out" / "chronology.json")
    chronology("build", json_case, "--to", tmp_path / "out", "--format", "json")
    assert export.read_bytes() == before
    assert export.stat().st_size == len(before)


def test_a_usage_error_names_no_content(case_file):
    with pytest.raises(UsageError) as caught:
        open_case([case_file("subjects:\n  - {id: a, name: Zzcanary Lowe}\nsources:\n  - path: ../x.csv\n")])
    assert "Zzcanary" not in str(caught.value)
