import { Suspense } from 'react';
import { Outlet } from 'react-router';
import { useSessionQuery } from '../api/session.js';
import { ShortcutProvider } from '../ui/shortcuts.js';
import { ErrorNotice, LoadingRows } from '../ui/notices.js';
import { SignIn } from './sign-in.js';

function Waiting() {
  return (
    <main className="gate">
      <LoadingRows rows={3} />
    </main>
  );
}

/** Behind the gate stands the address asked for; whoever is not signed in signs in first and then finds it. */
export function SessionGate() {
  const { data: session, error, isPending, refetch } = useSessionQuery();
  if (isPending) return <Waiting />;
  if (error && session === undefined) {
    return (
      <main className="gate">
        <ErrorNotice error={error} onRetry={() => void refetch()} />
      </main>
    );
  }
  if (!session) return <SignIn />;
  return (
    <ShortcutProvider>
      <Suspense fallback={<Waiting />}>
        <Outlet />
      </Suspense>
    </ShortcutProvider>
  );
}
