"""What the leading general matcher makes of a labelled set, for comparison: splink 4, where it is installed.

Its own documented way: estimate u from random pairs, learn m by blocking on one field at a time, cluster at one threshold.
Nothing here is a dependency of the program.
"""

from __future__ import annotations

import importlib.util
import time
from typing import Any

from tests.evaluation.linkage_measures import measure
from tests.evaluation.linkage_sets import LabelledSet

THRESHOLD = 0.95
LARGEST_SAMPLE = 1e6  # pairs from which the share of chance agreements is estimated
FIELDS = ("forename", "surname", "born", "nhs_number", "agency_id", "postcode", "address", "reached")


def print_peer(labelled: LabelledSet) -> None:
    """One row beside ours, or why there is none."""
    from tests.evaluation.linkage import print_measures

    if importlib.util.find_spec("splink") is None:
        print("  splink is not installed: no peer to compare with")
        return
    started = time.perf_counter()
    groups = group_with_splink(labelled)
    print_measures(f"splink at {THRESHOLD}", measure(groups, labelled.people, labelled.homes))
    print(f"  {time.perf_counter() - started:.1f} s for splink")


def group_with_splink(labelled: LabelledSet) -> list[str]:
    """The cluster of each record."""
    import pandas
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on
    from splink import comparison_library as compare

    rows = [_row(number, labelled) for number in range(len(labelled.events))]
    filled = [field for field in FIELDS if any(row[field] for row in rows)]
    exact = {"agency_id", "nhs_number", "postcode", "address", "reached"}
    comparisons: list[Any] = [compare.ExactMatch(field) for field in filled if field in exact]
    comparisons += [
        compare.JaroWinklerAtThresholds(field, [0.92, 0.85]) for field in ("forename", "surname") if field in filled
    ]
    comparisons.append(compare.DamerauLevenshteinAtThresholds("born", [1, 2]))
    blocks = [block_on("born", "surname"), block_on("born", "forename"), block_on("forename", "surname")]
    blocks += [block_on(field) for field in ("nhs_number", "agency_id", "reached") if field in filled]
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=comparisons,
        blocking_rules_to_generate_predictions=blocks,
        unique_id_column_name="id",
        retain_intermediate_calculation_columns=False,
    )
    linker = Linker(pandas.DataFrame(rows), settings, DuckDBAPI())
    linker.training.estimate_probability_two_random_records_match(blocks[:2], recall=0.8)
    linker.training.estimate_u_using_random_sampling(max_pairs=LARGEST_SAMPLE, seed=1)
    for rule in (block_on("forename", "surname"), block_on("born")):
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    scored = linker.inference.predict(threshold_match_probability=0.5)
    table = linker.clustering.cluster_pairwise_predictions_at_threshold(scored, THRESHOLD).as_pandas_dataframe()
    cluster_of = dict(zip(table["id"], table["cluster_id"], strict=True))
    return [str(cluster_of[number]) for number in range(len(rows))]


def _row(number: int, labelled: LabelledSet) -> dict[str, Any]:
    event = labelled.events[number]
    mention = event.mentions[0]
    row: dict[str, Any] = {
        "forename": mention.forename.casefold(),
        "surname": mention.surname.casefold(),
        "born": mention.born.edtf if mention.born else "",
        "nhs_number": mention.nhs_number,
        "agency_id": mention.agency_id,
        "postcode": mention.postcode.replace(" ", ""),
        "address": mention.address.casefold(),
        "reached": next((text for _, text in event.other if text), ""),
    }
    return {"id": number} | {field: text or None for field, text in row.items()}
