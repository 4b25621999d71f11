# Runs one attempt on the nodes that Slurm gave. Called with bash as
#   . job.sh batch FOLDER  by Slurm's batch script, once, on the first node
#   job.sh rank FOLDER     by srun, once on each node of a gang
# FOLDER is the attempt's: ctl/order.sh in it says what to run, ctl/ takes what is to be known of it.
set -u
role=$1 folder=$2
cd "$folder/ctl" || exit 71
umask 077
# What differs between attempts; order.sh sets it.
hosts=()          # the nodes in the order of ranks; empty: as Slurm gives them
declare -A address=() # where others reach a node
ascend=           # whether the accelerators are of Huawei's Ascend family
cpus=1            # for each rank
sandbox=auto      # auto, bubblewrap or none
direct_working=/  # the working folder without a sandbox
image=            # whether a container image is run, by image.args
own=()            # the order's own variables, which win
# shellcheck source=/dev/null
. ./order.sh

# Every process of the program that runs here, the outermost sandbox not counted.
processes() {
  grep -s '^PPid:' /proc/[0-9]*/status | awk -v root="$1" '
    { split($1, part, "/"); parent[part[3]] = $2 }
    END {
      for (pid in parent) {
        at = pid
        while (at in parent && at != root) at = parent[at]
        if (at == root && pid != root) print pid
      }
    }'
}

