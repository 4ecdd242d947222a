#!/usr/bin/env python3
"""SciPy on the systems that `bench --write-systems` has written.

usage: peers.py FOLDER SIZES [SECONDS]
Prints a line `job,who,seconds,residual` for each job: the median over five rounds (one, where a
solve takes longer than SECONDS, default 0.2) of the CPU time of this thread per solve, and the
worst relative residual.
"""
import statistics
import sys
import time

import numpy
import scipy.linalg


def systems(path):
    """The matrices of each system: A, D and, of watched ones, M, R, Gam."""
    numbers = numpy.fromfile(path, "<f8")
    count, n, m = (int(x) for x in numbers[:3])
    shapes = [(n, n), (n, n)] + ([(m, n), (m, m), (n, m)] if m else [])
    place, found = 3, []
    for _ in range(count):
        parts = []
        for rows, columns in shapes:
            size = rows * columns
            parts.append(numbers[place : place + size].reshape(rows, columns, order="F"))
            place += size
        found.append(parts)
    return found


def lyapunov(A, D):
    return scipy.linalg.solve_continuous_lyapunov(A, -D)


def lyapunov_residual(V, A, D):
    AV = A @ V
    norm = numpy.linalg.norm
    return norm(AV + AV.T + D) / (2 * norm(A) * norm(V) + norm(D))


def riccati(A, D, M, R, Gam):
    return scipy.linalg.solve_continuous_are(A.T, M.T, D, R, s=Gam)


def riccati_residual(V, A, D, M, R, Gam):
    L = V @ M.T + Gam
    learnt = L @ numpy.linalg.solve(R, L.T)
    AV = A @ V
    norm = numpy.linalg.norm
    return norm(AV + AV.T + D - learnt) / (2 * norm(A) * norm(V) + norm(D) + norm(learnt))


def seconds_of(solve, all_systems, least):
    """Of one round: at least `least` seconds, and every system once."""
    solves, start = 0, time.thread_time()
    while True:
        for system in all_systems:
            solve(*system)
        solves += len(all_systems)
        spent = time.thread_time() - start
        if spent >= least:
            return spent / solves


def median_seconds(solve, all_systems, least):
    first = seconds_of(solve, all_systems, 0)
    if first > least:
        return first
    return statistics.median(seconds_of(solve, all_systems, least) for _ in range(5))


def main(folder, sizes, least):
    for n in sizes.split(","):
        for job, solve, residual in (
            (f"lyapunov/dense/{n}", lyapunov, lyapunov_residual),
            (f"lyapunov/cascade/{n}", lyapunov, lyapunov_residual),
            (f"riccati/dense/{n}", riccati, riccati_residual),
        ):
            equations = systems(f"{folder}/{job.replace('/', '_')}.f64")
            try:
                worst = max(residual(solve(*system), *system) for system in equations)
            except numpy.linalg.LinAlgError as refusal:
                print(f"peers.py: {job}: {refusal}", file=sys.stderr)
                continue
            print(f"{job},SciPy,{median_seconds(solve, equations, least):.4e},{worst:.1e}", flush=True)


if __name__ == "__main__":
    if len(sys.argv) not in (3, 4):
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2], float(sys.argv[3]) if len(sys.argv) > 3 else 0.2)
