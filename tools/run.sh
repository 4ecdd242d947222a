#!/usr/bin/env bash
# Installs what is missing (Debian packages), builds, and runs gaussnet with the given arguments;
# without any it solves the reference model.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/setup.sh"

install_missing "${packages_to_build[@]}"
# The tests' packages are not asked for here; a tree that test.sh has set up keeps its tests.
if [ -e "$top/build/release/build.ninja" ]; then
  build release gaussnet
else
  build release gaussnet -DGAUSSNET_BUILD_TESTS=OFF
fi

if [ $# = 0 ]; then
  cd "$top"
  set -- solve models/spin_mechanical.yaml
fi
exec "$top/build/release/tools/gaussnet" "$@"
