"""The flights work in Dagster, in process: by day flights (cleaned, Parquet), delays by airport and by route; by month punctuality.

FLIGHTS is the folder of the data, OUT the target, DAYS how many days. A run for each day, as a nightly batch would have it.
"""
import json
import os
import time

import duckdb
from dagster import (
    AssetCheckResult,
    DagsterInstance,
    DailyPartitionsDefinition,
    MaterializeResult,
    MonthlyPartitionsDefinition,
    asset,
    asset_check,
    materialize,
)

SOURCE, OUT, DAYS = os.environ["FLIGHTS"], os.environ["OUT"], int(os.environ["DAYS"])
by_day = DailyPartitionsDefinition("2001-01-01", end_date="2001-07-02")
by_month = MonthlyPartitionsDefinition("2001-01-01", end_date="2001-08-01")


def place(name, key):
    os.makedirs(f"{OUT}/{name}", exist_ok=True)
    return f"{OUT}/{name}/{key}.parquet"


def write(name, key, query):
    session = duckdb.connect()
    session.execute(f"copy ({query}) to '{place(name, key)}' (format parquet)")
    rows = session.execute(f"select count(*) from '{place(name, key)}'").fetchone()[0]
    return MaterializeResult(metadata={"dagster/row_count": rows, "path": place(name, key)})


@asset(partitions_def=by_day)
def flights(context):
    day = context.partition_key
    return write("flights", day, f"""select * from '{SOURCE}/flights-3m.parquet'
        where date >= timestamp '{day}' and date < timestamp '{day}' + interval 1 day and origin is not null and distance > 0""")


@asset_check(asset=flights, blocking=True)
def every_flight_has_an_origin():
    return AssetCheckResult(passed=True)


@asset
def airports():
    return write("airports", "all", f"select * from '{SOURCE}/airports.csv'")


@asset(partitions_def=by_day, deps=[flights, airports])
def airport_delays(context):
    day = context.partition_key
    return write("airport_delays", day, f"""select origin, any_value(a.name) as name, count(*) as n, avg(delay) as mean_delay, quantile_cont(delay, 0.9) as p90
        from '{place("flights", day)}' f left join '{place("airports", "all")}' a on a.iata = f.origin group by origin""")


@asset(partitions_def=by_day, deps=[flights])
def route_delays(context):
    day = context.partition_key
    return write("route_delays", day, f"select origin, destination, count(*) as n, avg(delay) as mean_delay from '{place('flights', day)}' group by all")


@asset(partitions_def=by_month, deps=[airport_delays])
def monthly_punctuality(context):
    month = context.partition_key[:7]
    return write("monthly_punctuality", month, f"""select origin, sum(n) as n, sum(n * mean_delay) / sum(n) as mean_delay
        from '{OUT}/airport_delays/{month}-*.parquet' group by origin""")


ASSETS = [flights, airports, airport_delays, route_delays, monthly_punctuality, every_flight_has_an_origin]

start = time.perf_counter()
with DagsterInstance.get() as instance:
    assert materialize([airports], instance=instance).success
    days = by_day.get_partition_keys()[:DAYS]
    for day in days:
        assert materialize(ASSETS, selection=[flights, airport_delays, route_delays], instance=instance, partition_key=day).success
    for month in sorted({day[:7] + "-01" for day in days}):
        assert materialize(ASSETS, selection=[monthly_punctuality], instance=instance, partition_key=month).success
print(json.dumps({"run": time.perf_counter() - start, "days": DAYS}))
