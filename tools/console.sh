#!/usr/bin/env bash
# Builds the web console: what is given as the first argument is where it goes, "check" runs its tests.
# Does nothing when nothing has changed since the last time.
set -euo pipefail
root=$(dirname "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")")
# shellcheck source=tools/setup.sh
source "$root/tools/setup.sh"
need_node
cd "$root/console"

exec 9>"$root/console/.build-lock"
flock 9 # two builds at once install once

if [[ ! node_modules/.package-lock.json -nt package-lock.json ]]; then
  npm ci --no-audit --no-fund --loglevel=error >&2
  touch node_modules/.package-lock.json
fi

if [[ $1 == check ]]; then
  npm run --silent api >/dev/null
  npx --no-install tsc --noEmit
  exec npx --no-install vitest run
fi

target=$1
if [[ -e $target/index.html && -z $(find . ../docs/openapi.json ../samples/digits ../tools/console.sh \
  -path ./node_modules -prune -o -path ./target -prune -o -path ./dist -prune -o -path ./src/api/schema.d.ts -prune -o \
  -name .build-lock -prune -o -type f -newer "$target/index.html" -print -quit) ]]; then
  exit
fi
npm run --silent api >/dev/null
npx --no-install tsc --noEmit
npx --no-install vite build --logLevel warn --emptyOutDir --outDir "$target" >&2

# the sample that a newcomer tries with a click: the same files as the command line's
mkdir -p "$target/samples/digits/data"
cp ../samples/digits/{job.yaml,train.py,README.md} "$target/samples/digits/"
cp ../samples/digits/data/*.csv "$target/samples/digits/data/"

# compressed once here, not for each reader
find "$target" -type f \( -name '*.js' -o -name '*.css' -o -name '*.svg' -o -name '*.csv' -o -name '*.html' \) \
  -size +1k -exec gzip -9 -k -f -n {} +
touch "$target/index.html"
