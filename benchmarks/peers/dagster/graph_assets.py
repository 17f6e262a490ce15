"""The graph in the JSON file named by GRAPH as Dagster assets. They return nothing and only wait for each other.

EXEC=multiprocess takes Dagster's default executor with two processes; otherwise all steps run in one process, its quickest way.
"""
import json
import os

from dagster import Definitions, asset, in_process_executor, multiprocess_executor


def _asset(name, upstreams):
    @asset(name=name, deps=upstreams)
    def trivial():
        return None

    return trivial


with open(os.environ["GRAPH"]) as file:
    ASSETS = [_asset(name, upstreams) for name, upstreams in json.load(file).items()]

_executor = multiprocess_executor.configured({"max_concurrent": 2}) if os.environ.get("EXEC") == "multiprocess" else in_process_executor
defs = Definitions(assets=ASSETS, executor=_executor)
