import type {Office} from './office.ts';
import {Problem} from './problem.ts';

/** Seals a small value for one purpose: it can be given back, not changed, nor used for anything else. */
export async function seal(office: Office, purpose: string, value: unknown): Promise<string> {
  const text = toBase64Url(JSON.stringify(value));
  return `${text}.${(await office.crypto.hmac(office.secret, `${purpose}\n${text}`)).slice(0, 16)}`;
}

export async function unseal(office: Office, purpose: string, cursor: string): Promise<unknown> {
  const [text = '', tag] = cursor.split('.');
  if ((await office.crypto.hmac(office.secret, `${purpose}\n${text}`)).slice(0, 16) !== tag) {
    throw new Problem(
      'cursor_mismatch',
      'This cursor was made for another list, filter, order or token: begin without one.',
    );
  }
  return JSON.parse(fromBase64Url(text));
}

function toBase64Url(text: string): string {
  const bytes = new TextEncoder().encode(text);
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');
}

function fromBase64Url(text: string): string {
  try {
    const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
    return new TextDecoder().decode(Uint8Array.from(binary, char => char.charCodeAt(0)));
  } catch {
    return 'null';
  }
}
