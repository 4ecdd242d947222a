# Reads ctest's LastTest.log and prints "PASSED FAILED": Catch2 test cases where a test prints Catch2's
# summary, one for the ctest entry otherwise. An entry that fails beyond its summary (a crash, a leak
# reported at exit, a timeout) counts as one more failure; one that says "skipped: why" counts as neither.

function number_before(words) {  # "12 assertions in 3 test cases" -> the number before `words`
  return match($0, "[0-9]+ " words) ? substr($0, RSTART, RLENGTH) + 0 : 0
}
function close_entry() {
  if (!open) return
  passed += entry_passed
  failed += entry_failed
  if (!entry_ok && entry_failed == 0) ++failed
  if (entry_ok && !skipped && entry_passed + entry_failed == 0) ++passed
  open = 0
}

/^[0-9]+\/[0-9]+ Testing: / { close_entry(); open = 1; skipped = never_ran = entry_ok = entry_passed = entry_failed = 0 }
/^Command: ""$/             { never_ran = 1 }  # no such program; ctest's log goes on to say "Test Passed."
/^skipped: /                { skipped = 1 }  # of which ctest's log, too, says "Test Passed."
/^All tests passed \(/      { entry_passed += number_before("test case") }
/^test cases: /             { entry_passed += number_before("passed"); entry_failed += number_before("failed") }
/^Test Passed\.$/           { entry_ok = !never_ran }
END                         { close_entry(); print passed + 0, failed + 0 }
