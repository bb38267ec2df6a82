import type {BoardFilter, BoardSelection, OfficePicture, OfficeSource} from '@dispatch-kit/client';

/** An office with what its board, map and counts share: a filter and a selection. `client.board()` is one. */
export interface BoardSource extends OfficeSource {
  readonly filter: BoardFilter;
  setFilter(patch: Partial<BoardFilter>): void;
  readonly selection: BoardSelection;
  select(selection: BoardSelection): void;
}

/** An office before anything is known of it. */
export const nothingKnown: OfficePicture = {
  status: 'connecting',
  jobs: new Map(),
  customers: new Map(),
  members: new Map(),
  positions: new Map(),
};

export const noFilter: BoardFilter = {list: 'active', text: '', statuses: [], leadId: undefined};
