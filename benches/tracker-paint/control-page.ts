/** A page that does what a tracker cannot do without: one document, one script, one reply, and the sentence. */
import {assetResponse, htmlResponse} from '../../scripts/pages.ts';

export const controlPath = '/control';
const scriptPath = '/control/script.js';

const document = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
    <title>Your visit</title>
    <link rel="icon" href="data:," />
    <script type="module" src="${scriptPath}"></script>
  </head>
  <body></body>
</html>`;

const sentence = `
const reply = await fetch('/v1/track', {headers: {authorization: 'Bearer ' + location.hash.slice(1)}});
const {timeZone, visit} = await reply.json();
const clock = new Intl.DateTimeFormat('en-US', {hour: 'numeric', minute: '2-digit', timeZone});
const times = clock.formatRange(Date.parse(visit.eta.earliestAt), Date.parse(visit.eta.latestAt));
const line = document.createElement('p');
line.className = 'range';
line.textContent = 'Arriving between ' + times;
document.body.append(line);
`;

/**
 * Serves the page as the tracker's is served. Its script weighs what `script` weighs, since it carries it, in a comment: the same bytes before and after compression,
 * which are all sent, unpacked and read, and none of which is compiled or runs. What is measured beside it is then all that the tracker's script does.
 */
export function controlPages(script: string): (request: Request) => Promise<Response | undefined> {
  const encoder = new TextEncoder();
  const body = encoder.encode(`${sentence}/*${script.replaceAll('*/', '* ')}*/`);
  return async request => {
    const {pathname} = new URL(request.url);
    if (pathname === controlPath) return htmlResponse(encoder.encode(document));
    return pathname === scriptPath ? assetResponse(request, body) : undefined;
  };
}
