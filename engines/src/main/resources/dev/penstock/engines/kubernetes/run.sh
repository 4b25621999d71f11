#!/bin/sh
# Runs one rank's program in its container: finds its rank, keeps a copy of what it writes on the
# shared volume, and holds its wall time and its log's size. Needs sh, tee, mkfifo, date and wc.
set -u

case "${PENSTOCK_RANK_BY:-}" in
  node)
    while read -r node rank; do
      if [ "$node" = "$PENSTOCK_NODE" ]; then RANK=$rank; fi
    done < "$PENSTOCK_GANG/ranks" ;;
  index)
    RANK=$((${VC_TASK_INDEX:-${JOB_COMPLETION_INDEX:-0}})) ;;
esac
if [ -z "${RANK:-}" ]; then
  echo "START_FAILED: the node $PENSTOCK_NODE has no rank in this gang" > "$PENSTOCK_END"
  exit 125
fi
export RANK

mkdir -p "$PENSTOCK_WORK/tmp"
for output in $PENSTOCK_OUTPUTS; do mkdir -p "$PENSTOCK_WORK/outputs/$output"; done

log=$PENSTOCK_LOG/rank-$RANK.log
pipe=/tmp/.penstock-$$
: >> "$log" && mkfifo "$pipe" || {
  echo "START_FAILED: the log $log can't be written" > "$PENSTOCK_END"
  exit 125
}
(trap '' TERM INT HUP; exec tee -a "$log" < "$pipe") &
tee=$!
"$@" > "$pipe" 2>&1 &
job=$!

# In a container this is process 1, and -1 is everything else in it.
signal() {
  if [ $$ -eq 1 ]; then kill "-$1" -1; else kill "-$1" "$job"; fi 2> /dev/null
}

stop() {
  echo "$1" > "$PENSTOCK_END"
  signal TERM
  sleep "$PENSTOCK_GRACE"
  signal KILL
}

watch() {
  begin=$(date +%s)
  while sleep 1; do
    if [ "$PENSTOCK_WALL_TIME" -gt 0 ] && [ $(($(date +%s) - begin)) -ge "$PENSTOCK_WALL_TIME" ]; then
      stop WALL_TIME
      return
    fi
    if [ "$(wc -c < "$log")" -gt "$PENSTOCK_LOG_LIMIT" ]; then
      stop LOG_LIMIT
      return
    fi
  done
}

trap 'signal TERM' TERM INT
watch &
watcher=$!

# A signal interrupts wait, so that it is asked again until the program is gone.
wait "$job"
code=$?
while kill -0 "$job" 2> /dev/null; do
  wait "$job"
  code=$?
done
kill "$watcher" 2> /dev/null
# not sooner: both ends must have opened it
rm -f "$pipe"

# What it wrote last may still be on its way; what it left behind must not hold that up.
for try in 1 2 3 4 5 6 7 8 9 10; do
  kill -0 "$tee" 2> /dev/null || break
  sleep 0.1
done
exit "$code"
