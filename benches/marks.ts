import {execFileSync} from 'node:child_process';
import {loadavg} from 'node:os';

/** One number that a bench found, with what it must not be above. */
export interface Mark {
  /** What was measured, with its unit. */
  mark: string;
  ours: number;
  /** Without it the number is told and not judged. */
  limit?: number;
}

/** Prints what a bench found, in words and, as the last line, in JSON. It judges nothing: a bench tells. */
export function printMarks(bench: string, marks: readonly Mark[]): void {
  const judged = marks.map(({mark, ours, limit}) => ({
    mark,
    ours: Number(ours.toFixed(2)),
    ...(limit !== undefined && {limit, holds: ours <= limit}),
  }));
  for (const {mark, ours, limit, holds} of judged)
    console.log(
      `${mark}: ${ours}${limit === undefined ? '' : ` (at most ${limit}: ${holds ? 'holds' : 'fails'})`}`,
    );
  console.log(`load average: ${loadavg()[0]!.toFixed(1)}`);
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], {encoding: 'utf8'}).trim();
  console.log(JSON.stringify({bench, commit, marks: judged}));
}

/** The value that a share of all values is not above: 0.5 is the median. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? NaN;
}
