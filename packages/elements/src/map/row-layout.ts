/** Bytes of a row. */
export const rowBytes = 48;
/** Words of 32 bits of a row. */
export const words = rowBytes / 4;
/** Where in a row each number begins, in words: whole numbers of 32 bits, but for `pace` (two floats), `headings` (two 16-bit shares of a half turn) and `look` (red, green, blue, flags). */
export const column = {
  to: 0,
  back: 2,
  begin: 4,
  duration: 5,
  pace: 6,
  headings: 8,
  staleAt: 9,
  look: 10,
  label: 11,
};
export const flag = {selected: 1, heading: 2, free: 4, onSite: 8};
/** Where the GPU keeps rows, they stand in lines of so many; there is always room for whole lines. */
export const rowsPerLine = 64;
/** A half turn, in the headings of a row. */
export const halfTurn = 32_767;
