import { lazy, type ComponentType } from 'react';
import { createBrowserRouter, type RouteObject } from 'react-router';
import { useMay } from './api/session.js';
import { NotForYou } from './shell/not-for-you.js';
import { PageFailure } from './shell/page-failure.js';
import { SessionGate } from './shell/session-gate.js';

type PageModule = () => Promise<{ Component: ComponentType }>;

/** Each page is its own download, fetched only behind the sign-in. */
const page = (load: PageModule) => lazy(async () => ({ default: (await load()).Component }));

/** A page for those whom the server allows this operation; others are told so before anything is fetched. */
function pageFor(operation: string, load: PageModule): ComponentType {
  const Page = page(load);
  return function Guarded() {
    return useMay(operation) ? <Page /> : <NotForYou />;
  };
}

const directory = pageFor('directory.read', () => import('./pages/directory/directory.js'));

const PAGES: RouteObject[] = [
  { index: true, Component: page(() => import('./pages/overview/overview.js')) },
  { path: 'ratings', Component: pageFor('ratings.list', () => import('./pages/ratings/rating-list.js')) },
  { path: 'ratings/:id', Component: pageFor('ratings.read', () => import('./pages/rating/rating.js')) },
  { path: 'cases', Component: pageFor('cases.list', () => import('./pages/cases/cases.js')) },
  { path: 'cases/:id', Component: pageFor('cases.list', () => import('./pages/cases/case.js')) },
  { path: 'notices', Component: pageFor('notices.read', () => import('./pages/notices/notices.js')) },
  { path: 'messages', Component: pageFor('messages.list', () => import('./pages/messages/messages.js')) },
  { path: 'appeals', Component: pageFor('appeals.list', () => import('./pages/appeals/appeals.js')) },
  { path: 'appeals/:id', Component: pageFor('appeals.list', () => import('./pages/appeals/appeal.js')) },
  {
    path: 'feedback',
    Component: pageFor('feedback.list', () => import('./pages/feedback/feedback-list.js')),
  },
  { path: 'feedback/new', Component: pageFor('feedback.enter', () => import('./pages/feedback/enter.js')) },
  { path: 'feedback/:id', Component: pageFor('feedback.list', () => import('./pages/feedback/one.js')) },
  { path: 'oversight', Component: pageFor('oversight.read', () => import('./pages/oversight/oversight.js')) },
  {
    path: 'statistics',
    Component: pageFor('statistics.read', () => import('./pages/statistics/statistics.js')),
  },
  {
    path: 'indicators',
    Component: pageFor('indicators.read', () => import('./pages/indicators/indicators.js')),
  },
  {
    path: 'indicators/unit',
    Component: pageFor('indicators.read', () => import('./pages/indicators/unit.js')),
  },
  {
    path: 'indicators/scheme/:unitClass',
    Component: pageFor('indicators.read', () => import('./pages/indicators/scheme.js')),
  },
  { path: 'reports', Component: pageFor('reports.read', () => import('./pages/reports/reports.js')) },
  { path: 'reports/:id', Component: pageFor('reports.read', () => import('./pages/reports/report.js')) },
  {
    path: 'improvements',
    Component: pageFor('improvements.read', () => import('./pages/improvements/improvements.js')),
  },
  { path: 'listings', Component: pageFor('listings.read', () => import('./pages/listings/listings.js')) },
  { path: 'listings/:id', Component: pageFor('listings.read', () => import('./pages/listings/one.js')) },
  { path: 'bulletins', Component: pageFor('bulletins.read', () => import('./pages/bulletins/list.js')) },
  {
    path: 'bulletins/new',
    Component: pageFor('bulletins.write', () => import('./pages/bulletins/write.js')),
  },
  { path: 'bulletins/:id', Component: pageFor('bulletins.read', () => import('./pages/bulletins/one.js')) },
  { path: 'texts', Component: pageFor('texts.list', () => import('./pages/texts/texts.js')) },
  {
    path: 'forwarding',
    Component: pageFor('forwarding.list', () => import('./pages/forwarding/submissions.js')),
  },
  { path: 'reveals', Component: pageFor('reveal.approve', () => import('./pages/reveals/reveals.js')) },
  {
    path: 'corrections',
    Component: pageFor('corrections.handle', () => import('./pages/corrections/corrections.js')),
  },
  {
    path: 'questionnaires',
    Component: pageFor('questionnaires.read', () => import('./pages/questionnaires/questionnaires.js')),
  },
  {
    path: 'questionnaires/:id',
    Component: pageFor('questionnaires.read', () => import('./pages/questionnaires/questionnaire.js')),
  },
  { path: 'codes', Component: pageFor('staticCodes.list', () => import('./pages/codes/code-list.js')) },
  { path: 'devices', Component: pageFor('devices.manage', () => import('./pages/devices/devices.js')) },
  { path: 'coverage', Component: pageFor('coverage.read', () => import('./pages/coverage/coverage.js')) },
  { path: 'entries', Component: pageFor('entries.manage', () => import('./pages/entries/entries.js')) },
  { path: 'window', Component: pageFor('windows.call', () => import('./pages/window/window.js')) },
  { path: 'directory', Component: directory },
  { path: 'directory/:kind', Component: directory },
  {
    path: 'directory/:kind/import',
    Component: pageFor('directory.import', () => import('./pages/directory/import.js')),
  },
  {
    path: 'directory/:kind/:code',
    Component: pageFor('directory.read', () => import('./pages/directory/record.js')),
  },
  { path: 'people', Component: pageFor('accounts.list', () => import('./pages/people/people.js')) },
  {
    path: 'people/new',
    Component: pageFor('accounts.manage', () => import('./pages/people/new-account.js')),
  },
  { path: 'people/:id', Component: pageFor('accounts.list', () => import('./pages/people/account.js')) },
  { path: 'calendar', Component: pageFor('calendar.read', () => import('./pages/calendar/calendar.js')) },
  { path: 'audit', Component: pageFor('audit.verify', () => import('./pages/audit/audit.js')) },
  { path: 'systems', Component: pageFor('systems.read', () => import('./pages/systems/systems.js')) },
  {
    path: 'systems/new',
    Component: pageFor('systems.manage', () => import('./pages/systems/new-system.js')),
  },
  { path: 'systems/:appKey', Component: pageFor('systems.read', () => import('./pages/systems/system.js')) },
  { path: 'me', Component: page(() => import('./pages/me/me.js')) },
  { path: 'system', Component: pageFor('effects.list', () => import('./pages/system/system.js')) },
  { path: '*', Component: page(() => import('./pages/not-found.js')) },
];

/** The addresses of the console: everything behind the sign-in, the printing sheets without the frame. */
export function createConsoleRouter() {
  const routes: RouteObject[] = [
    {
      path: '/',
      Component: SessionGate,
      ErrorBoundary: PageFailure,
      children: [
        {
          path: 'codes/:code/print',
          Component: pageFor('staticCodes.list', () => import('./pages/codes/code-sheet.js')),
        },
        {
          Component: page(() => import('./shell/shell.js')),
          children: [{ ErrorBoundary: PageFailure, children: PAGES }],
        },
      ],
    },
  ];
  // Without its last slash: a router whose base ends in one does not know the address `/admin`, which people type.
  return createBrowserRouter(routes, { basename: import.meta.env.BASE_URL.replace(/\/$/, '') });
}
