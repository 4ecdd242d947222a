#!/usr/bin/env bash
# run.sh SECONDS [SEED]: builds the fuzz targets and runs both for that long, side by side.
# Without a seed the inputs found so far are kept in build/fuzz and built upon; with one, the run begins
# anew and always tries the same inputs in the same order. What breaks is kept in build/fuzz/broken.
set -euo pipefail
seconds=${1:?run.sh SECONDS [SEED]} seed=${2:-}
. "$(dirname "${BASH_SOURCE[0]}")/../../tools/setup.sh"
cd "$top"

if ! command -v clang++ >/dev/null; then
  say "fuzzing needs libFuzzer: apt-get install --no-install-recommends clang libclang-rt-dev"
  exit 1
fi
build fuzz fuzz -DGAUSSNET_BUILD_TESTS=ON

bin=build/fuzz/tests/fuzz words=build/fuzz/words
"$bin/fuzz_words" "$words" models tests/mistakes
mkdir -p build/fuzz/broken
export UBSAN_OPTIONS=print_stacktrace=1

# fuzz TARGET LONGEST-INPUT READ-ONLY-INPUTS...
fuzz() {
  local target=$1 length=$2 corpus=build/fuzz/corpus/$1${seed:+.seed}
  shift 2
  [ -z "$seed" ] || rm -rf "$corpus"
  mkdir -p "$corpus"
  nice "$bin/fuzz_$target" "$corpus" "$@" -dict="$words/$target.dict" -max_len="$length" -seed="${seed:-0}" \
    -max_total_time="$seconds" -timeout=30 -rss_limit_mb=2048 -print_final_stats=1 \
    -artifact_prefix="build/fuzz/broken/$target-" >"build/fuzz/$target.log" 2>&1
}

# summary TARGET STATUS
summary() {
  local log=build/fuzz/$1.log runs edges
  runs=$(awk '/^stat::number_of_executed_units/ { print $2 }' "$log")
  edges=$(grep -o 'cov: [0-9]*' "$log" | tail -n 1 | cut -d ' ' -f 2)
  if [ "$2" != 0 ]; then tail -n 60 "$log" >&2; fi
  echo "fuzz_$1: ${runs:-0} inputs, ${edges:-0} edges, $([ "$2" = 0 ] && echo nothing broken || echo BROKEN)"
}

fuzz model 4096 models tests/mistakes tests/fuzz/found/model & model=$!
fuzz quantity 256 "$words/quantities" tests/fuzz/found/quantity & quantity=$!
model_status=0 quantity_status=0
wait "$model" || model_status=$?
wait "$quantity" || quantity_status=$?
summary model "$model_status"
summary quantity "$quantity_status"
[ "$model_status$quantity_status" = 00 ]
