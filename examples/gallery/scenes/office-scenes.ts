/** What an office sees: the board with its dialogs, and a new order. */
import type {DispatchClient} from '@dispatch-kit/client';
import '@dispatch-kit/elements/board';
import '@dispatch-kit/elements/map';
import type {DispatchBoard} from '@dispatch-kit/elements/board';
import '@dispatch-kit/elements/new-order';
import type {DispatchNewOrder} from '@dispatch-kit/elements/new-order';
import '@dispatch-kit/elements/provider';
import {Firm, busyOffice} from '../firm.ts';
import type {JobName} from '../firm-words.ts';
import {fill, findAll, press, put, seen, until} from '../stage.ts';
import type {Scene, Scenes, Stage} from '../stage.ts';

/** Puts an element under a provider with a client. */
export function provide<E extends HTMLElement>(stage: Stage, client: DispatchClient, element: E): E {
  const provider = put(stage, document.createElement('dispatch-provider'), {client});
  provider.append(element);
  return element;
}

interface OpenBoard {
  firm: Firm;
  board: DispatchBoard;
  root: ShadowRoot;
}

async function openBoard(stage: Stage): Promise<OpenBoard> {
  const firm = await busyOffice(stage.language);
  const board = provide(stage, firm.office, document.createElement('dispatch-board'));
  await seen(stage.place, '.row');
  return {firm, board, root: board.shadowRoot!};
}

/** The list that a person chooses in the bar: active, closed or offers. */
const list =
  (number: 1 | 2): Scene =>
  async stage => {
    const {root} = await openBoard(stage);
    root.querySelectorAll<HTMLElement>('.lists button')[number]!.click();
    await until(() => root.querySelectorAll('.lists button')[number]!.ariaPressed === 'true', 'the list');
  };

/** Opens a dialog about a job by its key. */
async function ask(stage: Stage, name: JobName, key: string): Promise<OpenBoard> {
  const open = await openBoard(stage);
  const row = open.root.getElementById(open.firm.job(name).id)!;
  row.focus();
  row.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true, composed: true}));
  await seen(stage.place, 'dispatch-plan-dialog dialog[open], dialog[open] form');
  return open;
}

/** Waits until a dialog has looked up what will happen. */
const toldBefore = (stage: Stage) => seen(stage.place, '.consequence p:not(.quiet)');

const cut = async (stage: Stage) => {
  const open = await openBoard(stage);
  open.firm.cut();
  await until(() => open.board.matches(':state(offline)'), 'offline');
  return open;
};

/** The same jobs in columns. */
async function openColumns(stage: Stage): Promise<OpenBoard & {columns: ShadowRoot}> {
  const open = await openBoard(stage);
  open.board.layout = 'columns';
  await seen(stage.place, '.column .row');
  return {...open, columns: open.root.querySelector('dispatch-board-columns')!.shadowRoot!};
}

/** Chooses the first three jobs together. */
async function choose(stage: Stage): Promise<OpenBoard> {
  const open = await openBoard(stage);
  for (const row of [...open.root.querySelectorAll('.row')].slice(0, 3)) {
    row.querySelector<HTMLElement>('.mark input')!.click();
  }
  await seen(stage.place, '[role=toolbar]');
  return open;
}

