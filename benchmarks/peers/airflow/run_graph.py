"""Runs the graph named by GRAPH in Airflow: all its services by `airflow standalone`, LocalExecutor with four workers, PostgreSQL at DATABASE.

The services' start, the migration and the parsing of the DAG are not in the figure "run": it is what Airflow itself recorded of the DAG run, from
its trigger to its end. OUT is a folder of its own.
"""
import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import psycopg2

OUT, DATABASE = Path(os.environ["OUT"]), os.environ["DATABASE"]
PATIENCE = 120


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return str(probe.getsockname()[1])


def environment():
    port = free_port()
    return {
        **os.environ,
        "AIRFLOW_HOME": str(OUT),
        "AIRFLOW__CORE__DAGS_FOLDER": str(Path(__file__).parent / "dags"),
        "AIRFLOW__CORE__LOAD_EXAMPLES": "false",
        "AIRFLOW__CORE__EXECUTOR": "LocalExecutor",
        "AIRFLOW__CORE__PARALLELISM": "4",
        "AIRFLOW__CORE__MAX_ACTIVE_TASKS_PER_DAG": "1000",
        "AIRFLOW__CORE__EXECUTION_API_SERVER_URL": f"http://127.0.0.1:{port}/execution/",
        "AIRFLOW__API__PORT": port,
        "AIRFLOW__API__HOST": "127.0.0.1",
        "AIRFLOW__LOGGING__WORKER_LOG_SERVER_PORT": free_port(),
        "AIRFLOW__LOGGING__TRIGGER_LOG_SERVER_PORT": free_port(),
        "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": DATABASE.replace("postgresql://", "postgresql+psycopg2://"),
        "AIRFLOW__USAGE_DATA_COLLECTION__ENABLED": "false",
        "PYTHONDONTWRITEBYTECODE": "1",
    }


def wait_for(what, services, found):
    """Returns the first answer that is not None; a table that is not there yet is no answer."""
    connection = psycopg2.connect(DATABASE)
    connection.autocommit = True
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if services.poll() is not None:
            sys.exit("airflow standalone ended; see " + str(OUT / "services.log"))
        try:
            with connection.cursor() as cursor:
                answer = found(cursor)
                if answer is not None:
                    return answer
        except psycopg2.errors.UndefinedTable:
            pass
        time.sleep(0.1)
    sys.exit(f"waited {PATIENCE} s in vain for {what}; see {OUT / 'services.log'}")


def parsed(cursor):
    cursor.execute("select 1 from dag d join serialized_dag s on s.dag_id = d.dag_id where d.dag_id = 'graph' and not d.is_stale")
    return cursor.fetchone()


def scheduling(cursor):
    cursor.execute("select 1 from job where job_type = 'SchedulerJob' and state = 'running' and latest_heartbeat is not null")
    return cursor.fetchone()


def ended(cursor):
    cursor.execute("select state, extract(epoch from end_date - queued_at), extract(epoch from start_date - queued_at) from dag_run where state in ('success', 'failed')")
    return cursor.fetchone()


def steps():
    connection = psycopg2.connect(DATABASE)
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from task_instance where state = 'success'")
        return cursor.fetchone()[0]


def main():
    OUT.mkdir(parents=True, exist_ok=True)
    settings = environment()
    airflow = str(Path(sys.executable).parent / "airflow")
    with open(OUT / "services.log", "w") as log:
        services = subprocess.Popen([airflow, "standalone"], env=settings, stdout=log, stderr=log, start_new_session=True)
    try:
        wait_for("the scheduler", services, scheduling)
        wait_for("the DAG to be parsed", services, parsed)
        subprocess.run([airflow, "dags", "trigger", "graph"], env=settings, check=True, stdout=subprocess.DEVNULL)
        state, seconds, waited = wait_for("the run to end", services, ended)
        assert state == "success", state
        print(json.dumps({"run": float(seconds), "queued": float(waited), "steps": steps()}))
    finally:
        services.terminate()
        try:
            services.wait(15)
        except subprocess.TimeoutExpired:
            pass
        try:
            os.killpg(services.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass


main()
