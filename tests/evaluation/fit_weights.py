"""Fits the weights by which free text is read: `python -m tests.evaluation.fit_weights [--left-out]`.

Enters: the labelled records in tests/evaluation/records/fitted (free text, labelled with the kinds that `narratives` scores) and
rows_fitted (rows of exports, labelled with every kind), and in signs_fitted (rows of which somebody said whether they are a sign of
worry). Leaves: chronology/narrative/weights.tsv; with `--left-out`
nothing is written, and for each file it prints how well its records are read with weights fitted to all the other files: by phrases
alone, and by phrases and weights. Those in unseen, rows_unseen and signs_unseen are never fitted to. Needs scikit-learn, which
`pip install '.[fit]'` brings.
"""

from __future__ import annotations

import math
import re
import sys
from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple

import numpy
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from chronology.kinds import kind_names
from chronology.narrative import context_of, is_read_along, kinds_of_category
from chronology.narrative.lexicon import lexicon
from chronology.narrative.read import tell
from chronology.narrative.weighing import (
    EVERY_TEXT,
    FILED,
    FILES,
    OUTCOME,
    SECTOR,
    SETS_ASIDE,
    TELLS,
    UNFILED,
    WORRY,
    features_of,
    features_of_cells,
)
from tests.evaluation.narratives import LABELS, read_lines, score
from tests.evaluation.records import digest, fitted_files

WEIGHTS = Path(__file__).parents[2] / "chronology" / "narrative" / "weights.tsv"
HEAD = "# hundredths of a bit, fitted by tests/evaluation/fit_weights.py, not to be edited by hand; fitted to "
SEEN = 3  # records that hold a feature, from which it is weighed
SMALLEST = 0.12  # of the weights that are kept, in nats
LOOSENESS = 4.0  # the inverse of the penalty on large weights
CAUTION = 2.0  # nats beyond what was fitted against a kind that phrases set aside: a short note has few other words that could
TRUST = 1.5  # nats beyond what was fitted for a kind that phrases tell: to lose an injury is worse than to read one too many
# Nats asked for beyond that of a kind that no phrase tells, where to tell it wrongly does harm: a sighting that was none, an
# accusation, an account that makes an injury look explained, a visit that nobody made, word that nobody gave, a check or an
# examination that nobody asked for, an emergency, a discharge, a call to the police, a birth or an appointment that was none, a plan
# that neither began nor ended.
PRUDENCE = {
    "child_seen": 1.5,
    "child_seen_alone": 1.3,
    "child_not_seen": 1.3,
    "injury_seen": 1.3,
    "disclosure": 1.3,
    "explanation_given": 1.4,
    "home_visit": 0.4,
    "referral_received": 0.7,
    "emergency_attendance": 2.0,
    "meeting_not_attended": 1.0,
    "medical_examination": 2.0,
    "protection_check": 0.8,
    "appointment_kept": 1.2,
    "birth": 1.2,
    "plan_started": 1.8,
    "plan_ended": 1.2,
    "information_shared": 1.3,
    "discharge": 0.8,
    "police_domestic_incident": 0.8,
    "referral_made": 0.8,
}
# Words and marks that carry no meaning of their own: what they weigh, alone or beside each other, is held to a half, so that full stops
# tell of no child seen and "her" does not outweigh a bruise.
HELD = 0.5
SMALL = frozenset(
    """. , ; : ! ? - ( ) / ' " | a an the of to in on at for with from by as and or but if is was were are be been being am has have had
    do did does it its this that these those there then than who which what when where while so will would can could may might i we you
    my our your me us 's re into onto up down out off over again also still just only very some any all both each other one two
    [his] [him] [he] [line] [number] [name] [opening]""".split()
)
LENIENCE = 0.3  # nats by which a kind may be outweighed and is told all the same
LENIENCE_OF_FEW = (
    1.5  # the same of kinds that rows alone are labelled with: they are missed more often than wrongly told
)
KINDS = (*LABELS, *(kind for kind in kind_names() if kind not in (*LABELS, "other")))
COLUMNS = (*KINDS, WORRY)
# Of a kind that the rows of exports alone are labelled with: what speaks for it has seldom been met, and its phrases are trusted more.
TRUST_OF_FEW = 5.0
# Of the sign of worry: every word says a little and none much. The nats by which it may be outweighed leave about one ordinary
# contact in twenty read as one; the rules that ask about it are low ones.
LOOSENESS_OF_WORRY = 0.1
SMALLEST_OF_WORRY = 0.02
LENIENCE_OF_WORRY = 0.9
_WORD = re.compile(r"[^\W\d_]+")
_OPENS = re.compile(r"(?:^|[.!?:\n])[\s\"'“‘(-]*$")  # before a word with which a sentence may begin


