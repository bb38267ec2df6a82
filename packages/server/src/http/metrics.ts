const boundsSeconds = [0.005, 0.025, 0.1, 0.5, 2.5, 10] as const;

type Series = {buckets: number[]; count: number; sumSeconds: number};

/** What a gauge shows now. */
export type Gauge = {name: string; help: string; value: number};

/** Counts requests by route and status: nothing of who asked, or for what. */
export class Metrics {
  readonly #requests = new Map<string, number>();
  readonly #durations = new Map<string, Series>();

  /** @param route its name in the contract, never an address. */
  observe(route: string, status: number, seconds: number): void {
    const key = `route="${route}",status="${status}"`;
    this.#requests.set(key, (this.#requests.get(key) ?? 0) + 1);
    const series = this.#durations.get(route) ?? {
      buckets: boundsSeconds.map(() => 0),
      count: 0,
      sumSeconds: 0,
    };
    this.#durations.set(route, series);
    series.count += 1;
    series.sumSeconds += seconds;
    boundsSeconds.forEach((bound, i) => (series.buckets[i]! += seconds <= bound ? 1 : 0));
  }

  /** The text that Prometheus reads (version 0.0.4). */
  text(gauges: readonly Gauge[]): string {
    const lines = [
      ...head('dispatch_requests_total', 'counter', 'Requests answered, by route and status.'),
      ...[...this.#requests].map(([labels, count]) => `dispatch_requests_total{${labels}} ${count}`),
      ...head('dispatch_request_duration_seconds', 'histogram', 'How long answers took, by route.'),
      ...[...this.#durations].flatMap(([route, series]) => histogram(route, series)),
      ...gauges.flatMap(({name, help, value}) => [...head(name, 'gauge', help), `${name} ${value}`]),
    ];
    return `${lines.join('\n')}\n`;
  }
}

function head(name: string, type: string, help: string): string[] {
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`];
}

function histogram(route: string, {buckets, count, sumSeconds}: Series): string[] {
  const name = 'dispatch_request_duration_seconds';
  const bucket = (bound: string, value: number) => `${name}_bucket{route="${route}",le="${bound}"} ${value}`;
  return [
    ...boundsSeconds.map((bound, i) => bucket(String(bound), buckets[i]!)),
    bucket('+Inf', count),
    `${name}_sum{route="${route}"} ${sumSeconds}`,
    `${name}_count{route="${route}"} ${count}`,
  ];
}