export const boardScenes: Scenes<'dispatch-board'> = {
  connecting: async stage => {
    const firm = await Firm.open(stage.language);
    provide(stage, firm.unanswered(), document.createElement('dispatch-board'));
  },
  day: async stage => {
    const {firm, board} = await openBoard(stage);
    firm.office.board({day: 'today'}).select({jobId: firm.job('tap').id});
    await board.updateComplete;
  },
  closed: list(1),
  offers: list(2),
  empty: async stage => {
    const firm = await Firm.open(stage.language);
    provide(stage, firm.office, document.createElement('dispatch-board'));
    await seen(stage.place, '.empty');
  },
  nothing_found: async stage => {
    await openBoard(stage);
    await fill(stage.place, '#search', 'Zeppelin');
    await seen(stage.place, '.empty');
  },
  menu: async stage => {
    const {root, firm} = await openBoard(stage);
    const row = root.getElementById(firm.job('tap').id)!;
    row.querySelector<HTMLElement>('.more button')!.click();
    await seen(stage.place, '[role=menuitem]');
  },
  keys: async stage => {
    const {root} = await openBoard(stage);
    const row = root.querySelector<HTMLElement>('.row')!;
    row.dispatchEvent(new KeyboardEvent('keydown', {key: '?', bubbles: true, composed: true}));
    await seen(stage.place, 'dialog.keys');
  },
  edit: async stage => {
    await ask(stage, 'camera', 'e');
    await fill(stage.place, 'input[type=time]', '17:30');
    await toldBefore(stage);
  },
  reassign: async stage => {
    await ask(stage, 'camera', 'r');
    await until(() => [...findAll(stage.place, '.choice')].length > 2, 'the technicians');
    const other = [...findAll(stage.place, '.choice')].at(-1)!;
    other.click();
    await toldBefore(stage);
  },
  send_now: async stage => {
    const {root, firm} = await openBoard(stage);
    const row = root.getElementById(firm.job('camera').id)!;
    row.focus();
    row.dispatchEvent(new KeyboardEvent('keydown', {key: 'u', bubbles: true, composed: true}));
    await seen(stage.place, '.nearest');
    await toldBefore(stage);
  },
  cancel: async stage => {
    await ask(stage, 'tap', 'c');
    await toldBefore(stage);
  },
  set_status: async stage => {
    await ask(stage, 'camera', 's');
    await until(() => [...findAll(stage.place, '.choice')].length > 2, 'the statuses');
  },
  undo: async stage => {
    await ask(stage, 'camera', 'e');
    await fill(stage.place, 'input[type=time]', '17:30');
    await press(stage.place, 'dialog[open] [type=submit]');
    await seen(stage.place, '.toast');
  },
  by_technician: async stage => {
    const {firm, board} = await openBoard(stage);
    firm.office.board({day: 'today'}).setFilter({group: 'technician'});
    await board.updateComplete;
  },
  columns: async stage => void (await openColumns(stage)),
  columns_dragging: async stage => {
    const {columns, firm} = await openColumns(stage);
    const card = columns.getElementById(firm.job('camera').id)!;
    const {left, top} = card.getBoundingClientRect();
    const at = (type: string, byPx: number) =>
      card.querySelector('.title')!.dispatchEvent(
        new PointerEvent(type, {
          ...{bubbles: true, composed: true, isPrimary: true},
          ...{clientX: left + 60 + byPx, clientY: top + 50},
        }),
      );
    at('pointerdown', 0);
    at('pointermove', 12);
    at('pointermove', Math.min(280, innerWidth - left - 110));
    await seen(stage.place, '.ghost:not([hidden])');
  },
  chosen: async stage => void (await choose(stage)),
  cancel_several: async stage => {
    const {root} = await choose(stage);
    root.querySelector<HTMLElement>('[role=toolbar] .danger')!.click();
    await seen(stage.place, 'dispatch-bulk-dialog dialog[open], dialog[open] form');
    await until(() => [...findAll(stage.place, '.consequence progress')].length === 0, 'what will happen');
    await toldBefore(stage);
  },
  offline: async stage => void (await cut(stage)),
  refused: async stage => {
    const firm = await Firm.open(stage.language);
    provide(stage, firm.stranger(), document.createElement('dispatch-board'));
    await seen(stage.place, '.empty');
  },
};

async function openOrder(stage: Stage): Promise<{firm: Firm; order: DispatchNewOrder}> {
  const firm = await busyOffice(stage.language);
  const order = provide(stage, firm.office, document.createElement('dispatch-new-order'));
  order.places = [{line: '12 Elm St', lat: 41.94, lng: -87.66}];
  order.open = true;
  await seen(stage.place, 'dialog[open]');
  return {firm, order};
}

export const newOrderScenes: Scenes<'dispatch-new-order'> = {
  empty: async stage => void (await openOrder(stage)),
  filled: async stage => {
    const {firm, order} = await openOrder(stage);
    const [title, customer] = firm.words.jobs.tap;
    // Without streets, which are drawn a little differently each time.
    order.map = {style: {version: 8, sources: {}, layers: []}};
    await fill(stage.place, 'input[type=search]', customer.slice(0, 5));
    await press(stage.place, '.customers button');
    await fill(stage.place, '[name=title]', title);
    await fill(stage.place, '[name=line]', '12 Elm St');
    await until(() => [...findAll(stage.place, 'dispatch-map:state(drawn)')].length > 0, 'the map');
    await toldBefore(stage);
  },
  urgent: async stage => {
    const {firm} = await openOrder(stage);
    const [title, customer] = firm.words.jobs.tap;
    await fill(stage.place, 'input[type=search]', customer.slice(0, 5));
    await press(stage.place, '.customers button');
    await fill(stage.place, '[name=title]', title);
    await fill(stage.place, '[name=line]', '12 Elm St');
    await fill(stage.place, '[name=priority]', 'urgent');
    await toldBefore(stage);
  },
  new_customer: async stage => {
    await openOrder(stage);
    await press(stage.place, 'dialog .body > button');
    await seen(stage.place, '[name=phone]');
  },
};
