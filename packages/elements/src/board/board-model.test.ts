import type {BoardFilter} from '@dispatch-kit/client';
import {toInstant} from '@dispatch-kit/core';
import type {Appointment, Customer, Job, Member} from '@dispatch-kit/core';
import {expect} from 'chai';
import {foldText, visitOf} from './board-entry.ts';
import {BoardModel, isHead} from './board-model.ts';
import type {BoardLine, BoardView} from './board-model.ts';

const noon = Date.parse('2026-03-03T18:00:00Z');
const all: BoardFilter = {list: 'all', text: '', statuses: [], leadId: undefined};

function visit(id: string, fields: Partial<Appointment> & {inHours?: number} = {}): Appointment {
  const {inHours = 0, ...rest} = fields;
  const start = toInstant(noon + inHours * 3_600_000);
  return {id, status: 'scheduled', planned: {start, durationMinutes: 60}, ...rest} as Appointment;
}
function job(id: string, status: Job['status'], fields: Partial<Job> = {}): Job {
  const base = {title: id, address: {line: 'Main St'}, customerId: 'cus_1', offer: null, closure: null};
  return {...base, id, status, appointments: [], createdAt: toInstant(noon), ...fields} as unknown as Job;
}
function pictureOf(jobs: Job[], members: Member[] = []) {
  const customer = {id: 'cus_1', name: 'Müller & Söhne', contacts: [{name: 'Eva', phone: '+4930123'}]};
  return {
    jobs: new Map(jobs.map(each => [each.id, each])),
    customers: new Map([['cus_1', customer as unknown as Customer]]),
    members: new Map(members.map(each => [each.id, each])),
  };
}
const linesOf = ({lines}: Pick<BoardView, 'lines'>) => [...lines];
const keyOf = (line: BoardLine) => (isHead(line) ? line.key : line.id);
const keys = (view: BoardView) => linesOf(view).map(keyOf);
const arrange = (jobs: Job[], filter: Partial<BoardFilter> = {}) =>
  new BoardModel().arrange(pictureOf(jobs), {...all, ...filter});

