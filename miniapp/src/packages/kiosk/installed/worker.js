/* global self, caches, Response */
// Answers for the tablet's page where the network does not. Its parts carry their content in their names, so what is kept is never stale.
const SHELL = 'kiosk-shell';

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

async function page(request) {
  try {
    const answer = await fetch(request);
    if (answer.ok) return answer;
  } catch {
    // No network: the page as it was last loaded.
  }
  const kept = await caches.match('/packages/kiosk/index');
  return kept ?? Response.error();
}

async function part(request) {
  return (await caches.match(request, { cacheName: SHELL })) ?? fetch(request);
}

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== self.location.origin || pathname.startsWith('/api/')) return;
  event.respondWith(request.mode === 'navigate' ? page(request) : part(request));
});
