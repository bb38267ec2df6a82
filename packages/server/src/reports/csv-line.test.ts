import assert from 'node:assert/strict';
import {test} from 'node:test';
import {csvLine} from './csv-line.ts';

test('commas, quotes and line breaks are quoted, numbers stand bare, nothing is empty', () => {
  assert.equal(
    csvLine(['a', 'b,c', 'say "x"', 'two\nlines', 3, -1.5, true, null, undefined, '']),
    'a,"b,c","say ""x""","two\nlines",3,-1.5,true,,,\r\n',
  );
});

test('what a spreadsheet would take for a formula is made harmless', () => {
  const cells = ['=HYPERLINK("x")', '+1', '-1+2', '@SUM(A1)', '\t=1', ' =1', '\r=1', '|cmd'];
  const line = csvLine(cells);
  for (const part of line.trimEnd().split(/,(?=["'])/)) assert.match(part, /^"?'/, part);
  assert.equal(csvLine(['a=b', '1-2', 'x@y.z']), 'a=b,1-2,x@y.z\r\n');
});
