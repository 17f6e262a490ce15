"""Writes the graph named by GRAPH as trivial SQL models on DuckDB into a project: models.py dbt|sqlmesh FOLDER."""
import json
import os
import sys
from pathlib import Path

KIND, FOLDER = sys.argv[1], Path(sys.argv[2])

with open(os.environ["GRAPH"]) as file:
    graph = json.load(file)


def query(upstreams, relation):
    if not upstreams:
        return "select 1 as x"
    return "select max(x) as x from (" + " union all ".join(f"select x from {relation(upstream)}" for upstream in upstreams) + ") as read"


def dbt():
    (FOLDER / "dbt_project.yml").write_text("name: bench\nversion: '1.0'\nprofile: bench\nmodel-paths: [models]\nmodels:\n  +materialized: table\n")
    (FOLDER / "profiles.yml").write_text(
        "bench:\n  target: local\n  outputs:\n    local: {type: duckdb, path: bench.duckdb, threads: 4}\n"
    )
    for name, upstreams in graph.items():
        (FOLDER / f"models/{name}.sql").write_text(query(upstreams, lambda upstream: "{{ ref('" + upstream + "') }}") + "\n")


def sqlmesh():
    (FOLDER / "config.yaml").write_text(
        "gateways:\n  local:\n    connection: {type: duckdb, database: bench.duckdb}\ndefault_gateway: local\n"
        "model_defaults: {dialect: duckdb, start: 2024-01-01}\ndisable_anonymized_analytics: true\n"
    )
    for name, upstreams in graph.items():
        body = query(upstreams, lambda upstream: f"bench.{upstream}")
        (FOLDER / f"models/{name}.sql").write_text(f"MODEL (name bench.{name}, kind FULL);\n\nselect x::int as x from ({body}) as model\n")


(FOLDER / "models").mkdir(parents=True, exist_ok=True)
{"dbt": dbt, "sqlmesh": sqlmesh}[KIND]()
