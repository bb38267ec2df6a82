import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import type {LatLng} from '@dispatch-kit/core';
import {osrmService} from '@dispatch-kit/testing/simulator';

/** The straight way, in steps: it begins where the technician is, so that it tells where that is. */
export const straightRouter = {
  route: (from: LatLng, to: LatLng) => {
    const at = (share: number) => ({
      lat: from.lat + (to.lat - from.lat) * share,
      lng: from.lng + (to.lng - from.lng) * share,
    });
    const geometry = Array.from({length: 60}, (_, i) => at(i / 59));
    return Promise.resolve({durationSeconds: 900, distanceMeters: 9000, geometry});
  },
};

/** A routing engine of OSRM's shape on loopback, and how many ways it was asked for. */
export async function startOsrm(): Promise<{url: string; asked: () => number; stop: () => Promise<void>}> {
  const answer = osrmService(straightRouter);
  let asked = 0;
  const http = createServer((request, response) => {
    asked += 1;
    void answer(new URL(request.url!, 'http://ways.test')).then(({status, body}) => {
      response.writeHead(status, {'content-type': 'application/json'});
      response.end(JSON.stringify(body));
    });
  });
  await new Promise<void>(resolve => http.listen(0, '127.0.0.1', resolve));
  const stop = async () => {
    const closed = new Promise<void>(resolve => http.close(() => resolve()));
    http.closeAllConnections();
    await closed;
  };
  return {url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`, asked: () => asked, stop};
}
