import type {OfficePicture} from '@dispatch-kit/client';
import type {BoardSource} from '../board/board-source.ts';

/** Several days of an office as one. Filter and selection are those of the first, which its board shares. */
export class JoinedDays implements BoardSource {
  readonly #days: readonly BoardSource[];
  #seen: readonly OfficePicture[] = [];
  #picture: OfficePicture | undefined;

  constructor(days: readonly [BoardSource, ...BoardSource[]]) {
    this.#days = days;
  }

  get(): OfficePicture {
    const pictures = this.#days.map(day => day.get());
    if (!this.#picture || pictures.some((each, index) => each !== this.#seen[index])) {
      this.#picture = joined(pictures, this.#picture);
      this.#seen = pictures;
    }
    return this.#picture;
  }

  subscribe(listener: () => void): () => void {
    const stops = this.#days.map(day => day.subscribe(listener));
    return () => {
      for (const stop of stops) stop();
    };
  }

  nowMs(): number {
    return this.#first.nowMs();
  }

  get filter() {
    return this.#first.filter;
  }

  setFilter(...patch: Parameters<BoardSource['setFilter']>): void {
    this.#first.setFilter(...patch);
  }

  get selection() {
    return this.#first.selection;
  }

  select(...selection: Parameters<BoardSource['select']>): void {
    this.#first.select(...selection);
  }

  get #first(): BoardSource {
    return this.#days[0]!;
  }
}

/** The worst of them is said of all. */
const statuses = ['refused', 'offline', 'connecting', 'live'] as const satisfies OfficePicture['status'][];

function joined(pictures: readonly OfficePicture[], before: OfficePicture | undefined): OfficePicture {
  const status = statuses.find(each => pictures.some(picture => picture.status === each))!;
  const known = pictures.map(({asOfMs}) => asOfMs).filter(each => each !== undefined);
  const {error} = pictures.find(picture => picture.status === status)!;
  const {organization} = pictures[0]!;
  return {
    status,
    ...(error && {error}),
    ...(organization && {organization}),
    ...(known.length > 0 && {asOfMs: Math.min(...known)}),
    jobs: kept(
      before?.jobs,
      pictures.map(({jobs}) => jobs),
    ),
    customers: kept(
      before?.customers,
      pictures.map(({customers}) => customers),
    ),
    members: kept(
      before?.members,
      pictures.map(({members}) => members),
    ),
    positions: kept(
      before?.positions,
      pictures.map(({positions}) => positions),
    ),
  };
}

/** All entries, of the same key that of the first; the map from before where nothing in it changed. */
function kept<V>(before: ReadonlyMap<string, V> | undefined, maps: readonly ReadonlyMap<string, V>[]) {
  const all = new Map<string, V>();
  for (const map of maps.toReversed()) for (const [key, value] of map) all.set(key, value);
  const isSame = before?.size === all.size && [...all].every(([key, value]) => before.get(key) === value);
  return isSame ? before : all;
}
