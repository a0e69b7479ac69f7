#!/usr/bin/env bash
# Finds PostgreSQL's server binaries, installs them when absent, and prints their directory as the only line on stdout.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)

say() { printf 'PostgreSQL: %s\n' "$*" >&2; }

# A server of the user's own needs no binaries.
[ -z "${CDC_TEST_POSTGRES:-}" ] || exit 0

# Newest version first within each place; the caller's own choice before all.
candidates() {
  printf '%s\n' "${CDC_POSTGRES_BIN:-}"
  printf '%s\n' /usr/lib/postgresql/*/bin /usr/pgsql-*/bin /usr/libexec/postgresql*/ | sort -rV
  pg_config --bindir 2>/dev/null || true
  dirname "$(command -v postgres || echo .)"
  printf '%s\n' /opt/homebrew/opt/postgresql@*/bin /usr/local/opt/postgresql@*/bin | sort -rV
  printf '%s\n' /Applications/Postgres.app/Contents/Versions/latest/bin
}

find_binaries() {
  local dir
  while read -r dir; do
    if [ -x "$dir/initdb" ] && [ -x "$dir/postgres" ]; then
      printf '%s\n' "${dir%/}"
      return 0
    fi
  done < <(candidates)
  return 1
}

# initdb and postgres refuse to run as root, so root needs someone to run them as.
ensure_user() {
  [ "$(id -u)" = 0 ] || return 0
  id postgres >/dev/null 2>&1 || id nobody >/dev/null 2>&1 || useradd --system --no-create-home postgres
}

if ! bin=$(find_binaries); then
  say "no server binaries here, installing them with the package manager."
  if ! APT=postgresql DNF='postgresql-server postgresql-contrib' APK=postgresql BREW=postgresql@17 "$here/install-packages.sh" ||
    ! bin=$(find_binaries); then
    say "could not be installed. Docker is used where it runs; or set CDC_TEST_POSTGRES to the connection string of a server."
    exit 0
  fi
  say "installed in $bin."
fi
ensure_user
printf '%s\n' "$bin"
