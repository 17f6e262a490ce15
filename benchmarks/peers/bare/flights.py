"""The floor of the flights work: the same files by one DuckDB session, without a catalog. FLIGHTS is the folder of the data, OUT the target, DAYS how many."""
import json
import os
import time
from datetime import date, timedelta

import duckdb

SOURCE, OUT, DAYS = os.environ["FLIGHTS"], os.environ["OUT"], int(os.environ["DAYS"])
days = [str(date(2001, 1, 1) + timedelta(days=n)) for n in range(DAYS)]

start = time.perf_counter()
session = duckdb.connect()


def copy(name, key, query):
    os.makedirs(f"{OUT}/{name}", exist_ok=True)
    session.execute(f"copy ({query}) to '{OUT}/{name}/{key}.parquet' (format parquet)")


copy("airports", "all", f"select * from '{SOURCE}/airports.csv'")
for day in days:
    flights = f"'{OUT}/flights/{day}.parquet'"
    copy("flights", day, f"""select * from '{SOURCE}/flights-3m.parquet'
        where date >= timestamp '{day}' and date < timestamp '{day}' + interval 1 day and origin is not null and distance > 0""")
    copy("airport_delays", day, f"""select origin, any_value(a.name) as name, count(*) as n, avg(delay) as mean_delay, quantile_cont(delay, 0.9) as p90
        from {flights} f left join '{OUT}/airports/all.parquet' a on a.iata = f.origin group by origin""")
    copy("route_delays", day, f"select origin, destination, count(*) as n, avg(delay) as mean_delay from {flights} group by all")
for month in sorted({day[:7] for day in days}):
    copy("monthly_punctuality", month, f"""select origin, sum(n) as n, sum(n * mean_delay) / sum(n) as mean_delay
        from '{OUT}/airport_delays/{month}-*.parquet' group by origin""")
print(json.dumps({"run": time.perf_counter() - start, "days": DAYS}))
