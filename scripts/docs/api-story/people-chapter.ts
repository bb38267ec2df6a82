import type {Teller} from './teller.ts';

const person = {
  name: 'Sam Ortiz',
  phone: '+13125550111',
  roles: ['technician'],
  skills: ['gas'],
  vehicle: 'White van',
};

/** The office opens, and its people come in. */
export async function tellPeople(teller: Teller): Promise<{samId: string; kimId: string}> {
  await tellOffice(teller);
  const sam = await teller.tell<{id: string}>('membersCreate', {body: person});
  const kim = await teller.make('/v1/members', {
    name: 'Kim Park',
    phone: '+13125550112',
    roles: ['technician'],
  });
  const params = {id: sam.id};
  await teller.tell('membersList', {query: {role: 'technician'}});
  await teller.tell('membersGet', {params});
  await teller.tell('membersEdit', {params, body: {vehicle: 'Blue van, IL 4417'}});
  await teller.tell('membersShift', {params, body: {on: true}});
  const session = await teller.tell<{id: string; token: string}>('organizationsCreateSession', {
    body: {memberId: sam.id, expiresInSeconds: 3600},
  });
  teller.tokens['MEMBER_TOKEN'] = session.token;
  const device = await teller.tell<{id: string}>('membersPairDevice', {
    params,
    body: {app: 'owntracks', name: 'Sam’s phone'},
  });
  await teller.tell('membersDevices', {params});
  await teller.tell('membersUnpairDevice', {params: {...params, deviceId: device.id}});
  await tellSignIn(teller, sam.id);
  const gone = await teller.make('/v1/members', {
    name: 'Lee Gone',
    phone: '+13125550113',
    roles: ['technician'],
  });
  await teller.tell('membersDeactivate', {params: {id: gone.id}});
  await teller.tell('membersErase', {params: {id: gone.id}});
  return {samId: sam.id, kimId: kim.id};
}

async function tellOffice(teller: Teller): Promise<void> {
  const organization = {name: 'Southside Heating', timeZone: 'America/Chicago'};
  await teller.tell('organizationsCreate', {as: 'OPERATOR_KEY', body: organization});
  await teller.tell('organizationsGet');
  const services = [{id: 'boiler', name: 'Boiler service', durationMinutes: 90, skills: ['gas']}];
  await teller.tell('organizationsEdit', {body: {services, booking: {open: true}, graceSeconds: 0}});
  await teller.tell('organizationsMe');
  const key = await teller.tell<{id: string}>('organizationsCreateKey', {body: {name: 'Website'}});
  await teller.tell('organizationsKeys');
  await teller.tell('organizationsRotateKey', {params: {id: key.id}});
  await teller.tell('organizationsRevokeKey', {params: {id: key.id}});
  await teller.tell('organizationsOpenApi', {as: null});
  await teller.tell('organizationsHealth', {as: null});
  await teller.tell('organizationsReady', {as: null});
  await teller.tell('organizationsMetrics', {as: 'OPERATOR_KEY'});
  const session = await teller.make('/v1/embed-sessions', {roles: ['dispatcher']});
  await teller.tell('organizationsRevokeSession', {params: {id: session.id}});
  await teller.tell('sourcesCreate', {body: {name: 'Acme Insurance', externalId: 'acme'}});
  await teller.tell('sourcesList');
}

async function tellSignIn(teller: Teller, id: string): Promise<void> {
  const {company} = teller;
  const last = (kind: string) => company.sent.findLast(each => each.kind === kind)?.text ?? '';
  await teller.tell('membersInvite', {params: {id}});
  await company.pass(63);
  const token = /[^\w-]([\w-]{22})(?![\w-])/.exec(last('invited'))![1]!;
  await teller.tell('signInInvitation', {as: null, body: {token}});
  await teller.tell('signInCode', {as: null, body: {phone: person.phone}});
  await company.pass(1);
  const code = /\d{6}/.exec(last('sign_in_code'))![0];
  const signedIn = await teller.tell<{token: string}>('signInVerify', {
    as: null,
    body: {phone: person.phone, code},
  });
  const {items} = await teller.tell<{items: {id: string; kind: string}[]}>('membersSessions', {params: {id}});
  const session = items.find(({kind}) => kind === 'member')!;
  teller.tokens['SESSION_TOKEN'] = signedIn.token;
  await teller.tell('signInSignOut', {as: 'SESSION_TOKEN'});
  await company.pass(60);
  await company.as('').post('/v1/sign-in/code', {phone: person.phone});
  await company.pass(1);
  const again = {phone: person.phone, code: /\d{6}/.exec(last('sign_in_code'))![0]};
  await company.as('').post('/v1/sign-in/verify', again);
  const now = await company.admin.get<{items: {id: string; kind: string}[]}>(`/v1/members/${id}/sessions`);
  const sessionId = now.body.items.find(({kind, id: each}) => kind === 'member' && each !== session.id)!.id;
  await teller.tell('membersRevokeSession', {params: {id, sessionId}});
}
