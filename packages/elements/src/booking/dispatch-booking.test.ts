/** A visit is asked for against the real server, in the same tab. */
import {DispatchClient} from '@dispatch-kit/client';
import type {Job, Organization} from '@dispatch-kit/core';
import {createCompany, expectOk} from '@dispatch-kit/testing';
import type {Company} from '@dispatch-kit/testing';
import {expect} from 'chai';
import './dispatch-booking.ts';
import type {DispatchBooking} from './dispatch-booking.ts';

const services = [
  {id: 'tap', name: 'Leaking tap', durationMinutes: 60},
  {id: 'boiler', name: 'Boiler service', durationMinutes: 90},
];
const phone = '+13125550177';
let company: Company;
let booking: DispatchBooking;
let isCut: boolean;

const within = () => booking.renderRoot;
const textOf = () => within().textContent!.replaceAll(/\s+/g, ' ');
const find = <E extends HTMLElement>(selector: string) => within().querySelector<E>(selector)!;
const submit = () => find<HTMLButtonElement>('button.primary').click();
const fill = (values: Record<string, string>) => {
  for (const [name, value] of Object.entries(values)) find<HTMLInputElement>(`[name=${name}]`).value = value;
};

async function seen(what: string): Promise<void> {
  for (let frames = 0; frames < 600; frames++) {
    if (textOf().includes(what)) return;
    await new Promise(requestAnimationFrame);
  }
  throw new Error(`“${what}” did not come; the page says: ${textOf()}`);
}

/** The newest code that was sent to the phone. */
async function codeSent(): Promise<string> {
  await company.pass(1);
  const codes = company.sent.flatMap(({to, text}) => (to === phone ? (/\b\d{6}\b/.exec(text) ?? []) : []));
  return codes.at(-1)!;
}

async function fillIn(): Promise<void> {
  find<HTMLInputElement>('[name=window]').click();
  fill({line: '4417 N Paulina St', postcode: '60640', city: 'Chicago', name: 'Ada Lee', phone});
  find<HTMLInputElement>('[name=consent]').click();
  await booking.updateComplete;
}

describe('<dispatch-booking> and the server in one tab', () => {
  beforeEach(async () => {
    document.documentElement.lang = 'en-US';
    isCut = false;
    company = await createCompany({settings: {services}});
    await company.hireTechnician('Sam Ortiz');
    const {slug} = expectOk(await company.admin.get<Organization>('/v1/organization'));
    booking = document.createElement('dispatch-booking');
    const fetch = (input: Request | string | URL, init?: RequestInit) =>
      isCut
        ? Promise.reject(new TypeError('The network is cut.'))
        : company.server.fetch(new Request(input, init));
    booking.client = new DispatchClient({url: company.url, fetch});
    booking.organization = slug;
    document.body.append(booking);
    await seen('Boiler service');
  });
  afterEach(async () => {
    booking.remove();
    await company.close();
  });

  it('takes a request once the phone is proven, and the office has an offer of it', async () => {
    let booked = 0;
    booking.addEventListener('dispatch-booked', () => (booked += 1));
    await fillIn();
    submit();
    await seen('Send another code');
    const code = await codeSent();
    fill({code: code === '111111' ? '222222' : '111111'});
    submit();
    await seen('This code is wrong');
    expect(booked).to.equal(0);
    fill({code});
    submit();
    await seen('You will hear from us');
    expect(booked).to.equal(1);
    const {items} = expectOk(await company.admin.get<{items: Job[]}>('/v1/jobs'));
    expect(items.map(job => [job.title, job.offer?.status])).to.deep.equal([['Leaking tap', 'pending']]);
  });

  it('names each field that is missing, sends nothing, and keeps what was filled in', async () => {
    fill({line: '4417 N Paulina St', phone: '12'});
    submit();
    await booking.updateComplete;
    const wrong = [...within().querySelectorAll<HTMLElement>('[aria-invalid=true]')].map(each => each.id);
    expect(wrong).to.include.members(['city', 'name', 'phone']);
    expect(find('#window-error')).not.to.equal(null);
    expect(find<HTMLInputElement>('#line').value).to.equal('4417 N Paulina St');
    expect(company.sent).to.deep.equal([]);
  });

  it('keeps what was filled in when there is no connection, and sends it afterwards', async () => {
    await fillIn();
    isCut = true;
    submit();
    await seen('connection');
    expect(find<HTMLInputElement>('#name').value).to.equal('Ada Lee');
    isCut = false;
    submit();
    await seen('Send another code');
  });

  it('offers the times of another service when that is chosen', async () => {
    const lengthOf = (value: string) => {
      const [start, end] = value.split('/') as [string, string];
      return (Date.parse(end) - Date.parse(start)) / 60_000;
    };
    const first = find<HTMLInputElement>('[name=window]').value;
    find<HTMLInputElement>('[value=boiler]').click();
    for (let frames = 0; frames < 300 && find<HTMLInputElement>('[name=window]')?.value === first; frames++)
      await new Promise(requestAnimationFrame);
    expect(lengthOf(find<HTMLInputElement>('[name=window]').value)).to.be.at.least(90);
  });

  it('says that nobody is there under a name that no company has', async () => {
    booking.organization = 'nobody-is-here';
    await seen('book');
    for (let frames = 0; frames < 300 && within().querySelector('form'); frames++)
      await new Promise(requestAnimationFrame);
    expect(within().querySelector('form')).to.equal(null);
  });
});
