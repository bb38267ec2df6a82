/** Makes the app start without a network: what was loaded once is there. Nothing of the office goes through here. */
const cacheName = 'technician';
const patienceMs = 3_000;

self.addEventListener('install', event => event.waitUntil(keepAll().then(() => self.skipWaiting())));
self.addEventListener('activate', event => event.waitUntil(self.clients.claim()));
self.addEventListener('fetch', event => {
  const {pathname} = new URL(event.request.url);
  if (event.request.method === 'GET' && pathname.startsWith('/field/'))
    event.respondWith(answer(event.request));
});

/** The page with everything that it may load later. */
async function keepAll() {
  const cache = await caches.open(cacheName);
  const files = await (await fetch('/field/app/files.json')).json();
  await cache.addAll(['/field/', ...files]);
}

/** From the network, so that it is new; from here where there is none, or where it takes too long. */
async function answer(request) {
  const cache = await caches.open(cacheName);
  const key = new URL(request.url).pathname;
  const asked = fetch(request).then(response => {
    if (response.ok) void cache.put(key, response.clone());
    return response;
  });
  const kept = await cache.match(key);
  if (!kept) return asked;
  const late = new Promise(resolve => setTimeout(resolve, patienceMs, kept));
  return Promise.race([asked.catch(() => kept), late]);
}
