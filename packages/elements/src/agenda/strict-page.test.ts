import {DispatchClient, memoryOutbox} from '@dispatch-kit/client';
import {createCompany} from '@dispatch-kit/testing';
import {expect} from 'chai';
import type {DispatchProvider} from '../provider/dispatch-provider.ts';

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "require-trusted-types-for 'script'",
  'trusted-types lit-html dispatch-kit',
].join('; ');
const page = `<!doctype html><html lang="en"><head><title>Strict</title>
  <meta http-equiv="Content-Security-Policy" content="${policy}">
  <script type="module" src="/packages/elements/src/provider/dispatch-provider.ts"></script>
  <script type="module" src="/packages/elements/src/agenda/dispatch-agenda.ts"></script></head><body></body></html>`;

describe('a page with a strict policy', () => {
  it('shows a technician the day, up to how a visit ended, and has nothing to object to', async () => {
    const company = await createCompany();
    const sam = await company.hireTechnician('Sam Ortiz');
    await company.book({leadId: sam.id, inHours: 1});
    const frame = document.createElement('iframe');
    frame.width = '400';
    frame.height = '700';
    document.body.append(frame);
    const {contentDocument, contentWindow} = frame;
    // Written from here, so that the page has an http address of this origin, as real pages have.
    contentDocument!.open();
    contentDocument!.write(page);
    contentDocument!.close();
    const violations: string[] = [];
    contentDocument!.addEventListener('securitypolicyviolation', event =>
      violations.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`),
    );
    for (const tag of ['dispatch-provider', 'dispatch-agenda'])
      await contentWindow!.customElements.whenDefined(tag);
    const provider = contentDocument!.createElement('dispatch-provider') as DispatchProvider;
    provider.client = new DispatchClient({
      url: company.url,
      token: sam.caller.token,
      fetch: (input, init) => company.server.fetch(new Request(input, init)),
      outbox: memoryOutbox(),
    });
    const agenda = contentDocument!.createElement('dispatch-agenda');
    provider.append(agenda);
    contentDocument!.body.append(provider);
    const button = () => [...(agenda.shadowRoot?.querySelectorAll('dispatch-status-button') ?? [])].at(-1);
    const big = () => button()?.shadowRoot?.querySelector<HTMLElement>('.row .big');
    for (const step of ['On my way', 'Start appointment', 'Complete']) {
      while (big()?.textContent.trim() !== step) await new Promise(requestAnimationFrame);
      big()!.click();
    }
    while (!button()!.shadowRoot!.querySelector('dialog[open] .fork'))
      await new Promise(requestAnimationFrame);
    expect(violations).to.deep.equal([]);
    frame.remove();
    provider.client.outbox!.close();
    await company.close();
  });
});
