import type { ReactNode } from 'react';

interface ReminderProps {
  path: string;
  header?: Record<string, string> | undefined;
}

/** A page in a browser has no WeChat to be reminded by: progress comes as an SMS. */
export const Reminder: (props: ReminderProps) => ReactNode = () => null;
