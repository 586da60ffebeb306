import { lazy, type ComponentType } from 'react';
import { createBrowserRouter, type RouteObject } from 'react-router';
import { PageFailure } from './shell/page-failure.js';
import { SessionGate } from './shell/session-gate.js';

type PageModule = () => Promise<{ Component: ComponentType }>;

/** Each page is its own download, fetched only behind the sign-in. */
const page = (load: PageModule) => lazy(async () => ({ default: (await load()).Component }));

const PAGES: RouteObject[] = [
  { index: true, Component: page(() => import('./pages/overview/overview.js')) },
  { path: 'ratings', Component: page(() => import('./pages/ratings/rating-list.js')) },
  { path: 'ratings/:id', Component: page(() => import('./pages/rating/rating.js')) },
  { path: 'forwarding', Component: page(() => import('./pages/forwarding/submissions.js')) },
  { path: 'codes', Component: page(() => import('./pages/codes/code-list.js')) },
  { path: 'directory', Component: page(() => import('./pages/directory/directory.js')) },
  { path: 'directory/:kind', Component: page(() => import('./pages/directory/directory.js')) },
  { path: 'directory/:kind/import', Component: page(() => import('./pages/directory/import.js')) },
  { path: 'directory/:kind/:code', Component: page(() => import('./pages/directory/record.js')) },
  { path: 'system', Component: page(() => import('./pages/system/system.js')) },
  { path: '*', Component: page(() => import('./pages/not-found.js')) },
];

export function createConsoleRouter() {
  const routes: RouteObject[] = [
    {
      path: '/',
      Component: SessionGate,
      ErrorBoundary: PageFailure,
      children: [
        { path: 'codes/:code/print', Component: page(() => import('./pages/codes/code-sheet.js')) },
        {
          Component: page(() => import('./shell/shell.js')),
          children: [{ ErrorBoundary: PageFailure, children: PAGES }],
        },
      ],
    },
  ];
  return createBrowserRouter(routes, { basename: import.meta.env.BASE_URL });
}
