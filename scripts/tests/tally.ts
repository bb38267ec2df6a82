/** What a run of tests came to. Failures and skips are sentences, one a test. */
export interface Tally {
  passed: number;
  failures: string[];
  skips: string[];
}

export function emptyTally(): Tally {
  return {passed: 0, failures: [], skips: []};
}

export function sumTallies(tallies: Tally[]): Tally {
  return {
    passed: tallies.reduce((sum, tally) => sum + tally.passed, 0),
    failures: tallies.flatMap(tally => tally.failures),
    skips: tallies.flatMap(tally => tally.skips),
  };
}

/** The closing line of a run: `N passed, N failed`, with the skipped ones named when there are any. */
export function closingLine({passed, failures, skips}: Tally): string {
  const skipped = skips.length > 0 ? `, ${skips.length} skipped` : '';
  return `${passed} passed, ${failures.length} failed${skipped}`;
}

/** Prints failures and skips by name, then the closing line, and sets the exit code. */
export function closeRun(tally: Tally): void {
  if (tally.skips.length > 0) {
    console.log(`\nSKIPPED, so not shown to work (${tally.skips.length}):`);
    for (const skip of tally.skips) console.log(`  - ${skip}`);
  }
  if (tally.failures.length > 0) {
    console.log(`\nFAILED (${tally.failures.length}):`);
    for (const failure of tally.failures) console.log(`  - ${failure}`);
  }
  console.log(`\n${closingLine(tally)}`);
  process.exitCode = tally.failures.length > 0 ? 1 : 0;
}
