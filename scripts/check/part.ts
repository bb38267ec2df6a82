/** One part of `npm run check`: its name, what it looks at, and how it is run. */
export interface Part {
  name: string;
  looksAt: string;
  run(): Promise<Verdict>;
}

/** What a part found: one sentence a problem, and perhaps what it could not look at. */
export interface Verdict {
  problems: string[];
  note?: string;
}

/** Runs a part and prints whether it holds, with its problems below. */
export async function judge(part: Part): Promise<Verdict> {
  const started = performance.now();
  const verdict = await part.run();
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const word = verdict.problems.length === 0 ? 'ok  ' : 'FAIL';
  const note = verdict.note ? ` (${verdict.note})` : '';
  console.log(`${word}  ${part.name.padEnd(7)} ${part.looksAt}${note}  ${seconds} s`);
  for (const problem of verdict.problems) console.log(`      ${problem.replaceAll('\n', '\n      ')}`);
  return verdict;
}
