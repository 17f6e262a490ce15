"""Loads and validates the graph named by GRAPH and makes Dagster's execution plan for all of it; runs nothing."""
import json
import time

start = time.perf_counter()
from dagster._core.execution.api import create_execution_plan

import graph_assets

defined = time.perf_counter()
repository = graph_assets.defs.get_repository_def()
assets = len(repository.asset_graph.toposorted_asset_keys)
loaded = time.perf_counter()
job = repository.get_implicit_global_asset_job_def()
create_execution_plan(job)
planned = time.perf_counter()
print(json.dumps({"define": defined - start, "load": loaded - defined, "plan": planned - loaded, "run": planned - start, "assets": assets}))
