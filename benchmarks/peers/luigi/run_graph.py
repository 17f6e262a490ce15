"""The graph named by GRAPH as Luigi tasks on its local scheduler, one worker: each writes a small file below OUT, which is how Luigi remembers."""
import json
import logging
import os
import time

start = time.perf_counter()
import luigi

with open(os.environ["GRAPH"]) as file:
    GRAPH = json.load(file)
OUT = os.environ["OUT"]


class Trivial(luigi.Task):
    name = luigi.Parameter()

    def requires(self):
        return [Trivial(upstream) for upstream in GRAPH[self.name]]

    def output(self):
        return luigi.LocalTarget(f"{OUT}/{self.name}")

    def run(self):
        with self.output().open("w") as out:
            out.write("1")


class Everything(luigi.WrapperTask):
    def requires(self):
        return [Trivial(name) for name in GRAPH]


logging.disable(logging.CRITICAL)
os.makedirs(OUT, exist_ok=True)
loaded = time.perf_counter()
assert luigi.build([Everything()], local_scheduler=True, workers=1, log_level="CRITICAL")
print(json.dumps({"load": loaded - start, "run": time.perf_counter() - loaded, "steps": len(GRAPH)}))