child=
# SIGURG is what the engine sends when the program shall end: it harms nobody who does not know it,
# neither srun nor the sandbox. The program itself gets SIGTERM.
stop_program() {
  if [[ $role == batch ]] && ((${#hosts[@]} > 1)); then
    # Slurm signals the batch script's own processes; the ranks are the job's first step
    scancel --signal=URG "$SLURM_JOB_ID.0"
    return
  fi
  [[ -z $child ]] && return
  local pid
  for pid in $(processes "$child") ${direct:+"$child"}; do
    kill -TERM "$pid" 2>/dev/null
  done
}

# Waits for the child; a signal that is handled ends a waiting with 128 + its number, not the child.
wait_for_child() {
  local code
  while :; do
    wait "$child"
    code=$?
    if ((code != 128 + 23)); then return "$code"; fi
    kill -0 "$child" 2>/dev/null || break
  done
  wait "$child"
}

# Functions that are needed for each job leave what they find in variables: a subshell would be a
# process more, and a short job is little more than its processes.

# The numbers of this node's devices, in devices.
find_devices() {
  local all=${SLURM_STEP_GPUS:-${SLURM_JOB_GPUS:-${CUDA_VISIBLE_DEVICES:-}}}
  devices=${all//,/ }
}

# The arguments that give the sandbox its devices, in binds.
find_device_binds() {
  local n
  binds=()
  for n in $devices; do
    if [[ $ascend ]]; then n=davinci$n; else n=nvidia$n; fi
    binds+=(--dev-bind-try "/dev/$n" "/dev/$n")
  done
  for n in davinci_manager devmm_svm hisi_hdc nvidiactl nvidia-uvm nvidia-uvm-tools infiniband; do
    binds+=(--dev-bind-try "/dev/$n" "/dev/$n")
  done
}

# What differs between ranks, as NAME=VALUE, in variables.
find_rank_variables() {
  local rank=$1
  variables=("RANK=$rank" LOCAL_RANK=0 "WORLD_SIZE=${#hosts[@]}")
  if ((${#hosts[@]} > 1)); then
    variables+=("MASTER_ADDR=${address[${hosts[0]}]:-${hosts[0]}}")
  else
    variables+=(MASTER_ADDR=127.0.0.1)
  fi
  if [[ $devices ]]; then
    if [[ $ascend ]]; then
      variables+=("ASCEND_RT_VISIBLE_DEVICES=${devices// /,}")
    else
      variables+=("CUDA_VISIBLE_DEVICES=${CUDA_VISIBLE_DEVICES:-${devices// /,}}")
    fi
  fi
}

# Whether a sandbox is worth a try; in the mode auto, one that fails shows what a node lacks.
use_bubblewrap() {
  case $sandbox in
    bubblewrap) return 0 ;;
    none) return 1 ;;
  esac
  command -v bwrap >/dev/null
}

# Whether this node can have no sandbox at all.
has_no_sandbox() {
  [[ $sandbox == auto ]] && ! bwrap --unshare-user --unshare-pid --ro-bind / / --proc /proc true 2>/dev/null
}

# Whether the sandbox of a rank says the word.
sandbox_says() {
  local said=
  read -r -d '' said <"status.$1"
  [[ $said == *"\"$2\""* ]]
}

run_bubblewrap() {
  local variable options=()
  for variable in "${variables[@]}"; do
    options+=(--setenv "${variable%%=*}" "${variable#*=}")
  done
  find_device_binds
  bwrap --json-status-fd 3 --args 7 "${binds[@]}" "${options[@]}" --args 8 --remount-ro /dev --remount-ro / \
    --chdir /job/code -- "${command[@]}" 3>"status.$1" 7<sandbox.args 8<own.args &
  child=$!
}

run_direct() {
  local all
  mapfile -d '' -t all <direct.env
  direct=yes
  cd "$direct_working" || exit 71
  # what the order says itself comes last and wins
  env -i "${all[@]}" "${variables[@]}" "${own[@]}" "${command[@]}" &
  child=$!
  cd "$folder/ctl" || exit 71
}

run_image() {
  local variable before options=()
  mapfile -d '' -t before <image.args
  for variable in "${variables[@]}"; do options+=(--env "$variable"); done
  direct=yes
  # after the program and its verb, before what the order says itself, which wins
  "${before[@]:0:2}" "${options[@]}" "${before[@]:2}" "${command[@]}" &
  child=$!
}

run_rank() {
  local rank=$1 code
  mapfile -d '' -t command <command.args
  find_devices
  find_rank_variables "$rank"
  direct=
  trap stop_program URG
  local sandboxed=
  if [[ $image ]]; then
    run_image
  elif use_bubblewrap; then
    sandboxed=yes
    run_bubblewrap "$rank"
  else
    run_direct
  fi
  # a stop that came before there was anybody to tell
  [[ -e $folder/stop ]] && stop_program
  wait_for_child
  code=$?
  if [[ $sandboxed ]] && ! sandbox_says "$rank" exit-code; then
    if ((code > 128)); then
      # a sandbox that is ended takes the program with it by SIGKILL
      code=137
    elif ! sandbox_says "$rank" child-pid && has_no_sandbox; then
      # what the sandbox complained of is not the job's
      [[ $role == batch ]] && : >log
      run_direct
      [[ -e $folder/stop ]] && stop_program
      wait_for_child
      code=$?
    else
      : >"norun.$rank"
    fi
  fi
  if ((code)); then
    # the first to fail is the reason; what srun does to the others is not
    echo "$code" >"failed.$rank" && ln "failed.$rank" failed 2>/dev/null
  fi
  return "$code"
}

rank_of_this_node() {
  local i
  for ((i = 0; i < ${#hosts[@]}; i++)); do
    [[ ${hosts[i]} == "${SLURMD_NODENAME:-$HOSTNAME}" ]] && echo "$i" && return
  done
  echo "${SLURM_PROCID:-0}"
}

# What devices each node has, in found; asked of Slurm where there is more than one.
find_devices_by_node() {
  local line nodes index node
  found=()
  if ((${#hosts[@]} == 1)); then
    find_devices
    found[${hosts[0]}]=$devices
    return
  fi
  while IFS= read -r line; do
    [[ $line =~ ^\ *Nodes=([^ ]+)\ .*\(IDX:([0-9,-]+)\) ]] || continue
    nodes=${BASH_REMATCH[1]} index=${BASH_REMATCH[2]}
    for node in $(scontrol show hostnames "$nodes"); do found[$node]=$(spread "$index"); done
  done < <(scontrol -d show job "$SLURM_JOB_ID")
}

# "0-2,5" as "0 1 2 5".
spread() {
  local part i
  for part in ${1//,/ }; do
    for ((i = ${part%-*}; i <= ${part#*-}; i++)); do echo "$i"; done
  done | tr '\n' ' '
}

# The host file, and the rank table of the devices that Slurm really gave.
write_gang_files() {
  local node server first=0 servers=() one list device
  local -A found
  find_devices_by_node
  for node in "${hosts[@]}"; do
    server=${address[$node]:-$node}
    list=() one=
    for device in ${found[$node]:-}; do
      list+=("{\"device_id\":\"$device\",\"device_ip\":\"$server\",\"rank_id\":\"$first\"}")
      ((first += 1))
    done
    echo "$server slots=$((${#list[@]} > 0 ? ${#list[@]} : 1))" >&5
    ((${#list[@]})) || continue
    printf -v one '%s,' "${list[@]}"
    one=${one%,}
    servers+=("{\"server_id\":\"$server\",\"host_ip\":\"$server\",\"device\":[$one]}")
  done 5>"$folder/work/.penstock/hostfile"
  [[ $ascend ]] || return 0
  one=
  if ((${#servers[@]})); then printf -v one '%s,' "${servers[@]}"; fi
  one=${one%,}
  echo "{\"status\":\"completed\",\"server_count\":\"${#servers[@]}\",\"server_list\":[$one],\"version\":\"1.0\"}" \
    >"$folder/work/.penstock/hccl.json"
}

finish() {
  # a full disk must not lose an exit code; who reads it waits for the line's end
  until echo "$1" >./exit; do sleep 1; done 2>/dev/null
  exit "$1"
}

if [[ $role == rank ]]; then
  ((${#hosts[@]})) || mapfile -t hosts < <(scontrol show hostnames "$SLURM_JOB_NODELIST")
  run_rank "$(rank_of_this_node)"
  exit
fi

# Only one start can make this link: whoever comes second leaves.
claim=claim.$SLURM_JOB_ID.$$
echo "$SLURM_JOB_ID" >"$claim" || exit 71
ln "$claim" started 2>/dev/null || exit 0
exec </dev/null >>log 2>&1
trap : URG
[[ -e $folder/stop ]] && finish 143
if ((${#hosts[@]} == 0)); then
  if ((SLURM_JOB_NUM_NODES > 1)); then
    mapfile -t hosts < <(scontrol show hostnames "$SLURM_JOB_NODELIST")
  else
    hosts=("${SLURMD_NODENAME:-$HOSTNAME}")
  fi
fi
write_gang_files
if ((${#hosts[@]} == 1)); then
  run_rank 0
  finish $?
fi
srun --ntasks="${#hosts[@]}" --ntasks-per-node=1 --cpus-per-task="$cpus" --kill-on-bad-exit=1 --mpi=none --unbuffered \
  --input=none bash "${BASH_SOURCE[0]}" rank "$folder" &
child=$!
trap stop_program URG
[[ -e $folder/stop ]] && stop_program
wait_for_child
code=$?
[[ -s failed ]] && read -r code <failed
finish "$code"
