#!/usr/bin/env bash
# Repeats the tests with a new seed each round until the time is up or one fails; prints how to repeat the failure.
#   MINUTES  how long (default 30)
#   TESTS    which projects (default: Simulation with 10,000 seeds a round, Integration and EndToEnd with their kills)
set -euo pipefail
cd "$(dirname "$0")/.."

TESTS=${TESTS:-Simulation Integration EndToEnd}
export TESTS CDC_SEED CDC_SOAK=1
log=$(mktemp)
trap 'rm -f "$log"' EXIT
end=$((SECONDS + ${MINUTES:-30} * 60))
rounds=0

while [ "$SECONDS" -lt "$end" ]; do
  CDC_SEED=$((RANDOM * 32768 + RANDOM))
  rounds=$((rounds + 1))
  if ! eng/test.sh >"$log" 2>&1; then
    cat "$log"
    echo "Round $rounds failed. Repeat it with: CDC_SEED=$CDC_SEED CDC_SOAK=1 make test TESTS=\"$TESTS\""
    exit 1
  fi
  echo "round $rounds, seed $CDC_SEED: $(tail -n 1 "$log")"
done
echo "$rounds rounds, none failed."
