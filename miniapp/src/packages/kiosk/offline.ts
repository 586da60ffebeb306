const SHELL = 'kiosk-shell';

/**
 * Makes the page open without network: a service worker answers for it, and everything it is made of is kept now, while
 * it is loaded; what an older version was made of goes.
 */
export async function openWithoutNetwork(): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  await navigator.serviceWorker.register('/packages/kiosk/worker.js', { scope: '/packages/kiosk/' });
  const own = performance
    .getEntriesByType('resource')
    .map(({ name }) => new URL(name))
    .filter(({ origin, pathname }) => origin === location.origin && /\.(js|css)$/.test(pathname))
    .map(({ pathname }) => pathname);
  const wanted = ['/packages/kiosk/index', ...new Set(own)];
  const cache = await caches.open(SHELL);
  await cache.addAll(wanted);
  for (const { url } of await cache.keys())
    if (!wanted.includes(new URL(url).pathname)) await cache.delete(url);
}

/** Lets the browser offer to install the page, to start in full screen. */
export function offerInstalling(): void {
  const link = document.createElement('link');
  link.rel = 'manifest';
  link.href = '/packages/kiosk/app.webmanifest';
  document.head.append(link);
}
