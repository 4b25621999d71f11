# shellcheck shell=bash
# What Penstock needs on a machine, found or installed. Sourced by ./penstock.

# Says it in the language of the locale, beside the result.
say() {
  case ${PENSTOCK_LANG:-${LC_ALL:-${LC_MESSAGES:-${LANG:-}}}} in
    zh*) echo "$2" >&2 ;;
    *) echo "$1" >&2 ;;
  esac
}

is_jdk_25() {
  local version
  [[ -x $1/bin/javac && -r $1/release ]] || return
  version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release")
  ((${version:-0} >= 25))
}

# Exports JAVA_HOME as a JDK 25 or later, wherever it is; fails when there is none.
find_java() {
  local javac folder
  javac=$(command -v javac || :)
  for folder in "${JAVA_HOME:-}" "${javac:+$(dirname "$(dirname "$(readlink -f "$javac")")")}" \
    /usr/lib/jvm/* /opt/java/* /opt/jdk* "${SDKMAN_DIR:-$HOME/.sdkman}"/candidates/java/*; do
    if [[ -n $folder ]] && is_jdk_25 "$folder"; then
      export JAVA_HOME=$folder
      return
    fi
  done
  return 1
}

need_java() {
  find_java || {
    say "There is no JDK 25 here. Run \"./penstock setup\", or set JAVA_HOME." \
      "未找到 JDK 25。请运行 ./penstock setup，或设置 JAVA_HOME。"
    exit 2
  }
}

is_node() {
  # what the console's build tool asks for
  "$1/node" -e 'const [a, b] = process.versions.node.split("."); process.exit(a > 22 || (a == 22 && b >= 12) || (a == 20 && b >= 19) ? 0 : 1)' 2>/dev/null
}

# Puts a Node.js that can build the console in front of the path; fails when there is none.
find_node() {
  local node folder
  node=$(command -v node || :)
  for folder in "${node:+$(dirname "$node")}" "$root/target/node/node_modules/node/bin" /usr/local/bin /opt/node*/bin; do
    if [[ -n $folder ]] && is_node "$folder" && command -v npm >/dev/null; then
      export PATH=$folder:$PATH
      return
    fi
  done
  return 1
}

need_node() {
  find_node || {
    say "There is no Node.js 20.19 or later here. Run \"./penstock setup\"." \
      "未找到 Node.js 20.19 或更新版本。请运行 ./penstock setup。"
    exit 2
  }
}

# Distributions that are older than the console's build tool still have an npm that can fetch a newer Node.js.
install_node() {
  command -v npm >/dev/null ||
    install "npm builds the web console" "构建网页控制台" npm "npm nodejs-npm" || return
  find_node && return
  say "Fetching Node.js 22: the one here is too old to build the console" "正在获取 Node.js 22：本机版本过旧，无法构建控制台"
  npm install --silent --no-audit --no-fund --prefix "$root/target/node" node@22 >&2 && find_node
}

# The system's own Python runs the sample jobs, not one that a user's PATH has in front.
has_module() {
  # a folder that a removed package left behind is found too, but has no origin
  /usr/bin/python3 -c "import sys, importlib.util as u; s = u.find_spec('$1'); sys.exit(not s or not s.origin)" \
    2>/dev/null
}

as_root() {
  if ((EUID == 0)); then "$@"; else sudo "$@"; fi
}

refresh_once() {
  [[ -n ${refreshed:-} ]] || as_root apt-get update -qq
  refreshed=yes
}

# install WHY-ENGLISH WHY-CHINESE APT-PACKAGES DNF-PACKAGES: the first package of the list that exists
install() {
  local package
  if command -v apt-get >/dev/null; then
    refresh_once
    for package in $3; do
      if apt-cache show "$package" >/dev/null 2>&1; then
        say "Installing $package: $1" "正在安装 $package：$2"
        as_root env DEBIAN_FRONTEND=noninteractive \
          apt-get install -y -qq --no-install-recommends "$package" >/dev/null
        return
      fi
    done
  elif command -v dnf >/dev/null || command -v yum >/dev/null; then
    for package in $4; do
      say "Installing $package: $1" "正在安装 $package：$2"
      as_root "$(command -v dnf || command -v yum)" install -y -q "$package" >/dev/null && return
    done
  fi
  say "Please install one of: $3 ($1)" "请安装以下之一：$3（$2）"
  return 1
}

has_chromium() {
  local name
  for name in chromium chromium-browser google-chrome google-chrome-stable; do
    [[ -x /usr/bin/$name ]] && return
  done
  return 1
}

has_chinese_font() {
  [[ -n $(fc-list :lang=zh 2>/dev/null | head -1) ]]
}

# What only the tests, the benchmarks and the pictures of the console need.
setup_browser() {
  local missing=0
  has_chromium ||
    install "Chromium drives the web console in the tests" "测试中用于操作网页控制台" \
      "chromium chromium-browser" chromium || missing=1
  has_chinese_font ||
    install "a Chinese font, so that pictures of the console can be read" "控制台截图需要中文字体" \
      "fonts-noto-cjk fonts-wqy-microhei" "google-noto-sans-cjk-ttc-fonts google-noto-sans-cjk-fonts" || missing=1
  return "$missing"
}

# Finds what is missing and installs it, each with its reason. Does nothing the second time.
setup() {
  local missing=0
  find_java || { install "Java 25 builds and runs everything" "构建与运行均需 Java 25" \
    "openjdk-25-jdk-headless temurin-25-jdk" "java-25-openjdk-devel temurin-25-jdk" && find_java; } || {
    say "Temurin 25 is at https://adoptium.net/ (x64 and aarch64); unpack it below /usr/lib/jvm." \
      "Temurin 25 下载：https://adoptium.net/ （x64 与 aarch64），解压到 /usr/lib/jvm 下。"
    missing=1
  }
  command -v mvn >/dev/null ||
    install "Maven builds the program" "构建程序" maven maven || missing=1
  find_node || install_node || missing=1
  command -v bwrap >/dev/null ||
    install "bubblewrap keeps jobs apart from the machine and from each other" \
      "隔离作业与主机及其他作业" bubblewrap bubblewrap || missing=1
  has_module torch ||
    install "PyTorch trains the sample job" "示例训练作业所用" python3-torch python3-torch || missing=1
  has_module sklearn ||
    install "scikit-learn has the handwritten digits of the sample" "示例所用的手写数字数据" \
      python3-sklearn "python3-scikit-learn" || missing=1
  { command -v jupyter-notebook >/dev/null && has_module nbconvert && has_module ipykernel; } ||
    install "Jupyter is what notebooks open, and what runs them as jobs" "交互式笔记本及其作业所用" \
      jupyter-notebook "jupyter-notebook python3-notebook" || missing=1
  return "$missing"
}

have_all() {
  local name
  for name in "$@"; do command -v "$name" >/dev/null || return; done
}

# What a laboratory of Slurm needs: for the tests of that engine, and for its demo.
setup_slurm() {
  local missing=0 package
  have_all slurmctld slurmd slurmdbd slurmrestd munged mariadbd &&
    [[ -n $(compgen -G '/usr/lib/*/slurm*/auth_jwt.so') ]] && return
  for package in slurmctld slurmd slurmdbd slurmrestd slurm-client munge mariadb-server \
    slurm-wlm-jwt-plugin slurm-wlm-mysql-plugin slurm-wlm-basic-plugins; do
    dpkg -s "$package" >/dev/null 2>&1 ||
      install "Slurm, the cluster that the laboratory starts" "实验用的 Slurm 集群" "$package" "$package" || missing=1
  done
  return "$missing"
}
