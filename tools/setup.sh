# Sourced by run.sh, test.sh and .ci/run: brings what is missing and builds. Everything it says goes to
# stderr, and it says nothing when nothing is to do.

top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

packages_to_build=(g++ cmake ninja-build libeigen3-dev libboost-dev libyaml-cpp-dev libcli11-dev
                   nlohmann-json3-dev libopenblas-dev liblapacke-dev)
packages_to_test=(catch2 pkgconf python3 python3-jsonschema python3-numpy)

say() { echo "gaussnet: $*" >&2; }

# quietly COMMAND...: its output only if it fails.
quietly() {
  local log status=0
  log=$(mktemp)
  "$@" >"$log" 2>&1 </dev/null || status=$?
  if [ "$status" != 0 ]; then
    cat "$log" >&2
    say "failed: $*"
  fi
  rm -f "$log"
  return "$status"
}

# install_missing PACKAGE...: those that Debian's package manager does not list as installed.
install_missing() {
  command -v apt-get >/dev/null || return 0  # another system: CMake will name what it misses
  local installed package missing=() as_root=()
  installed=" $(dpkg-query -W -f='${Package}:${db:Status-Status} ' "$@" 2>/dev/null || true)"
  for package in "$@"; do
    case "$installed" in *" $package:installed "*) ;; *) missing+=("$package") ;; esac
  done
  [ ${#missing[@]} = 0 ] && return 0

  local by_hand="apt-get update && apt-get install -y --no-install-recommends ${missing[*]}"
  if [ "$(id -u)" != 0 ]; then
    if ! command -v sudo >/dev/null; then
      say "some packages are missing; as root, run: $by_hand"
      exit 1
    fi
    as_root=(sudo)
  fi
  say "installing ${missing[*]}"
  local apt=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=120)
  if ! { quietly "${apt[@]}" update &&
         quietly "${apt[@]}" install -y --no-install-recommends "${missing[@]}"; }; then
    say "could not install them; as root, run: $by_hand"
    exit 1
  fi
}

# build PRESET TARGET [-DOPTION=VALUE...]: options are given to CMake when they are not in force yet.
build() {
  local preset=$1 target=$2 option fresh=
  shift 2
  cd "$top"
  local cache=build/$preset/CMakeCache.txt
  [ -e "build/$preset/build.ninja" ] || fresh=yes
  [ -n "$fresh" ] && say "building in build/$preset (minutes the first time)"
  for option in "$@"; do
    grep -qs "^${option#-D}\$" <(sed 's/:[A-Z]*=/=/' "$cache" 2>/dev/null) || fresh=yes
  done
  if [ -n "$fresh" ]; then quietly cmake --preset "$preset" "$@" || exit 1; fi
  quietly cmake --build --preset "$preset" --parallel "$(nproc)" --target "$target" || exit 1
  cd "$OLDPWD"
}

# run_tests PRESET [CTEST-OPTION...]: shows what fails; leaves the number of Catch2 test cases (of ctest
# entries, where a test is not a Catch2 program) in $passed and $failed.
run_tests() {
  local preset=$1 status=0
  shift
  cd "$top"
  ctest --preset "$preset" "$@" </dev/null || status=$?
  read -r passed failed < <(awk -f "$top/tools/count_tests.awk" "build/$preset/Testing/Temporary/LastTest.log")
  # A failure that the log does not show must not be lost.
  if [ "$status" != 0 ] && [ "$failed" = 0 ]; then failed=1; fi
  cd "$OLDPWD"
}
