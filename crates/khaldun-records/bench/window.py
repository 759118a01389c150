"""DuckDB's half of `cargo xtask bench window`: the same counts by self-joins, and the comparison.

Two joins are tried, and the faster one counts: a plain one by days and a box of latitude, and one
that also joins by cells of the grid, which DuckDB can hash. Both then compare the distance.
"""

import argparse
import math
import time

import duckdb

DISTANCE = """2 * 6371.0088 * asin(sqrt(
    power(sin(radians(b.lat - a.lat) / 2), 2)
    + cos(radians(a.lat)) * cos(radians(b.lat)) * power(sin(radians(b.lon - a.lon) / 2), 2)))"""


def plain(km, before, after):
    return f"""
    SELECT a.n, count(b.n) - 1 AS count FROM points a JOIN points b
      ON b.day BETWEEN a.day - {before} AND a.day + {after}
     AND b.lat BETWEEN a.lat - {km / 111.0} AND a.lat + {km / 111.0}
     AND {DISTANCE} <= {km}
    GROUP BY a.n"""


def gridded(km, before, after, farthest):
    up = km / 111.0
    across = up / math.cos(math.radians(min(89.0, farthest)))
    return f"""
    WITH own AS (SELECT n, lat, lon, day, floor(lat / {up})::INT AS y, floor(lon / {across})::INT AS x,
                        floor(day / {max(1, before + after)})::INT AS t FROM points),
         around AS (SELECT n, lat, lon, day, y + dy AS y, x + dx AS x, t + dt AS t FROM own,
                    (SELECT unnest([-1, 0, 1]) AS dy), (SELECT unnest([-1, 0, 1]) AS dx),
                    (SELECT unnest([-1, 0, 1]) AS dt))
    SELECT a.n, count(b.n) - 1 AS count FROM around a JOIN own b
      ON a.y = b.y AND a.x = b.x AND a.t = b.t
     AND b.day BETWEEN a.day - {before} AND a.day + {after}
     AND {DISTANCE} <= {km}
    GROUP BY a.n"""


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("points")
    parser.add_argument("counts")
    parser.add_argument("km", type=float)
    parser.add_argument("before", type=int)
    parser.add_argument("after", type=int)
    parser.add_argument("ours", type=float, help="seconds that our counting took")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--skip-plain", action="store_true", help="the plain join is quadratic in the days")
    options = parser.parse_args()
    base = duckdb.connect()
    base.execute(f"SET threads = {options.threads}")
    base.execute(f"CREATE TABLE points AS SELECT * FROM read_csv('{options.points}') ORDER BY day")
    base.execute(f"CREATE TABLE ours AS SELECT * FROM read_csv('{options.counts}')")
    rows, farthest = base.execute("SELECT count(*), max(abs(lat)) FROM points").fetchall()[0]
    window = options.km, options.before, options.after
    joins = {"by cells": gridded(*window, farthest)}
    if not options.skip_plain:
        joins["plain"] = plain(*window)
    best = None
    for name, query in joins.items():
        times = []
        for _ in range(3):
            start = time.perf_counter()
            base.execute(f"CREATE OR REPLACE TABLE theirs AS {query}")
            times.append(time.perf_counter() - start)
            if times[0] > 60:
                break
        took = sorted(times)[len(times) // 2]
        differ = base.execute(
            "SELECT count(*) FROM ours FULL JOIN theirs USING (n) WHERE ours.count IS DISTINCT FROM theirs.count"
        ).fetchall()[0][0]
        print(f"DuckDB {duckdb.__version__}, join {name}: {took:.2f} s, {differ} of {rows} counts differ")
        best = took if best is None else min(best, took)
    pairs = base.execute("SELECT sum(count) FROM ours").fetchall()[0][0]
    print(f"ours: {options.ours:.2f} s for {rows} rows and {pairs} pairs; {best / options.ours:.1f} times faster")


if __name__ == "__main__":
    main()
