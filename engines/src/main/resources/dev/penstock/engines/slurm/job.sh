# Runs one attempt on the nodes that Slurm gave. Called with bash as
#   job.sh batch FOLDER    by Slurm's batch script, once, on the first node
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

devices() {
  local all=${SLURM_STEP_GPUS:-${SLURM_JOB_GPUS:-${CUDA_VISIBLE_DEVICES:-}}}
  echo "${all//,/ }"
}

# The arguments that give the sandbox its devices.
device_binds() {
  local n
  for n in $(devices); do
    if [[ $ascend ]]; then
      printf '%s\0' --dev-bind-try "/dev/davinci$n" "/dev/davinci$n"
    else
      printf '%s\0' --dev-bind-try "/dev/nvidia$n" "/dev/nvidia$n"
    fi
  done
  for n in davinci_manager devmm_svm hisi_hdc nvidiactl nvidia-uvm nvidia-uvm-tools infiniband; do
    printf '%s\0' --dev-bind-try "/dev/$n" "/dev/$n"
  done
}

# What differs between ranks, as NAME=VALUE.
rank_variables() {
  local rank=$1 cards
  cards=$(devices)
  printf '%s\n' "RANK=$rank" LOCAL_RANK=0 "WORLD_SIZE=${#hosts[@]}"
  if ((${#hosts[@]} > 1)); then
    printf '%s\n' "MASTER_ADDR=${address[${hosts[0]}]:-${hosts[0]}}"
  else
    printf '%s\n' MASTER_ADDR=127.0.0.1
  fi
  if [[ $cards ]]; then
    if [[ $ascend ]]; then
      printf '%s\n' "ASCEND_RT_VISIBLE_DEVICES=${cards// /,}"
    else
      printf '%s\n' "CUDA_VISIBLE_DEVICES=${CUDA_VISIBLE_DEVICES:-${cards// /,}}"
    fi
  fi
}

use_bubblewrap() {
  case $sandbox in
    bubblewrap) return 0 ;;
    none) return 1 ;;
  esac
  bwrap --unshare-user --unshare-pid --ro-bind / / --proc /proc true 2>/dev/null
}

run_bubblewrap() {
  local line options=()
  while IFS= read -r line; do
    options+=(--setenv "${line%%=*}" "${line#*=}")
  done < <(rank_variables "$1")
  local binds
  mapfile -d '' -t binds < <(device_binds)
  bwrap --json-status-fd 3 --args 7 "${binds[@]}" "${options[@]}" --args 8 --remount-ro /dev --remount-ro / \
    --chdir /job/code -- "${command[@]}" 3>"status.$1" 7<sandbox.args 8<own.args &
  child=$!
}

run_direct() {
  local variables
  mapfile -t variables < <(rank_variables "$1")
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
  local line before options=()
  mapfile -d '' -t before <image.args
  while IFS= read -r line; do options+=(--env "$line"); done < <(rank_variables "$1")
  direct=yes
  # after the program and its verb, before what the order says itself, which wins
  "${before[@]:0:2}" "${options[@]}" "${before[@]:2}" "${command[@]}" &
  child=$!
}

run_rank() {
  local rank=$1 code
  mapfile -d '' -t command <command.args
  direct=
  trap stop_program URG
  local sandboxed=
  if [[ $image ]]; then
    run_image "$rank"
  elif use_bubblewrap; then
    sandboxed=yes
    run_bubblewrap "$rank"
  else
    run_direct "$rank"
  fi
  # a stop that came before there was anybody to tell
  [[ -e $folder/stop ]] && stop_program
  wait_for_child
  code=$?
  if [[ $sandboxed ]] && ! grep -q '"exit-code"' "status.$rank"; then
    # a sandbox that is ended takes the program with it by SIGKILL
    if ((code > 128)); then code=137; else : >"norun.$rank"; fi
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

# "NODE DEVICE DEVICE ...", a line a node, in the order of ranks.
devices_by_node() {
  if ((${#hosts[@]} == 1)); then
    echo "${hosts[0]} $(devices)"
    return
  fi
  local line nodes index node
  local -A found
  while IFS= read -r line; do
    [[ $line =~ ^\ *Nodes=([^ ]+)\ .*\(IDX:([0-9,-]+)\) ]] || continue
    nodes=${BASH_REMATCH[1]} index=${BASH_REMATCH[2]}
    for node in $(scontrol show hostnames "$nodes"); do found[$node]=$index; done
  done < <(scontrol -d show job "$SLURM_JOB_ID")
  for node in "${hosts[@]}"; do
    echo "$node $(spread "${found[$node]:-}")"
  done
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
  local node rest server first=0 servers=() one list device
  mkdir -p "$folder/work/.penstock"
  while read -r node rest; do
    server=${address[$node]:-$node}
    list=() one=
    for device in $rest; do
      list+=("{\"device_id\":\"$device\",\"device_ip\":\"$server\",\"rank_id\":\"$first\"}")
      ((first += 1))
    done
    echo "$server slots=$((${#list[@]} > 0 ? ${#list[@]} : 1))" >&5
    ((${#list[@]})) || continue
    one=$(IFS=,; echo "${list[*]}")
    servers+=("{\"server_id\":\"$server\",\"host_ip\":\"$server\",\"device\":[$one]}")
  done < <(devices_by_node) 5>"$folder/work/.penstock/hostfile"
  [[ $ascend ]] || return 0
  one=$(IFS=,; echo "${servers[*]}")
  echo "{\"status\":\"completed\",\"server_count\":\"${#servers[@]}\",\"server_list\":[$one],\"version\":\"1.0\"}" \
    >"$folder/work/.penstock/hccl.json"
}

finish() {
  # a full disk must not lose an exit code
  until echo "$1" >exit.new && mv exit.new exit; do sleep 1; done
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
  --input=none bash "$0" rank "$folder" &
child=$!
trap stop_program URG
[[ -e $folder/stop ]] && stop_program
wait_for_child
code=$?
[[ -s failed ]] && read -r code <failed
finish "$code"
