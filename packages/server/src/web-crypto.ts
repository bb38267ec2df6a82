import type {Crypto} from './options.ts';
import {base64Url} from './options.ts';

/** Web Crypto behind the port. */
export function webCrypto(): Crypto {
  const encoder = new TextEncoder();
  const {crypto} = globalThis;
  return {
    randomBytes: length => crypto.getRandomValues(new Uint8Array(length)),
    async sha256(text) {
      const digest = await crypto.subtle.digest('SHA-256', encoder.encode(text));
      return Array.from(new Uint8Array(digest), byte => byte.toString(16).padStart(2, '0')).join('');
    },
    async hmac(secret, text) {
      const algorithm = {name: 'HMAC', hash: 'SHA-256'};
      const key = await crypto.subtle.importKey('raw', encoder.encode(secret), algorithm, false, ['sign']);
      return base64Url(new Uint8Array(await crypto.subtle.sign('HMAC', key, encoder.encode(text))));
    },
  };
}