class Labelled(NamedTuple):
    text: str
    features: frozenset[str]
    told: frozenset[str]  # by phrases and by the contact type
    labels: frozenset[str]
    stated: frozenset[str] = frozenset()  # of what is told, by the contact type
    exported: bool = False  # a row of an export, labelled with every kind
    judged: bool = False  # a row labelled with nothing but whether it is a sign of worry


def take_in(path: Path) -> list[Labelled]:
    """The records of a file, each with what is weighed of all its stretches and of its short cells."""
    records = []
    for line in read_lines(path):
        exported = "text" not in line
        text, stated, cells, context = _said(line) if exported else (line["text"], *[frozenset[str]()] * 3)
        words, told, aside = tell(text, line["sector"], context)
        phrases = frozenset(kind for kind, _ in told)
        features = frozenset[str]().union(*features_of(words, line["sector"], told, aside), cells)
        judged = "worry" in line
        labels = frozenset((WORRY,) if line["worry"] else ()) if judged else frozenset(line["labels"]) - {"other"}
        told_kinds = (phrases if exported else phrases & frozenset(LABELS)) | stated
        records.append(Labelled(text, features, told_kinds, labels, stated, exported and not judged, judged))
    return records


def _said(line: dict[str, Any]) -> tuple[str, frozenset[str], frozenset[str], frozenset[str]]:
    """The text of an export's row as `normalise` puts it together, the kinds that its contact type states, its cells' features, and
    the words of the type beside which phrases count.
    """
    category, sector = line["category"], line["sector"]
    named = kinds_of_category(category, sector) if category else ()
    parts = [line["summary"], line["action"], line["outcome"]]
    if is_read_along(category, named):
        parts.append(category)
    text = "\n".join(part for part in parts if part)
    cells = features_of_cells(category, line["outcome"], named or ())
    return text, frozenset(named or ()), cells, context_of(category, named)


def ordinary_words(records: list[Labelled]) -> set[str]:
    """Words that are no names: those of the lexicon, and those written in small letters, or as shorthand in capitals, more often
    than with a capital inside a sentence. A text all in capitals tells nothing of that.
    """
    plain, named = Counter[str](), Counter[str]()
    for text in (record.text for record in records if not record.text.isupper()):
        for match in _WORD.finditer(text):
            word = match.group()
            if word.islower() or word.isupper():
                plain[word.lower()] += 1
            elif not _OPENS.search(text, 0, match.start()):
                named[word.lower()] += 1
    customs = lexicon().cutter.customs
    spelt = {one for groups in customs.spellings.values() for _, one in groups}
    return {word for word, times in plain.items() if times > named[word]} | customs.ordinary | spelt


def holds_no_name(feature: str, known: set[str]) -> bool:
    """Whether every word of a feature is an ordinary one; what a name is called must not weigh."""
    if feature.startswith((TELLS, SETS_ASIDE, SECTOR, FILES, UNFILED)):
        return True
    feature = feature.removeprefix(FILED).removeprefix(OUTCOME)
    return all(part in known or part.startswith("[") or not _WORD.match(part) for part in feature.split())


def held(feature: str) -> float:
    """How much of its weight a feature may have: all of it, or `HELD` where every word of it is a small one."""
    return HELD if SMALL.issuperset(feature.split()) else 1.0


class Table(NamedTuple):
    """Which records hold which features: a row a record, a column a feature."""

    cells: Any
    names: list[str]
    shares: numpy.ndarray[Any, Any]


def tabulate(records: list[Labelled]) -> Table:
    """The features that enough of the records hold and that name nobody, each with the share of its weight that it may have."""
    met = Counter(feature for record in records for feature in record.features)
    known = ordinary_words(records)
    weighed = {feature for feature, times in met.items() if times >= SEEN and holds_no_name(feature, known)}
    vectorizer = DictVectorizer()
    cells: Any = vectorizer.fit_transform(
        [{name: held(name) for name in sorted(record.features & weighed)} for record in records]
    )
    cells.indices, cells.indptr = cells.indices.astype(numpy.int32), cells.indptr.astype(numpy.int32)
    names = [str(name) for name in vectorizer.get_feature_names_out()]
    return Table(cells, names, numpy.array([held(name) for name in names]))


def fit(records: list[Labelled]) -> dict[str, dict[str, float]]:
    """Feature → kind, or the sign of worry → weight in nats, without those too small to matter."""
    weights: dict[str, dict[str, float]] = {EVERY_TEXT: {}}
    _fit_kinds([record for record in records if not record.judged], weights)
    for name, weight in fit_worry([record for record in records if record.judged]).items():
        weights.setdefault(name, {})[WORRY] = weight
    return weights


