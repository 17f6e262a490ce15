"""The graph in the JSON file named by GRAPH as one DAG of Python tasks with nothing to do."""
import json
import os
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG


def trivial():
    return 1


with open(os.environ["GRAPH"]) as file:
    upstreams_of = json.load(file)

with DAG("graph", schedule=None, start_date=datetime(2024, 1, 1), catchup=False, is_paused_upon_creation=False):
    tasks = {name: PythonOperator(task_id=name, python_callable=trivial) for name in upstreams_of}
    for name, upstreams in upstreams_of.items():
        for upstream in upstreams:
            tasks[upstream] >> tasks[name]
