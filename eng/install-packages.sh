#!/usr/bin/env bash
# Installs system packages with the machine's package manager; their names come in the variables APT, DNF, APK and BREW.
set -euo pipefail

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"
  elif ! command -v sudo >/dev/null; then echo "neither root nor sudo" >&2; return 1
  elif [ -t 0 ]; then sudo "$@"
  else sudo -n "$@"
  fi
}

# The words of $APT and the like are package names, so they are meant to be split.
# shellcheck disable=SC2086
install() {
  if command -v apt-get >/dev/null; then
    export DEBIAN_FRONTEND=noninteractive
    as_root apt-get install -y -qq --no-install-recommends $APT && return
    as_root apt-get update -qq && as_root apt-get install -y -qq --no-install-recommends $APT
  elif command -v dnf >/dev/null; then as_root dnf install -y -q $DNF
  elif command -v apk >/dev/null; then as_root apk add --quiet $APK
  elif command -v brew >/dev/null; then brew install --quiet $BREW
  else echo "no apt-get, dnf, apk or brew here" >&2; return 1
  fi
}

log=$(mktemp)
trap 'rm -f "$log"' EXIT
if ! install >"$log" 2>&1; then
  tail -n 5 "$log" >&2
  exit 1
fi
