import { useEffect, useRef, type ReactNode } from 'react';

const NAME = '三明好差评';

export interface PageProps {
  title: string;
  /** One line under the title: what this page is for, or its figures. */
  lead?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
  /** The page places the focus itself (a list one comes back to). */
  keepsFocus?: boolean;
}

/** A page of the console: names the browser tab, and takes the focus so that a screen reader tells where one is. */
export function Page({ title, lead, actions, children, keepsFocus = false }: PageProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · ${NAME}`;
    if (!keepsFocus) heading.current?.focus({ preventScroll: true });
  }, [title, keepsFocus]);
  return (
    <>
      <header className="page-head">
        <div>
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {lead && <div className="page-lead">{lead}</div>}
        </div>
        {actions && <div className="page-actions">{actions}</div>}
      </header>
      {children}
    </>
  );
}
