#!/usr/bin/env bash
# Runs the built test projects and closes with one line: N passed, N failed, N skipped.
#   TESTS    names of projects to run, such as "Unit Integration" (default: all, quick ones first)
#   FILTER   an expression for dotnet test --filter
#   COVERAGE 1 collects code coverage
set -euo pipefail
cd "$(dirname "$0")/.."

results=artifacts/test-results
summary=$results/summary.txt
noise="^(Test run for|A total of|Results File|Data collector 'Blame')"

# Test projects of the solution filter; the quick kinds first, kinds yet unknown last.
projects() {
  local known name
  known=$(grep -o 'tests/[^"]*\.csproj' CdcFunctions.Core.slnf | sed 's:.*/\(.*\)\.csproj:\1:' | grep -vx Benchmarks)
  for name in Unit Integration Simulation EndToEnd $known; do
    grep -qx "$name" <<<"$known" && echo "$name"
  done | awk '!seen[$0]++'
}

# One line per test of a result file: outcome, name and message, separated by tabs.
outcomes() {
  awk '
    function text(s) {
      gsub(/&#x[DA];|\r|\t/, " ", s); gsub(/&lt;/, "<", s); gsub(/&gt;/, ">", s); gsub(/&quot;/, "\"", s); gsub(/&apos;/, "\047", s)
      gsub(/&amp;/, "\\&", s)
      return s
    }
    function attribute(name) { return match($0, name "=\"[^\"]*\"") ? substr($0, RSTART + length(name) + 2, RLENGTH - length(name) - 3) : "" }
    function done() { if (open) print outcome "\t" text(test) "\t" text(message); open = 0 }
    /<UnitTestResult / { done(); open = 1; outcome = attribute(" outcome"); test = attribute(" testName"); message = "" }
    open && message == "" && /<Message>/ { message = $0; sub(/.*<Message>/, "", message); sub(/<\/Message>.*/, "", message) }
    /<\/Results>/ { done() }
    END { done() }
  ' "$1"
}

run() {
  local name=$1 options=(--configuration Release --no-build --nologo --verbosity quiet --results-directory "$results")
  # A test that hangs does not hang the machine. Some of a soak's take half an hour.
  options+=(--blame-hang-timeout "$([ "${CDC_SOAK:-}" = 1 ] && echo 60m || echo 10m)" --blame-hang-dump-type none)
  options+=(--logger "console;verbosity=minimal" --logger "trx;LogFileName=$name.trx")
  [ -z "${FILTER:-}" ] || options+=(--filter "$FILTER")
  [ "${COVERAGE:-}" != 1 ] || options+=(--collect "XPlat Code Coverage")
  echo "== $name"
  local status=0
  dotnet test "tests/$name" "${options[@]}" | { grep --line-buffered -vE "$noise" || true; } || status=$?
  [ ! -f "$results/$name.trx" ] || outcomes "$results/$name.trx" | sed "s/^/$name"$'\t/' >"$results/$name.tsv"
  # A run that broke without a failed test, such as a crash of its process, counts as one failure.
  if [ "$status" != 0 ] && ! cut -f 2 "$results/$name.tsv" 2>/dev/null | grep -qx Failed; then
    printf '%s\tFailed\tthe run broke with exit code %s; its output is above\t\n' "$name" "$status" >>"$results/$name.tsv"
  fi
}

close() {
  cat "$results"/*.tsv 2>/dev/null | awk -F '\t' '
    $2 == "Passed" { passed++; next }
    $2 == "NotExecuted" { skipped++; reasons[$1 ": " ($4 == "" ? "no reason given" : $4)]++; next }
    { failed++; failures[failed] = $1 ": " $3 }
    END {
      for (reason in reasons) printf "skipped %d of %s\n", reasons[reason], reason
      for (i = 1; i <= failed; i++) print "failed " failures[i]
      if (passed + failed == 0) print "No test ran, which is no success."
      printf "%d passed, %d failed, %d skipped\n", passed, failed, skipped
    }' | tee "$summary"
}

includes() { grep -qw "$1" <<<"${TESTS:-$(projects)}"; }

rm -rf "$results"
mkdir -p "$results"
# Tests of whole processes mostly wait: after the quick ones they run beside the others, and are shown at the end.
beside=
for name in ${TESTS:-$(projects)}; do
  [ "$name" != EndToEnd ] || continue
  run "$name"
  if [ -z "$beside" ] && includes EndToEnd; then
    run EndToEnd >"$results/EndToEnd.log" 2>&1 &
    beside=$!
  fi
done
if [ -n "$beside" ]; then
  wait "$beside"
  cat "$results/EndToEnd.log"
elif includes EndToEnd; then
  run EndToEnd
fi
close
grep -q '^[1-9][0-9]* passed, 0 failed, ' "$summary"
