"""The graph named by GRAPH as tasks of one Prefect flow, submitted to its thread pool, beside a server of its own with SQLite below OUT.

The server's start is not in the figure "run". Prefect runs everything again when asked again, and its tasks' results are not kept by default.
"""
import json
import os
import socket
import subprocess
import sys
import time
import urllib.request



def run_flow():
    start = time.perf_counter()
    from prefect import flow, task

    with open(os.environ["GRAPH"]) as file:
        graph = json.load(file)

    @task
    def trivial(*upstreams):
        return 1

    @flow
    def everything():
        futures = {}
        for name, upstreams in graph.items():
            futures[name] = trivial.with_options(name=name).submit(*[futures[upstream] for upstream in upstreams])
        for future in futures.values():
            future.result()

    loaded = time.perf_counter()
    everything()
    print(json.dumps({"load": loaded - start, "run": time.perf_counter() - loaded, "steps": len(graph)}))


def wait_for(server):
    for _ in range(1200):
        if server.poll() is not None:
            sys.exit("the server ended")
        try:
            urllib.request.urlopen(os.environ["PREFECT_API_URL"] + "/health", timeout=2)
            return
        except OSError:
            time.sleep(0.1)
    sys.exit("the server did not start")


def beside_a_server():
    out = os.environ["OUT"]
    os.makedirs(out, exist_ok=True)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    os.environ["PREFECT_HOME"] = out
    os.environ["PREFECT_API_URL"] = f"http://127.0.0.1:{port}/api"
    os.environ["PREFECT_LOGGING_LEVEL"] = "CRITICAL"
    os.environ["PREFECT_SERVER_ANALYTICS_ENABLED"] = "false"
    os.environ["DO_NOT_TRACK"] = "1"
    prefect = os.path.join(os.path.dirname(sys.executable), "prefect")
    with open(f"{out}/server.log", "w") as log:
        server = subprocess.Popen([prefect, "server", "start", "--host", "127.0.0.1", "--port", str(port)], stdout=log, stderr=log)
    try:
        wait_for(server)
        # A process of its own: it sends its last events to the server when it ends.
        subprocess.run([sys.executable, __file__, "flow"], check=True)
    finally:
        server.terminate()
        server.wait()


run_flow() if sys.argv[1:] == ["flow"] else beside_a_server()
