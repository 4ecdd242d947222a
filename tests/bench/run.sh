#!/usr/bin/env bash
# Builds the benchmarks, runs them on one core and prints the tables of docs/performance.md.
# usage: tests/bench/run.sh [dense|networks|all] (default: dense and networks; all adds what takes many
# minutes: n = 2048, N = 10^5)
set -euo pipefail
command="tests/bench/run.sh $*"
what=${1:-both}
. "$(dirname "${BASH_SOURCE[0]}")/../../tools/setup.sh"

install_missing "${packages_to_build[@]}" libbenchmark-dev libslicot0 libopenblas-dev liblapacke-dev python3-scipy \
  octave octave-control
build release bench -DGAUSSNET_BUILD_BENCHMARKS=ON
bench=$top/build/release/tests/bench/bench
results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT

export OPENBLAS_NUM_THREADS=1 OMP_NUM_THREADS=1
one_core=()
if command -v taskset >/dev/null; then one_core=(taskset -c "${GAUSSNET_BENCH_CORE:-0}"); fi

# measure NAME REPETITIONS FILTER: the repetitions of all jobs in a random order.
measure() {
  "${one_core[@]}" "$bench" --benchmark_filter="$3" --benchmark_repetitions="$2" \
    --benchmark_enable_random_interleaving=true --benchmark_out="$results/$1.json" >&2
}

# by_script SIZES
by_script() {
  "$bench" --write-systems="$results,$1"
  "${one_core[@]}" python3 "$top/tests/bench/peers.py" "$results" "$1" >>"$results/scipy.csv"
  if command -v octave-cli >/dev/null; then
    "${one_core[@]}" octave-cli -q --no-init-file "$top/tests/bench/peers.m" "$results" "$1" >>"$results/octave.csv"
  fi
  rm -f "$results"/*.f64
}

if [ "$what" != networks ]; then
  measure small 5 '^(lyapunov|riccati)/[a-z]*/(4|8|16|32|64|128|256)/'
  measure large 3 '^((lyapunov|riccati)/[a-z]*/(512|1024)|stored/[0-9]*)/'
  by_script 4,8,16,32,64,128,256,512
fi
if [ "$what" != dense ]; then
  measure networks 3 '^(chain|junctions|dark-dimers)/(100|300|1000|3000|10000)/'
  measure long 1 '^(chain|junctions)/30000/'
fi
if [ "$what" = all ]; then
  measure largest 1 '/2048/|/100000/gaussnet/iterations'
fi

echo "$(lscpu | sed -n 's/^Model name: *//p'), $(nproc) cores, $(uname -s) $(uname -r), $(date -u +%F), commit" \
  "$(git -C "$top" rev-parse --short HEAD), \`$command\`:"
echo
python3 "$top/tests/bench/table.py" "$results"/*.json $(ls "$results"/*.csv 2>/dev/null)
