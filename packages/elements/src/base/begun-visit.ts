import {openVisit} from '@dispatch-kit/client';
import type {VisitSource} from '@dispatch-kit/client';

const keptMs = 10_000;
const begun = new Map<string, VisitSource>();

/** The visit of a link: one that was begun for it, else a new one. */
export function visitAt(src: string, token: string): VisitSource {
  const key = keyOf(src, token);
  const source = begun.get(key);
  begun.delete(key);
  return source ?? openVisit({url: new URL(src, document.baseURI), token});
}

/**
 * Asks for the visits of the trackers that stand in the page already. Done before the elements themselves are made, which takes
 * a phone as long as the answer does. What no element takes is let go of.
 */
function begin(): void {
  for (const each of document.querySelectorAll('dispatch-tracker[src]')) {
    const fragment = each.hasAttribute('token-in-fragment') && location.hash.slice(1);
    const [src, token] = [each.getAttribute('src'), fragment || each.getAttribute('token')];
    if (!src || !token) continue;
    const source = visitAt(src, token);
    begun.set(keyOf(src, token), source);
    setTimeout(
      source.subscribe(() => {}),
      keptMs,
    );
  }
}

const keyOf = (src: string, token: string) => `${new URL(src, document.baseURI).href} ${token}`;

begin();
