#!/usr/bin/env bash
# Installs what is missing (Debian packages), builds, and runs every test; arguments go to ctest
# (-R NAME: only those). The last line is "N passed, N failed".
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/setup.sh"

install_missing "${packages_to_build[@]}" "${packages_to_test[@]}"
build release all -DGAUSSNET_BUILD_TESTS=ON
run_tests release "$@"
echo "$passed passed, $failed failed"
[ "$failed" = 0 ] && [ "$passed" != 0 ]
