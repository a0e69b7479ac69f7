#!/usr/bin/env bash
# Makes librdkafka, the native half of Confluent.Kafka, available where the package feed has no librdkafka.redist.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)

project=$here/librdkafka.redist/librdkafka.redist.csproj
version=$(sed -n 's:.*<Version>\(.*\)</Version>.*:\1:p' "$project")
source_package=@confluentinc/kafka-javascript@1.10.1 # carries librdkafka's source of this version in deps/librdkafka
cache=${CDC_CACHE:-${XDG_CACHE_HOME:-${HOME:?}/.cache}/cdcfunctions}/librdkafka

say() { printf 'librdkafka %s: %s\n' "$version" "$*"; }
fail() { say "$*" >&2; exit 1; }

# What an earlier run built, or what an earlier restore fetched, is the answer without asking anyone.
is_here() { [ -d "$cache/$version" ] || [ -d "${NUGET_PACKAGES:-${HOME:?}/.nuget/packages}/librdkafka.redist/$version" ]; }

feed_has_it() {
  local answer
  # Build nodes outlive the restore; they must not keep the lock.
  answer=$(dotnet restore "$project" --verbosity quiet 2>&1 9>&-) && return 0
  case $answer in
    *NU1101* | *NU1102* | *NU1103*) return 1 ;;
    *) fail "the package feed did not answer:"$'\n'"$answer" ;;
  esac
}

has_header() { echo "#include <$1>" | cc -E - >/dev/null 2>&1; }

require_tools() {
  local tool missing=''
  for tool in cc c++ make npm tar; do command -v "$tool" >/dev/null || missing+=" $tool"; done
  for tool in openssl/ssl.h zlib.h zstd.h; do has_header "$tool" || missing+=" $tool"; done
  [ -n "$missing" ] || return 0
  say "installing what the build lacks:$missing."
  local apt='gcc g++ make libc6-dev libssl-dev zlib1g-dev libzstd-dev' dnf='gcc gcc-c++ make openssl-devel zlib-devel libzstd-devel'
  local apk='build-base bash openssl-dev zlib-dev zstd-dev' brew='openssl@3 zstd'
  if ! command -v npm >/dev/null; then apt+=' npm' dnf+=' npm' apk+=' npm' brew+=' node'; fi
  APT=$apt DNF=$dnf APK=$apk BREW=$brew "$here/install-packages.sh" || say "they could not be installed; trying with what is here."
  for tool in cc c++ make npm tar; do command -v "$tool" >/dev/null || fail "needs $tool. Install it, then run this again."; done
  has_header zstd.h || say "no zstd.h, so topics compressed with zstd cannot be read."
}

compile() {
  # Kerberos and OAuth over HTTP are left out: they need libraries that few machines have. TLS, SCRAM and PLAIN are in.
  ./configure --no-download --disable-gssapi --disable-curl --disable-lz4-ext --disable-debug-symbols --CFLAGS=-O3 &&
    grep "RDKAFKA_VERSION_STR \"$version\"" config.h &&
    make -j "$(getconf _NPROCESSORS_ONLN)" -C src "$1"
}

# Leaves the library in $1/out. Every step hangs on the one before, because the caller asks for the outcome.
build() {
  local source=$1/package/deps/librdkafka library=librdkafka.so.1 name=librdkafka.so strip=(strip --strip-unneeded)
  if [ "$(uname -s)" = Darwin ]; then library=librdkafka.1.dylib name=librdkafka.dylib strip=(strip -x); fi
  (cd "$1" && npm pack --silent "$source_package" && tar xzf ./*.tgz package/deps/librdkafka && mkdir out) &&
    (cd "$source" && compile "$library") &&
    "${strip[@]}" -o "$1/out/$name" "$source/src/$library"
}

is_here && exit 0
mkdir -p "$cache"
if command -v flock >/dev/null; then
  exec 9>"$cache/lock"
  flock 9
  is_here && exit 0
fi
feed_has_it && exit 0

say "the package feed has no librdkafka.redist; building it from source, about a minute, once."
require_tools
work=$(mktemp -d "$cache/build.XXXXXX")
trap 'rm -rf "$work"' EXIT
if ! build "$work" >"$cache/build.log" 2>&1; then
  tail -n 15 "$cache/build.log" >&2
  fail "the build failed; all of its output is in $cache/build.log."
fi
mv "$work/out" "$cache/$version"
say "built, kept in $cache/$version."
