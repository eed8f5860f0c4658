"""The twins' sample case has an answer for every mention; the program's links must be those."""

import csv
from collections import defaultdict

from tests.running import SAMPLES, chronology

TWINS = SAMPLES / "twins"
STANDINGS = {"confirmed": "merged", "probable": "merged", "possible": "review"}


def read(path):
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_every_mention_is_answered_right(tmp_path):
    assert chronology("subjects", TWINS, "--links", tmp_path / "links.csv").returncode == 0
    wanted, given = defaultdict(set), defaultdict(set)
    for row in read(TWINS / "expected" / "answers.csv"):
        place = (row["source"], row["sheet"], row["row"])
        wanted[place] |= {(row["subject"], row["standing"])} if row["standing"] != "apart" else set()
    for row in read(tmp_path / "links.csv"):
        given[row["source"], row["sheet"], row["row"]].add((row["subject"], STANDINGS[row["standing"]]))
    assert len(wanted) >= 60
    assert {place: wanted[place] for place in wanted | given} == {place: given[place] for place in wanted | given}
