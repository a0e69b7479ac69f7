#!/usr/bin/env bash
# Sums the coverage files of the last test run: a line covered by any test project counts as covered.
set -euo pipefail
cd "$(dirname "$0")/.."

find artifacts/test-results -name coverage.cobertura.xml -exec awk '
  function attribute(name) { return match($0, " " name "=\"[^\"]*\"") ? substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 4) : "" }
  /<package / { package = attribute("name") }
  /<class / { file = attribute("filename"); sub(/.*\//, "", file); class = attribute("name") }
  /<line / {
    line = package SUBSEP class SUBSEP file SUBSEP attribute("number")
    if (!(line in hits)) { hits[line] = 0; lines[package]++; all++ }
    if (attribute("hits") > 0 && hits[line] == 0) { hits[line] = 1; covered[package]++; good++ }
  }
  END {
    for (package in lines) printf "%5.1f %% of %6d lines  %s\n", 100 * covered[package] / lines[package], lines[package], package | "sort -k 6"
    close("sort -k 6")
    printf "%5.1f %% of %6d lines  in all\n", all ? 100 * good / all : 0, all
  }' {} +
