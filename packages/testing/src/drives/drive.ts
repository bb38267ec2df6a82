import type {Fix} from '@dispatch-kit/core';

/** A recorded drive: its fixes in the order in which they were recorded, garbage included. */
export interface Drive {
  name: string;
  fixes: Fix[];
}
