import type {BoardFilter, BoardSelection, OfficeSource} from '@dispatch-kit/client';

/** An office with what its board, map and counts share: a filter and a selection. `client.board()` is one. */
export interface BoardSource extends OfficeSource {
  readonly filter: BoardFilter;
  setFilter(patch: Partial<BoardFilter>): void;
  readonly selection: BoardSelection;
  select(selection: BoardSelection): void;
}
