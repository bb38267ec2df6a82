import type {AppointmentFacts} from '@dispatch-kit/core';
import type {Bench} from './bench.ts';
import {ask, conflicts, same} from './bench.ts';
import {minute, sampleJob, sampleVisit} from './sample-rows.ts';

/** Visits: what may not stand side by side, and how they are found. */
export function visitsSuite({it, newOrganizationId}: Bench): void {
  const lead = {leadId: 'mem_1'};

  it('no double booking: two open visits of one lead do not overlap', async storage => {
    const id = newOrganizationId();
    await ask(storage, tx =>
      tx.appointments.insert(id, [sampleVisit('apt_1', {...lead, from: 60, to: 120})]),
    );
    const add = (name: string, facts: Parameters<typeof sampleVisit>[1]) =>
      ask(storage, tx => tx.appointments.insert(id, [sampleVisit(name, {...lead, ...facts})]));
    await conflicts('double_booking', add('apt_2', {from: 119, to: 180}));
    await conflicts('double_booking', add('apt_2', {from: 0, to: 240}));
    await conflicts('double_booking', add('apt_2', {from: 70, to: 80, status: 'started'}));
    await add('apt_touching', {from: 120, to: 180});
    await conflicts(
      'double_booking',
      ask(storage, tx =>
        tx.appointments.put(id, [sampleVisit('apt_touching', {...lead, from: 100, to: 160})]),
      ),
    );
  });

  it('no double booking: what an override, an import, another lead or a closed state allows', async storage => {
    const [id, other] = [newOrganizationId(), newOrganizationId()];
    const allowed: [Partial<AppointmentFacts>, boolean?][] = [
      [{...lead, conflict: true}],
      [{...lead}, true],
      [{leadId: 'mem_2'}],
      [{leadId: null}],
      [{leadId: null}],
      ...(['draft', 'complete', 'canceled', 'deleted'] as const).map(
        (status): [Partial<AppointmentFacts>] => [{...lead, status}],
      ),
    ];
    await ask(storage, async tx => {
      await tx.appointments.insert(id, [sampleVisit('apt_0', lead)]);
      await tx.appointments.insert(other, [sampleVisit('apt_0', lead)]);
      for (const [i, [facts, imported = false]] of allowed.entries())
        await tx.appointments.insert(id, [sampleVisit(`apt_${i + 1}`, facts, {imported})]);
    });
    const override = sampleVisit('apt_1', lead, {version: 2});
    await conflicts(
      'double_booking',
      ask(storage, tx => tx.appointments.put(id, [override])),
    );
  });

  it('one visit under way a lead, whatever their plans', async storage => {
    const id = newOrganizationId();
    const visit = (n: number, facts: Partial<AppointmentFacts>) =>
      sampleVisit(`apt_${n}`, {...lead, from: n * 100, to: n * 100 + 60, ...facts});
    await ask(storage, tx =>
      tx.appointments.insert(id, [
        visit(1, {status: 'enroute'}),
        visit(2, {}),
        visit(3, {leadId: 'mem_2', status: 'started'}),
        visit(4, {leadId: null, status: 'arrived'}),
        visit(5, {leadId: null, status: 'arrived'}),
      ]),
    );
    for (const status of ['enroute', 'arrived', 'started'] as const)
      await conflicts(
        'two_under_way',
        ask(storage, tx => tx.appointments.put(id, [visit(2, {status, conflict: true})])),
      );
    await conflicts(
      'two_under_way',
      ask(storage, tx => tx.appointments.put(id, [visit(3, {status: 'started'})])),
    );
  });

  it('what is put in one call is judged together: a switch, an exchange of times', async storage => {
    const id = newOrganizationId();
    const visit = (n: number, from: number, status: AppointmentFacts['status']) =>
      sampleVisit(`apt_${n}`, {...lead, from, to: from + 60, status});
    await ask(storage, tx => tx.appointments.insert(id, [visit(1, 0, 'enroute'), visit(2, 60, 'scheduled')]));
    await ask(storage, tx => tx.appointments.put(id, [visit(2, 60, 'enroute'), visit(1, 0, 'scheduled')]));
    await ask(storage, tx => tx.appointments.put(id, [visit(1, 60, 'scheduled'), visit(2, 0, 'enroute')]));
    const both = [visit(1, 60, 'started'), visit(2, 0, 'enroute')];
    await conflicts(
      'two_under_way',
      ask(storage, tx => tx.appointments.put(id, both)),
    );
  });

  it('visits of jobs come in the order they were made, tombstones too', async storage => {
    const [id, other] = [newOrganizationId(), newOrganizationId()];
    const rows = [
      sampleVisit('apt_9', {from: 300}, {jobId: 'job_1'}),
      sampleVisit('apt_5', {from: 200}, {jobId: 'job_2'}),
      sampleVisit('apt_7', {from: 100, status: 'deleted'}, {jobId: 'job_1'}),
      sampleVisit('apt_1', {from: 0}, {jobId: 'job_3'}),
    ];
    await ask(storage, async tx => {
      await tx.appointments.insert(id, rows.slice(0, 2));
      await tx.appointments.insert(id, rows.slice(2));
      await tx.appointments.insert(other, [rows[0]!]);
      await tx.appointments.put(id, [rows[0]!]);
      same(await tx.appointments.ofJobs(id, ['job_2', 'job_1', 'job_4']), rows.slice(0, 3));
    });
  });

  it('open visits of members, by their planned start', async storage => {
    const [id, other] = [newOrganizationId(), newOrganizationId()];
    const open = [
      sampleVisit('apt_3', {...lead, from: 0}),
      sampleVisit('apt_1', {leadId: 'mem_2', from: 50, status: 'started'}),
      sampleVisit('apt_2', {...lead, from: 100, status: 'arrived'}),
    ];
    const others = [
      sampleVisit('apt_4', {...lead, from: 500, status: 'draft'}),
      sampleVisit('apt_5', {...lead, from: 600, status: 'complete'}),
      sampleVisit('apt_6', {leadId: 'mem_3', helperIds: ['mem_1']}),
    ];
    await ask(storage, async tx => {
      await tx.appointments.insert(id, [...others, ...open.toReversed()]);
      await tx.appointments.insert(other, [open[0]!]);
    });
    same(await ask(storage, tx => tx.appointments.openOf(id, ['mem_2', 'mem_1'])), open);
    same(await ask(storage, tx => tx.appointments.openOf(id, [])), []);
  });

  it('visits under way are found in every organization', async storage => {
    const [id, other] = [newOrganizationId(), newOrganizationId()];
    const first = sampleVisit('apt_1', {...lead, status: 'enroute'});
    const second = sampleVisit('apt_1', {...lead, status: 'started', from: 10});
    await ask(storage, async tx => {
      await tx.appointments.insert(id, [sampleVisit('apt_2', {from: 500}), first]);
      await tx.appointments.insert(other, [second]);
    });
    const found = (await ask(storage, tx => tx.appointments.underWay())).filter(({organizationId}) =>
      [id, other].includes(organizationId),
    );
    same(found, [
      {organizationId: id, row: first},
      {organizationId: other, row: second},
    ]);
  });

  it('jobs of a customer, oldest first; offers that have ended, of every organization', async storage => {
    const [id, other] = [newOrganizationId(), newOrganizationId()];
    const offered = (name: string, expiresAt: string | null, status: 'pending' | 'declined' = 'pending') =>
      sampleJob(name, {status: status === 'pending' ? 'offered' : 'declined'}, {offer: {status, expiresAt}});
    const later = sampleJob('job_1', {createdAt: minute(5)}, {customerId: 'cus_9'});
    const earlier = sampleJob('job_2', {createdAt: minute(4)}, {customerId: 'cus_9'});
    await ask(storage, async tx => {
      await tx.jobs.insert(id, [
        later,
        earlier,
        offered('job_3', minute(31)),
        offered('job_4', minute(30)),
        offered('job_5', null),
        offered('job_6', minute(20), 'declined'),
      ]);
      await tx.jobs.insert(other, [later, offered('job_7', minute(29))]);
    });
    same(await ask(storage, tx => tx.jobs.ofCustomer(id, 'cus_9')), [earlier, later]);
    const ended = await ask(storage, tx => tx.jobs.expiring(minute(30)));
    same(
      ended.filter(({organizationId}) => [id, other].includes(organizationId)).map(({row}) => row.id),
      ['job_7', 'job_4'],
    );
  });
}
