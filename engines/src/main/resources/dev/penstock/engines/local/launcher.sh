# Starts attempts, so that the server need not spawn a process for each and jobs outlive the server.
# Runs by `sh -c` in the folder of attempts, as the jobs' user; builtins only, bwrap is the one exec.
#   $1  pid that holds the jobs' user namespace      $2  boot id of this machine
#   stdin: ids of attempts to start                  stdout: what started and ended
# When the server dies stdin ends and this loop with it; the subshells go on and write `exit`.
exec 9<"/proc/$1/ns/user" || exit 71
boot=$2
trap '' HUP INT PIPE
umask 077

attempt() {
  # -P: relative to where we are, because this user may not enter the folders above.
  cd -P "$1" || return
  read -r self </proc/self/stat
  # Only one start can make this file: whoever comes second leaves.
  set -C
  echo "$boot $self" >started || return
  set +C
  echo "started $1"
  if [ -e stop ]; then
    code=143
  else
    # $run joins the control groups and becomes bwrap; this shell stays outside and survives the job.
    (
      trap - HUP INT PIPE
      . ./run
    ) </dev/null >>log 2>&1 3>status
    code=$?
  fi
  # A full disk must not lose an exit code.
  until echo "$code" >exit; do sleep 1; done
  echo "ended $1"
}

echo ready
while read -r id; do
  attempt "$id" 2>/dev/null &
  # Reaps what ended; without it the shell's table of jobs grows for ever.
  jobs >/dev/null
done
