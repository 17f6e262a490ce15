"""Partitions in Dagster, in process: `partitions.py runs N` materializes N partitions of a daily asset, a run for each, and asks which of them it has;
`partitions.py subset N` makes a definition of N keys and a set of a tenth of them, which is what its status of partitions is computed with."""
import json
import sys
import time

from dagster import AssetKey, DagsterInstance, DailyPartitionsDefinition, StaticPartitionsDefinition, asset, materialize

WHAT, COUNT = sys.argv[1], int(sys.argv[2])


@asset(partitions_def=DailyPartitionsDefinition("1990-01-01"))
def daily():
    return None


def runs():
    keys = daily.partitions_def.get_partition_keys()[:COUNT]
    with DagsterInstance.get() as instance:
        start = time.perf_counter()
        for key in keys:
            assert materialize([daily], instance=instance, partition_key=key).success
        made = time.perf_counter()
        assert len(instance.get_materialized_partitions(AssetKey("daily"))) == COUNT
        print(json.dumps({"run": made - start, "status": time.perf_counter() - made}))


def subset():
    start = time.perf_counter()
    definition = StaticPartitionsDefinition([f"k{n}" for n in range(COUNT)])
    keys = definition.get_partition_keys()
    chosen = definition.subset_with_partition_keys(keys[: COUNT // 10])
    left = chosen.get_partition_keys_not_in_subset(definition)
    assert len(left) == COUNT - COUNT // 10
    print(json.dumps({"run": time.perf_counter() - start}))


{"runs": runs, "subset": subset}[WHAT]()
