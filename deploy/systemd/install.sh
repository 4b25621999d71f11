#!/usr/bin/env bash
# Puts a built Penstock where its units look for it. It starts nothing and overwrites no settings, so it
# serves upgrades as well. Run it as root, from anywhere; DESTDIR is put before every place.
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
root=$(dirname "$(dirname "$here")")
destination=${DESTDIR:-}
home=$destination/opt/penstock

packed=$(compgen -G "$root/server/target/server-*.jar" | head -1) || {
  echo "Nothing is built yet: run \"$root/penstock --version\" first." >&2
  exit 2
}
java=${JAVA_HOME:?set JAVA_HOME to a JDK 25}/bin/java

mkdir -p "$home"
rm -rf "$home/server.new" "$home/replica.new"
"$java" -Djarmode=tools -jar "$packed" extract --force \
  --application-filename server.jar --destination "$home/server.new"
mkdir -p "$home/replica.new/lib"
cp "$root"/replica/target/*.jar "$home/replica.new/"
cp "$root"/replica/target/lib/*.jar "$home/replica.new/lib/"
for part in server replica; do
  rm -rf "$home/$part.old"
  [[ ! -e $home/$part ]] || mv "$home/$part" "$home/$part.old"
  mv "$home/$part.new" "$home/$part"
done
cp "$root/cli/target/penstock-cli.jar" "$home/penstock-cli.jar"
ln -sfn "$JAVA_HOME" "$home/jdk"
mkdir -p "$home/docs"
cp -r "$root"/docs/*.md "$root/docs/runbooks" "$home/docs/"

install -D -m 755 "$here/penstock" "$destination/usr/local/bin/penstock"
install -D -m 644 -t "$destination/etc/systemd/system" "$here/penstock.service" "$here/penstock-local.service"
install -D -m 644 "$here/penstock.sysusers.conf" "$destination/usr/lib/sysusers.d/penstock.conf"
install -D -m 644 "$here/penstock.tmpfiles.conf" "$destination/usr/lib/tmpfiles.d/penstock.conf"
mkdir -p "$destination/etc/penstock"
[[ -e $destination/etc/penstock/penstock.env ]] ||
  install -m 600 "$here/penstock.env" "$destination/etc/penstock/penstock.env"

if [[ -z $destination ]]; then
  systemd-sysusers penstock.conf
  systemd-tmpfiles --create penstock.conf
  systemctl daemon-reload
  echo "Now: systemctl enable --now penstock-local (jobs on this machine) or penstock (Slurm, Kubernetes)." >&2
fi
