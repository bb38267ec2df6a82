/** The import against the real server, in the same tab. */
import {DispatchClient} from '@dispatch-kit/client';
import type {Job} from '@dispatch-kit/core';
import {createCompany, expectOk} from '@dispatch-kit/testing';
import type {Company} from '@dispatch-kit/testing';
import {setViewport} from '@web/test-runner-commands';
import axe from 'axe-core';
import {expect} from 'chai';
import '../provider/dispatch-provider.ts';
import {DispatchImport} from './dispatch-import.ts';
import {readCsv, textOf as textIn} from './read-csv.ts';

let company: Company;
let element: DispatchImport;
let isCut = false;
let sent: number[] = [];

const root = () => element.shadowRoot!;
const textOf = (node: {textContent: string | null} | null | undefined) =>
  (node?.textContent ?? '').replaceAll(/\s+/g, ' ').trim();
const said = () => textOf(root());

async function until(isSo: () => unknown, what: string): Promise<void> {
  for (let frames = 0; frames < 400; frames++) {
    if (isSo()) return;
    await new Promise(requestAnimationFrame);
  }
  throw new Error(`${what} did not come; the import says: ${said()}`);
}

async function network(input: Request | string | URL, init?: RequestInit): Promise<Response> {
  const request = new Request(input, init);
  if (isCut) throw new TypeError('The network is cut.');
  if (request.url.endsWith('/v1/import')) {
    const {rows} = (await request.clone().json()) as {rows: unknown[]};
    sent.push(rows.length);
  }
  return company.server.fetch(request);
}

async function open(token = company.admin.token): Promise<void> {
  const provider = document.createElement('dispatch-provider');
  provider.client = new DispatchClient({url: company.url, fetchToken: async () => token, fetch: network});
  element = document.createElement('dispatch-import');
  element.open = true;
  provider.append(element);
  document.body.append(provider);
  await until(() => root().querySelector('h2'), 'the dialog');
}

function drop(text: string, name = 'orders.csv'): void {
  const files = new DataTransfer();
  files.items.add(new File([text], name, {type: 'text/csv'}));
  const input = root().querySelector<HTMLInputElement>('input[type=file]')!;
  input.files = files.files;
  input.dispatchEvent(new Event('change'));
}

const press = (words: string) =>
  [...root().querySelectorAll('button')].find(button => textOf(button).startsWith(words))!.click();

async function check(): Promise<void> {
  const {violations} = await axe.run(document.body, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'],
  });
  expect(violations.map(({help, nodes}) => `${help}: ${nodes[0]!.html}`)).to.deep.equal([]);
}

const jobs = async () =>
  expectOk(await company.admin.get<{items: Job[]}>('/v1/jobs?limit=200')).items.filter(job => job.externalId);