def _fit_kinds(records: list[Labelled], weights: dict[str, dict[str, float]]) -> None:
    table = tabulate(records)
    exported = numpy.array([record.exported for record in records])
    for label in KINDS:
        labelled = numpy.ones(len(records), bool) if label in LABELS else exported
        trust, lenience = (TRUST, LENIENCE) if label in LABELS else (TRUST_OF_FEW, LENIENCE_OF_FEW)
        model = LogisticRegression(C=LOOSENESS, solver="liblinear", max_iter=1000, random_state=0)
        told = numpy.array([label in record.labels for record in records])
        model.fit(table.cells[labelled], told[labelled])
        prudence = PRUDENCE.get(label, 0.0)
        weights[EVERY_TEXT][label] = float(model.intercept_[0]) + lenience - prudence
        belief = {TELLS + label: trust + prudence, SETS_ASIDE + label: -CAUTION}
        for name, weight in zip(table.names, model.coef_[0] * table.shares, strict=True):
            if abs(weight) >= SMALLEST or name in belief:
                weights.setdefault(name, {})[label] = float(weight) + belief.get(name, 0.0)


def fit_worry(records: list[Labelled]) -> dict[str, float]:
    """Feature → weight in nats for a sign of worry, without those too small to matter."""
    table = tabulate(records)
    model = LogisticRegression(C=LOOSENESS_OF_WORRY, solver="liblinear", max_iter=1000, random_state=0)
    model.fit(table.cells, numpy.array([WORRY in record.labels for record in records]))
    weights = {EVERY_TEXT: float(model.intercept_[0]) + LENIENCE_OF_WORRY}
    for name, weight in zip(table.names, model.coef_[0] * table.shares, strict=True):
        if abs(weight) >= SMALLEST_OF_WORRY:
            weights[name] = float(weight)
    return weights


def told_by(weights: dict[str, dict[str, float]], record: Labelled) -> frozenset[str]:
    sums = Counter(weights[EVERY_TEXT])
    for feature in record.features:
        for label, weight in weights.get(feature, {}).items():
            sums[label] += weight
    found = frozenset(label for label, total in sums.items() if total > 0) | record.stated
    if record.judged:
        return found & {WORRY}
    return found - {WORRY} if record.exported else found & frozenset(LABELS)


def print_left_out(files: dict[str, list[Labelled]]) -> None:
    """How well each file is read with weights fitted to the others, and all of them together, label by label."""
    everything: list[tuple[Labelled, frozenset[str]]] = []
    for name, records in files.items():
        weights = fit([record for other, others in files.items() if other != name for record in others])
        pairs = [(record, told_by(weights, record)) for record in records]
        everything += pairs
        print(
            f"{name:12} {len(records):>5} records   phrases {_say([(r, r.told) for r in records])}   weighed {_say(pairs)}"
        )
    for label in COLUMNS:
        of_label = [
            (Labelled(r.text, r.features, r.told & {label}, r.labels & {label}), told & {label})
            for r, told in everything
            if r.judged == (label == WORRY) and (r.exported or label not in KINDS or label in LABELS)
        ]
        print(f"{label:26} phrases {_say([(r, r.told) for r, _ in of_label])}   weighed {_say(of_label)}")
    print(f"{'micro':26} phrases {_say([(r, r.told) for r, _ in everything])}   weighed {_say(everything)}")


def _say(pairs: list[tuple[Labelled, frozenset[str]]]) -> str:
    right = sum(len(told & record.labels) for record, told in pairs)
    extra = sum(len(told - record.labels) for record, told in pairs)
    missed = sum(len(record.labels - told) for record, told in pairs)
    return "P {:.3f} R {:.3f} F1 {:.3f}".format(*score(right, extra, missed))


def write(weights: dict[str, dict[str, float]]) -> None:
    """A line for each feature, a column for each kind; empty where the weight is too small to matter."""
    lines = [HEAD + digest(), "\t".join(("", *COLUMNS))]
    for feature, by_kind in sorted(weights.items()):
        cells = [str(round(100 * by_kind[kind] / math.log(2))) if kind in by_kind else "" for kind in COLUMNS]
        lines.append("\t".join((feature, *cells)).rstrip())
    WEIGHTS.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def main(arguments: list[str]) -> None:
    files = {path.stem: take_in(path) for path in fitted_files()}
    if "--left-out" in arguments:
        print_left_out(files)
    else:
        write(fit([record for records in files.values() for record in records]))


if __name__ == "__main__":
    main(sys.argv[1:])
