import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {csvOf, delimiterOf} from './csv-text.ts';
import {guessColumns} from './order-columns.ts';
import {readOrder} from './read-order.ts';
import {guessDayFirst, instantOf} from './wall-moment.ts';

const timeZone = 'Europe/Berlin';

describe('the columns of a table of orders', () => {
  const tables: readonly (readonly [columns: readonly string[], found: object])[] = [
    [
      ['SRNumber', 'RequestType', 'Address', 'Latitude', 'Longitude', 'ServiceDate', 'AssignTo'],
      {
        externalId: 'SRNumber',
        title: 'RequestType',
        line: 'Address',
        lat: 'Latitude',
        lng: 'Longitude',
        serviceAt: 'ServiceDate',
        crew: 'AssignTo',
      },
    ],
    [
      ['Auftrags-Nr.', 'Betreff', 'Straße', 'PLZ', 'Ort', 'Termin', 'Kunde'],
      {
        externalId: 'Auftrags-Nr.',
        title: 'Betreff',
        line: 'Straße',
        postcode: 'PLZ',
        city: 'Ort',
        serviceAt: 'Termin',
        customer: 'Kunde',
      },
    ],
    [
      ['Número', 'Título', 'Dirección', 'Técnico', 'Teléfono'],
      {externalId: 'Número', title: 'Título', line: 'Dirección', crew: 'Técnico', phone: 'Teléfono'},
    ],
    [
      ['رقم الطلب', 'المهمة', 'العنوان', 'اسم العميل'],
      {externalId: 'رقم الطلب', title: 'المهمة', line: 'العنوان', customer: 'اسم العميل'},
    ],
  ];
  for (const [columns, found] of tables) {
    it(`are found by their names: ${columns.join(', ')}`, () => {
      assert.deepEqual(guessColumns(columns), found);
    });
  }

  it('fill one field each, and none that they are not called', () => {
    assert.deepEqual(guessColumns(['Name', 'Foo']), {customer: 'Name'});
  });
});

describe('a moment of a table', () => {
  const moments: readonly (readonly [text: string, isDayFirst: boolean, instant: string | undefined])[] = [
    ['2026-07-04 15:30', false, '2026-07-04T13:30:00.000Z'],
    ['2026-07-04T15:30:00Z', false, '2026-07-04T15:30:00.000Z'],
    ['4.7.2026 15:30', false, '2026-07-04T13:30:00.000Z'],
    ['04.07.26', false, '2026-07-03T22:00:00.000Z'],
    ['7/4/2026 3:30 PM', false, '2026-07-04T13:30:00.000Z'],
    ['4/7/2026 15:30', true, '2026-07-04T13:30:00.000Z'],
    ['1/2/20 12:05 am', false, '2020-01-01T23:05:00.000Z'],
    ['31/12/2026', false, undefined],
    ['31.2.2026', false, undefined],
    ['2026-02-30', false, undefined],
    ['2026-07-04 25:00', false, undefined],
    ['2026-07-04 15:72', false, undefined],
    ['gestern', false, undefined],
    ['', false, undefined],
  ];
  for (const [text, isDayFirst, instant] of moments) {
    it(`written "${text}" is ${instant ?? 'not read'}`, () => {
      assert.equal(instantOf(text, {timeZone, isDayFirst}), instant);
    });
  }

  it('shows by one that can be read one way only how all are written', () => {
    assert.equal(guessDayFirst(['1/2/2026', '13/2/2026']), true);
    assert.equal(guessDayFirst([undefined, '1/2/2026', '2/13/2026']), false);
    assert.equal(guessDayFirst(['1/2/2026', '2026-02-13']), undefined);
  });
});

describe('a line of a table', () => {
  const mapping = guessColumns([
    'Number',
    'Title',
    'Address',
    'Lat',
    'Lng',
    'Start',
    'End',
    'Technician',
    'Status',
  ]);
  const read = (record: Record<string, string>) =>
    readOrder(record, {
      mapping,
      timeZone,
      createdAt: '2026-01-01T00:00:00.000Z',
      leadOf: name => (name === 'Sam' ? {externalId: 'sam', name} : undefined),
    });

  it('becomes an order, with who is known by that name', () => {
    const {row, lacks, unread} = read({
      ...{Number: ' 7 ', Title: 'Tap', Address: '1 Main St', Lat: '52,5', Lng: '13.4'},
      ...{Start: '4.7.2026 15:30', Technician: 'Sam'},
    });
    assert.deepEqual(row, {
      externalId: '7',
      title: 'Tap',
      customer: {name: 'Resident, 1 Main St'},
      address: {line: '1 Main St', lat: 52.5, lng: 13.4},
      lead: {externalId: 'sam', name: 'Sam'},
      status: 'scheduled',
      window: {start: '2026-07-04T13:30:00.000Z', end: '2026-07-04T15:30:00.000Z'},
      durationMinutes: 60,
      createdAt: '2026-07-04T13:30:00.000Z',
    });
    assert.deepEqual([lacks, unread], [[], []]);
  });

  it('says what it lacks, and what could not be read', () => {
    const {row, lacks, unread} = read({
      Number: '7',
      Title: 'Tap',
      Address: '1 Main St',
      Start: 'soon',
      Lat: 'north',
    });
    assert.deepEqual(lacks, ['location', 'crew', 'service date']);
    assert.deepEqual(unread, ['serviceAt', 'lat']);
    assert.equal(row['createdAt'], '2026-01-01T00:00:00.000Z');
    assert.equal(row['status'], 'unscheduled');
  });

  for (const [word, status] of [
    ['Closed', 'complete'],
    ['erledigt', 'complete'],
    ['Completado', 'complete'],
    ['مكتمل', 'complete'],
    ['Storniert', 'canceled'],
    ['anulado', 'canceled'],
    ['whatever', 'unscheduled'],
  ] as const) {
    it(`with the status ${word} is ${status}`, () => {
      assert.equal(read({Number: '7', Title: 'Tap', Address: '1', Status: word}).row['status'], status);
    });
  }
});

describe('a table as text', () => {
  it('is parted by what stands most in its first line, outside of quotes', () => {
    assert.equal(delimiterOf('a,b,c\n1;2;3;4'), ',');
    assert.equal(delimiterOf('"a,b,c,d";b\n'), ';');
    assert.equal(delimiterOf('a\tb'), '\t');
    assert.equal(delimiterOf('a'), ',');
  });

  it('quotes what would be read otherwise', () => {
    assert.equal(
      csvOf([
        ['a', 'b,c'],
        ['"x"', 'y\nz'],
      ]),
      'a,"b,c"\r\n"""x""","y\nz"\r\n',
    );
  });
});