describe('<dispatch-import>', () => {
  beforeEach(async () => {
    document.documentElement.lang = 'en-US';
    [isCut, sent] = [false, []];
    company = await createCompany();
  });
  afterEach(async () => {
    document.body.replaceChildren();
    await company.close();
  });

  it('is defined, and takes a file or pasted rows', async () => {
    expect(document.createElement('dispatch-import')).to.be.instanceOf(DispatchImport);
    await open();
    await check();
    root().querySelector('textarea')!.value = 'Order;Title;Address\n1;Tap;1 Main St';
    press('Read the rows');
    await until(() => said().includes('1 rows in Pasted rows'), 'the rows');
  });

  it('guesses what German columns are, says what is wrong with a row, and imports the others', async () => {
    const sam = await company.hireTechnician('Sam Ortiz');
    await open();
    drop(
      [
        'Auftragsnr;Betreff;Kunde;Straße;Termin;Techniker',
        'A-1;Hahn tropft;Ada Lee;Hauptstraße 1;24.12.2026 14:00;Sam Ortiz',
        'A-2;"Heizung; kalt";Bea Cruz;Hauptstraße 2;gestern;',
        'A-3;;Cy Dunn;Hauptstraße 3;;',
        'A-1;Noch einmal;Ada Lee;Hauptstraße 1;;',
        'A-4;Wartung;Dora Eng;Hauptstraße 4;;',
      ].join('\r\n'),
    );
    await until(() => said().includes('2 can be imported'), 'the judgement');
    expect(said()).to.include(
      'Line 3 Visit begins cannot be read: “gestern”. Write it like 2026-12-31 14:30.',
    );
    expect(said()).to.include('Line 4 What is to be done is missing');
    expect(said()).to.include('Line 5 Order number “A-1” stands in an earlier line already');
    expect(said()).to.include('1 without a time: they wait to be planned.');
    expect(textOf(root().querySelector('tbody tr'))).to.match(
      /A-1\s*Hahn tropft\s*Ada Lee.*Dec 24, 2026, 2:00.*Sam Ortiz/,
    );
    await check();
    press('Import 2 orders');
    await until(() => said().includes('2 orders imported.'), 'the end');
    expect(said()).to.include('3 were left out');
    await check();
    const made = await jobs();
    expect(made.map(({externalId, title}) => `${externalId} ${title}`).sort()).to.deep.equal([
      'A-1 Hahn tropft',
      'A-4 Wartung',
    ]);
    // The technician of that name is the one of the office, not a second one.
    expect(made.flatMap(job => job.appointments.map(visit => visit.leadId))).to.deep.equal([sam.id]);
  });

  it('asks for the column that it did not find', async () => {
    await open();
    drop('Foo,Title,Where\n7,Tap,1 Main St\n');
    await until(() => said().includes('Choose the column for: Order number and Address.'), 'the question');
    const choose = (field: string, column: string) => {
      const select = root().querySelector<HTMLSelectElement>(`select[data-field=${field}]`)!;
      select.value = column;
      select.dispatchEvent(new Event('change'));
    };
    choose('externalId', 'Foo');
    choose('line', 'Where');
    await until(() => said().includes('1 can be imported'), 'the judgement');
    press('Import 1 orders');
    await until(() => said().includes('1 orders imported.'), 'the end');
    expect((await jobs()).map(job => job.externalId)).to.deep.equal(['7']);
  });

  it('sends 500 at once, shows how far it is, goes on after the connection was lost, and makes nothing twice', async () => {
    await open();
    const lines = Array.from({length: 1200}, (_, at) => `N-${at},Order ${at},${at} Main St`);
    drop(['Number,Title,Address', ...lines].join('\n'));
    await until(() => said().includes('1,200 can be imported'), 'the judgement');
    isCut = true;
    press('Import 1,200 orders');
    await until(() => said().includes('there is no connection'), 'the trouble');
    expect(root().querySelector('progress')!.value).to.equal(0);
    await check();
    isCut = false;
    press('Go on');
    await until(() => said().includes('1,200 orders imported.'), 'the end');
    expect(sent).to.deep.equal([500, 500, 200]);
    press('Another file');
    await until(() => root().querySelector('input[type=file]'), 'the beginning');
    drop(['Number,Title,Address', ...lines.slice(0, 3)].join('\n'));
    await until(() => said().includes('3 can be imported'), 'the judgement');
    press('Import 3 orders');
    await until(() => said().includes('3 were there already'), 'the end');
  });

  it('says to who may not import that it takes an admin', async () => {
    const {caller} = await company.hireDispatcher('Dora');
    await open(caller.token);
    await until(() => said().includes('Only admins can import orders.'), 'the sentence');
    await check();
  });

  it('says why something is no table of orders', async () => {
    await open();
    drop('Number,Title,Address\n');
    await until(() => said().includes('There are no orders in it'), 'the sentence');
  });

  it('fits a phone, also from right to left', async () => {
    await setViewport({width: 360, height: 720});
    document.documentElement.lang = 'ar';
    await open();
    drop('رقم الطلب,المهمة,العنوان\n1,إصلاح,شارع ١\n');
    await until(() => said().includes('يمكن استيراد'), 'the judgement in Arabic');
    expect(document.documentElement.scrollWidth).to.equal(360);
    await check();
    await setViewport({width: 1024, height: 720});
  });
});

describe('reading a table', () => {
  it('finds the delimiter, keeps what is quoted, and names columns that have no name', () => {
    const {columns, records} = readCsv('\ufeffa;;a\n"x;1\n2";y;z\n;;\n');
    expect(columns).to.deep.equal(['a', '2', 'a (3)']);
    expect(records).to.deep.equal([{a: 'x;1\n2', 2: 'y', 'a (3)': 'z'}]);
  });

  it('reads what a spreadsheet on Windows has written', async () => {
    expect(await textIn(new Blob([new Uint8Array([0x53, 0x74, 0x72, 0x61, 0xdf, 0x65])]))).to.equal('Straße');
  });
});
