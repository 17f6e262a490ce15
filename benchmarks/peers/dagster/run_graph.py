"""Materializes the graph named by GRAPH through Dagster's Python API, in one process, on the durable instance in DAGSTER_HOME."""
import json
import time

start = time.perf_counter()
from dagster import DagsterInstance, materialize

import graph_assets

loaded = time.perf_counter()
with DagsterInstance.get() as instance:
    result = materialize(graph_assets.ASSETS, instance=instance, raise_on_error=True)
ended = time.perf_counter()
assert result.success
print(json.dumps({"load": loaded - start, "run": ended - loaded, "steps": len(graph_assets.ASSETS)}))
