#!/usr/bin/env python3
"""The tables of docs/performance.md from what one run has left.

usage: table.py FILE...: JSON of Google Benchmark (*.json) and lines `job,who,seconds,residual` (*.csv)
"""
import collections
import json
import math
import statistics
import sys

US = "gaussnet"
# How many times faster than the peer: job, peer.
TARGETS = {
    ("lyapunov/dense/4", "SB03MD"): 4,
    ("lyapunov/dense/8", "SB03MD"): 1.5,
    ("lyapunov/dense/16", "SB03MD"): 1.3,
    ("lyapunov/cascade/4", "SB03MD"): 10,
    ("lyapunov/cascade/8", "SB03MD"): 10,
    ("lyapunov/cascade/16", "SB03MD"): 10,
    ("lyapunov/dense/1024", "dgees"): 1 / 1.35,
    ("stored/512", "SB03MD"): 250,
    ("riccati/dense/4", "SB02MD"): 2,
    ("riccati/dense/64", "SB02MD"): 4,
    ("riccati/dense/512", "SB02MD"): 2.5,
}
NEVER_SLOWER = ("SB03MD",)
LIMITS = {  # seconds of CPU time from the description to the last pair
    ("chain", 10_000): 10,
    ("junctions", 10_000): 10,
    ("chain", 100_000): 2 * 900,
}
EXPONENTS = {"time": 2.05, "memory": 1.05}
FIT = (1000, 30_000)
UNITS = {"ns": 1e-9, "us": 1e-6, "ms": 1e-3, "s": 1.0}
NETWORKS = ("chain", "junctions", "dark-dimers")


class Measured:
    """One job done by one program: its seconds, one a repetition, and what it said beside them."""

    def __init__(self):
        self.seconds = []
        self.said = {}

    @property
    def median(self):
        return statistics.median(self.seconds)


def read_json(path, found):
    with open(path) as file:
        for row in json.load(file)["benchmarks"]:
            if row.get("run_type") == "aggregate":
                continue
            job, who = row["run_name"].rsplit("/iterations:", 1)[0].split("/process_time")[0].rsplit("/", 1)
            if row.get("error_occurred"):
                sys.exit(f"{row['name']}: {row.get('error_message')}")
            entry = found[job][who]
            entry.seconds.append(row["cpu_time"] * UNITS[row["time_unit"]])
            entry.said.update({key: value for key, value in row.items() if isinstance(value, float)})


def read_csv(path, found):
    with open(path) as file:
        for line in file:
            job, who, seconds, residual = line.strip().split(",")
            found[job][who].seconds.append(float(seconds))
            found[job][who].said["residual"] = float(residual)


def time_text(seconds):
    for unit, size in (("s", 1.0), ("ms", 1e-3), ("us", 1e-6)):
        if seconds >= size:
            return f"{seconds / size:.3g} {unit}"
    return f"{seconds / 1e-9:.3g} ns"


def small(said, key):
    return f"{said[key]:.0e}" if key in said else ""


def target_text(job, peer, ratio):
    target = TARGETS.get((job, peer))
    if target is None and peer in NEVER_SLOWER:
        target = 1
    if target is None:
        return ""
    return f"{target:.3g}" + ("" if ratio >= target else " (missed)")


def sort_key(job):
    family, size = job.rsplit("/", 1)
    return family, int(size)


def print_peers(found):
    print("| job | ours | residual | bound | peer | its time | its residual | ratio | target |")
    print("|---|---|---|---|---|---|---|---|---|")
    for job in sorted(found, key=sort_key):
        if US not in found[job] or job.split("/")[0] in NETWORKS:
            continue
        ours = found[job][US]
        for who, peer in sorted(found[job].items()):
            if who == US:
                continue
            ratio = peer.median / ours.median
            print(f"| {job} | {time_text(ours.median)} | {small(ours.said, 'residual')} "
                  f"| {small(ours.said, 'bound')} | {who} | {time_text(peer.median)} "
                  f"| {small(peer.said, 'residual')} | {ratio:.3g} | {target_text(job, who, ratio)} |")


def checked_text(said):
    if "worst_pair" not in said:
        return ""
    pairs = f"{said['pairs_checked']:.0f} pairs" if "pairs_checked" in said else "every pair"
    return f"{pairs}: {said['worst_pair']:.0e}"


def print_networks(found):
    print("| network | oscillators | CPU time | of it reading | a pair | peak memory | residual | bound "
          "| checked | target |")
    print("|---|---|---|---|---|---|---|---|---|---|")
    for job in sorted(found, key=sort_key):
        family, size = sort_key(job)
        if family not in NETWORKS:
            continue
        for who, entry in found[job].items():
            said, limit = entry.said, LIMITS.get((family, size))
            target = "" if limit is None else f"{limit} s" + ("" if entry.median <= limit else " (missed)")
            name = family + ("" if who == US else who.removeprefix(US).replace("-", " ", 1).replace("-", " "))
            print(f"| {name} | {size} | {time_text(entry.median)} | {time_text(said['reading_s'])} "
                  f"| {said['pair_ns']:.0f} ns | {said['peak_MB']:.0f} MB | {small(said, 'residual')} "
                  f"| {small(said, 'bound')} | {checked_text(said)} | {target} |")


def slope(points):
    """d ln y / d ln x, least squares."""
    x = [math.log(a) for a, _ in points]
    y = [math.log(b) for _, b in points]
    x0, y0 = statistics.mean(x), statistics.mean(y)
    return sum((a - x0) * (b - y0) for a, b in zip(x, y)) / sum((a - x0) ** 2 for a in x)


def print_exponents(found):
    print("| network | exponent over N = 10^3 ... 3 10^4 of | found | target |")
    print("|---|---|---|---|")
    for family in NETWORKS:
        sizes = [sort_key(job)[1] for job in found if sort_key(job)[0] == family]
        fitted = sorted(n for n in sizes if FIT[0] <= n <= FIT[1])
        if len(fitted) < 3:
            continue
        runs = [(n, found[f"{family}/{n}"][US]) for n in fitted]
        for what, points in (("time", [(n, run.median) for n, run in runs]),
                             ("memory", [(n, run.said["peak_MB"]) for n, run in runs])):
            found_slope, target = slope(points), EXPONENTS[what]
            print(f"| {family} | {what} | {found_slope:.2f} | {target}"
                  f"{'' if found_slope <= target else ' (missed)'} |")


def main(paths):
    found = collections.defaultdict(lambda: collections.defaultdict(Measured))
    for path in paths:
        (read_json if path.endswith(".json") else read_csv)(path, found)
    for section in (print_peers, print_networks, print_exponents):
        section(found)
        print()


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main(sys.argv[1:])
