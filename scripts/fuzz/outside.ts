import {createECDH} from 'node:crypto';
import {createServer as createHttpServer} from 'node:http';
import type {Server as HttpServer} from 'node:http';
import {createServer as createTcpServer} from 'node:net';
import type {AddressInfo, Server, Socket} from 'node:net';
import {byChannel, nominatimGeocoder} from '@dispatch-kit/server';
import type {Geocoder, Notifier, TextLine} from '@dispatch-kit/server';
import {nodeWebhookSender} from '@dispatch-kit/server/node';
import {smtpMail} from '@dispatch-kit/server/smtp';
import {twilioTexts} from '@dispatch-kit/server/twilio';
import {webPushMessages} from '@dispatch-kit/server/web-push';
import type {Dice} from './dice.ts';

/** What inbound forms are signed with. */
export const twilioToken = '0123456789abcdef0123456789abcdef';

/** A browser that takes messages. */
export const browser = {
  endpoint: 'https://push.example/browser',
  keys: {p256dh: createECDH('prime256v1').generateKeys().toString('base64url'), auth: 'a'.repeat(22)},
};

/** The servers that an office speaks with, on the loopback address, each as moody as such servers are. */
export interface Outside {
  notifier: Notifier;
  textLine: TextLine;
  geocoder: Geocoder;
  pushKey: string;
  /** How many times each was asked. */
  readonly asked: Readonly<Record<'sms' | 'email' | 'push' | 'geocoder', number>>;
}

/** Starts them. They end with the process. */
export async function openOutside(dice: Dice, now: () => number): Promise<Outside> {
  const asked = {sms: 0, email: 0, push: 0, geocoder: 0};
  const sms = await http(path => {
    asked.sms += 1;
    if (!path.endsWith('/Messages.json')) return [404, {code: 20404, message: 'Not found'}];
    if (dice.chance(0.05)) return [400, {code: 21211, message: 'Invalid To'}];
    if (dice.chance(0.05)) return [dice.pick([429, 500, 503]), {message: 'Later'}];
    return [201, {sid: `SM${String(asked.sms).padStart(32, '0')}`, status: 'queued'}];
  });
  const push = await http(() => {
    asked.push += 1;
    return [dice.chance(0.1) ? dice.pick([404, 410, 429, 500]) : 201, ''];
  });
  const places = await http(() => {
    // It never fails: an office whose geocoder is down says so with a 503, which is no fault of its own.
    asked.geocoder += 1;
    return [200, dice.chance(0.4) ? [] : [house(dice)]];
  });
  const mail = await smtp(() => {
    asked.email += 1;
    return dice.chance(0.1);
  });
  const keys = vapidKeys();
  const sender = nodeWebhookSender({allowPrivateTargets: true});
  const texts = twilioTexts({
    accountSid: `AC${'0'.repeat(32)}`,
    authToken: twilioToken,
    from: '+13125550100',
    apiUrl: sms,
    fetch: (url, init) => fetch(url, init),
  });
  const notifier = byChannel(
    {
      sms: texts,
      email: smtpMail({url: mail, from: 'Office <office@example.com>', now}),
      push: webPushMessages({
        ...keys,
        subject: 'mailto:office@example.com',
        // The body is bytes, which the type of a webhook's message does not say.
        sender: {send: ({body, ...message}) => sender.send({...message, body: body as string, url: push})},
      }),
    },
    {send: () => Promise.resolve({})},
  );
  const geocoder = nominatimGeocoder({url: places, userAgent: 'dispatch-kit fuzz', fetch, perSecond: 1_000});
  return {notifier, textLine: texts, geocoder, pushKey: keys.publicKey, asked};
}

function house(dice: Dice): object {
  const number = String(dice.whole(1, 900));
  return {
    lat: '41.95',
    lon: '-87.65',
    display_name: `${number}, North Paulina Street, Chicago`,
    addresstype: dice.pick(['building', 'road', 'city']),
    address: {house_number: number, road: 'North Paulina Street', city: 'Chicago', postcode: '60640'},
  };
}

async function http(answer: (path: string) => [status: number, body: unknown]): Promise<string> {
  const server = createHttpServer((request, response) => {
    request.resume().on('end', () => {
      const [status, body] = answer(request.url ?? '/');
      const text = typeof body === 'string' ? body : JSON.stringify(body);
      response.writeHead(status, {'content-type': 'application/json'}).end(text);
    });
  });
  return `http://127.0.0.1:${await portOf(server)}`;
}

/** As much of RFC 5321 as a message needs; now and then a mailbox is refused. */
async function smtp(isRefused: () => boolean): Promise<string> {
  const server = createTcpServer(socket => converse(socket, isRefused));
  return `smtp://127.0.0.1:${await portOf(server)}`;
}

function converse(socket: Socket, isRefused: () => boolean): void {
  let [isData, text] = [false, ''];
  const say = (line: string) => void socket.write(`${line}\r\n`);
  const hear = (line: string) => {
    if (isData) {
      if (line !== '.') return;
      isData = false;
      return say('250 Taken');
    }
    const verb = line.slice(0, 4).toUpperCase();
    if (verb === 'RCPT' && isRefused()) return say('550 No such mailbox');
    if (verb === 'QUIT') return void socket.end('221 Bye\r\n');
    isData = verb === 'DATA';
    say(isData ? '354 Go on' : '250 OK');
  };
  socket.on('error', () => socket.destroy());
  socket.on('data', chunk => {
    const lines = (text + chunk.toString()).split('\r\n');
    text = lines.pop()!;
    for (const line of lines) hear(line);
  });
  say('220 fuzz');
}

async function portOf(server: Server | HttpServer): Promise<number> {
  server.unref();
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

function vapidKeys(): {publicKey: string; privateKey: string} {
  const ecdh = createECDH('prime256v1');
  const publicKey = ecdh.generateKeys().toString('base64url');
  const whole = Buffer.concat([Buffer.alloc(32), ecdh.getPrivateKey()]).subarray(-32);
  return {publicKey, privateKey: whole.toString('base64url')};
}