describe('the board model', () => {
  it('puts jobs under their sections, the earliest first', () => {
    const view = arrange([
      job('late', 'scheduled', {appointments: [visit('a', {inHours: 2})]}),
      job('stuck', 'paused'),
      job('early', 'scheduled', {appointments: [visit('b', {inHours: 1})]}),
      job('busy', 'in_progress', {appointments: [visit('c', {status: 'started'})]}),
    ]);
    expect(keys(view)).to.deep.equal([
      'section:in_progress',
      'busy',
      'section:scheduled',
      'early',
      'late',
      'section:needs_hand',
      'stuck',
    ]);
  });

  const sam = {id: 'mem_s', name: 'Sam', roles: ['technician']} as unknown as Member;
  const nia = {id: 'mem_n', name: 'Nia', roles: ['technician']} as unknown as Member;
  const window = (from: number, to: number) => ({
    start: toInstant(noon + from * 3_600_000),
    end: toInstant(noon + to * 3_600_000),
  });
  const mixed = [
    job('road', 'in_progress', {
      appointments: [visit('a', {status: 'enroute', leadId: 'mem_s', window: window(0, 2)})],
    }),
    job('work', 'in_progress', {
      appointments: [visit('b', {status: 'started', leadId: 'mem_n', window: window(0, 1)})],
    }),
    job('plan', 'scheduled', {
      appointments: [visit('c', {leadId: 'mem_s', inHours: 3, window: window(3, 5)})],
    }),
    job('open', 'unscheduled'),
    job('gone', 'scheduled', {
      appointments: [visit('d', {leadId: 'mem_x', inHours: 4, window: window(3, 5)})],
    }),
  ];
  const groupedBy = {
    status: [
      'status:appointment.started',
      'work',
      'status:appointment.enroute',
      'road',
      'status:job.scheduled',
      'plan',
      'gone',
      'status:job.unscheduled',
      'open',
    ],
    technician: [
      'technician:',
      'open',
      'technician:mem_n',
      'work',
      'technician:mem_s',
      'road',
      'plan',
      'technician:?',
      'gone',
    ],
    window: ['work', 'road', 'plan', 'gone', 'open'],
  } as const;
  for (const [group, expected] of Object.entries(groupedBy)) {
    it(`puts jobs together by ${group}, and goes on doing so when one changes`, () => {
      const model = new BoardModel();
      const filter = {...all, group: group as keyof typeof groupedBy};
      // Whatever stood before stands together in another way now.
      model.arrange(pictureOf(mixed, [sam, nia]), all);
      const shown = (view: BoardView) =>
        keys(view).filter(key => group !== 'window' || !key.startsWith('window:'));
      expect(shown(model.arrange(pictureOf(mixed, [sam, nia]), filter))).to.deep.equal(expected);
      const changed = mixed.map(each => (each.id === 'open' ? {...each, title: 'New'} : each));
      const view = model.arrange(pictureOf(changed, [sam, nia]), filter);
      expect(shown(view)).to.deep.equal(expected);
      const heads = linesOf(view).filter(isHead);
      expect(heads.reduce((sum, {count}) => sum + count, 0)).to.equal(mixed.length);
    });
  }

  it('gives windows that begin together groups of their own, the shorter one first', () => {
    const lines = linesOf(arrange(mixed, {group: 'window'}));
    const titles = lines.filter(isHead).map(({title}) => title);
    expect(titles).to.deep.equal([
      {window: window(0, 1)},
      {window: window(0, 2)},
      {window: window(3, 5)},
      {word: 'noTime'},
    ]);
  });

  const named = (id: string, name: string) => ({id, name, contacts: []}) as unknown as Customer;
  const sortable = {
    ...pictureOf(
      [
        job('b', 'scheduled', {
          customerId: 'c1',
          priority: 'low',
          appointments: [visit('v1', {leadId: 'mem_s', window: window(1, 2)})],
        }),
        job('a', 'unscheduled', {customerId: 'c2', priority: 'normal'}),
        job('c', 'in_progress', {
          customerId: 'c3',
          priority: 'urgent',
          appointments: [visit('v2', {status: 'enroute', leadId: 'mem_n', window: window(2, 3)})],
        }),
      ],
      [sam, nia],
    ),
    customers: new Map([
      ['c1', named('c1', 'Émile')],
      ['c2', named('c2', 'Zoe')],
      ['c3', named('c3', 'Adam')],
    ]),
  };
  const sortedBy = {
    window: ['b', 'c', 'a'],
    status: ['c', 'b', 'a'],
    customer: ['c', 'b', 'a'],
    technician: ['c', 'b', 'a'],
    priority: ['c', 'a', 'b'],
  } as const;
  for (const [sort, expected] of Object.entries(sortedBy)) {
    it(`puts jobs in order by ${sort}, both ways, without heads where they are not grouped`, () => {
      const filter = {...all, group: 'none' as const, sort: sort as keyof typeof sortedBy};
      const model = new BoardModel();
      expect(keys(model.arrange(sortable, filter))).to.deep.equal(expected);
      const turned = model.arrange(sortable, {...filter, descending: true});
      expect(keys(turned)).to.deep.equal(expected.toReversed());
    });
  }

  it('moves a job when its customer has another name, where that is the order', () => {
    const filter = {...all, group: 'none' as const, sort: 'customer' as const};
    const model = new BoardModel();
    model.arrange(sortable, filter);
    const renamed = new Map([...sortable.customers, ['c3', named('c3', 'Zula')] as const]);
    expect(keys(model.arrange({...sortable, customers: renamed}, filter))).to.deep.equal(['b', 'a', 'c']);
  });

  it('puts what needs a new time where it needs a hand', () => {
    const view = arrange([job('x', 'scheduled', {appointments: [visit('a', {needsReschedule: true})]})]);
    expect(keys(view)).to.deep.equal(['section:needs_hand', 'x']);
  });

  it('puts what was closed last first', () => {
    const closed = (hours: number) => ({
      closure: {kind: 'completed' as const, at: toInstant(noon + hours * 3_600_000), eventId: 'evt_1'},
    });
    const view = arrange([job('a', 'complete', closed(1)), job('b', 'complete', closed(2))], {
      list: 'closed',
    });
    expect(keys(view)).to.deep.equal(['section:complete', 'b', 'a']);
  });

  it('counts each list whatever is searched', () => {
    const jobs = [job('a', 'offered'), job('b', 'scheduled'), job('c', 'canceled'), job('d', 'complete')];
    const view = arrange(jobs, {list: 'active', text: 'nothing of the sort'});
    expect(view.counts).to.deep.equal({active: 2, closed: 2, offers: 1, all: 4});
    expect(view.found).to.equal(0);
  });

  it('lists offers alone under their own head', () => {
    const view = arrange([job('a', 'offered'), job('b', 'scheduled')], {list: 'offers'});
    expect(keys(view)).to.deep.equal(['section:offers', 'a']);
  });

  for (const text of ['muller', 'SOHNE main', '+4930', 'eva', 'LEAK']) {
    it(`finds by ${text}`, () => {
      expect(arrange([job('leak', 'scheduled'), job('z', 'paused')], {text: `${text} leak`}).found).to.equal(
        1,
      );
    });
  }

  it('finds by the technician, and by his new name once he has one', () => {
    const sam = {id: 'mem_1', name: 'Sam Ortiz'} as Member;
    const jobs = [job('a', 'scheduled', {appointments: [visit('v', {leadId: 'mem_1'})]})];
    const model = new BoardModel();
    expect(model.arrange(pictureOf(jobs, [sam]), {...all, text: 'ortiz'}).found).to.equal(1);
    const renamed = pictureOf(jobs, [{...sam, name: 'Sam Rivera'}]);
    expect(model.arrange(renamed, {...all, text: 'ortiz'}).found).to.equal(0);
    expect(model.arrange(renamed, {...all, text: 'rivera'}).found).to.equal(1);
    expect(model.arrange(renamed, {...all, leadId: 'mem_1'}).found).to.equal(1);
    expect(model.arrange(renamed, {...all, leadId: 'mem_2'}).found).to.equal(0);
  });

  it('answers the same view while nothing changes', () => {
    const model = new BoardModel();
    const picture = pictureOf([job('a', 'scheduled')]);
    expect(model.arrange(picture, all)).to.equal(model.arrange({...picture}, all));
  });

  it('comes by small changes to what it would come to at once', () => {
    const statuses = ['scheduled', 'in_progress', 'paused', 'complete', 'canceled', 'offered'] as const;
    const sorts = ['usual', 'window', 'status', 'priority'] as const;
    let seed = 7;
    const dice = (sides: number) => (seed = (seed * 48_271) % 2_147_483_647) % sides;
    const made = (id: number) =>
      job(`job_${id}`, statuses[dice(6)]!, {appointments: [visit(`v${id}`, {inHours: dice(9)})]});
    const jobs = new Map(Array.from({length: 60}, (_, id) => [`job_${id}`, made(id)]));
    const filters = (['all', 'active', 'closed', 'offers'] as const).map((list, at) => ({
      ...all,
      list,
      text: '1',
      sort: sorts[at]!,
      descending: at === 2,
    }));
    const models = filters.map(() => new BoardModel());
    for (let round = 0; round < 200; round++) {
      const id = dice(80);
      if (dice(4) === 0) jobs.delete(`job_${id}`);
      else jobs.set(`job_${id}`, made(id));
      const picture = pictureOf([...jobs.values()]);
      filters.forEach((filter, index) => {
        const model = models[index]!;
        const step = model.arrange(picture, filter);
        const whole = new BoardModel().arrange(picture, filter);
        const told = ({lines, found, counts}: BoardView) => JSON.stringify([[...lines], found, counts]);
        expect(told(step), `round ${round}`).to.equal(told(whole));
        for (const [at, line] of linesOf(step).entries())
          if (!isHead(line)) expect(model.indexOf(line.id)).to.equal(at);
        if (dice(2) === 0) model.beginSearch();
        if (dice(2) === 0) model.prepareSearch(() => dice(3) > 0);
      });
    }
  });

  it('keeps the order of the lines while a change moves none', () => {
    const model = new BoardModel();
    const jobs = [job('a', 'scheduled'), job('b', 'scheduled')];
    const picture = pictureOf(jobs);
    const arrange = (...now: Job[]) =>
      model.arrange({...picture, jobs: new Map(now.map(each => [each.id, each]))}, all);
    const before = arrange(...jobs);
    const first = model.itemAt(1);
    const renamed = arrange(jobs[0]!, {...jobs[1]!, title: 'Other'});
    expect(renamed.order).to.equal(before.order);
    expect(model.itemAt(1)).to.equal(first);
    const gone = arrange(jobs[0]!);
    expect(gone.order).not.to.equal(before.order);
    expect(model.indexOf('b')).to.equal(-1);
  });

  it('shows of several visits the one under way, else the next, else the last', () => {
    const past = visit('past', {status: 'complete', inHours: -5});
    const older = visit('older', {status: 'complete', inHours: -9});
    const next = visit('next', {inHours: 1});
    const later = visit('later', {inHours: 4});
    const now = visit('now', {status: 'enroute', inHours: 6});
    const of = (...appointments: Appointment[]) => visitOf(job('x', 'scheduled', {appointments}))?.id;
    expect(of(past, later, next, now)).to.equal('now');
    expect(of(past, later, next)).to.equal('next');
    expect(of(older, past)).to.equal('past');
    expect(of(visit('gone', {status: 'deleted'}))).to.equal(undefined);
  });

  it('reads text without case and accents', () => {
    expect(foldText('Señor ÅSE')).to.equal('senor ase');
  });
});
