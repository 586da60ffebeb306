import { Button } from 'antd';
import type { AuditListedEntry } from '@haochaping/shared/contracts';
import { auditPartyName } from '@haochaping/shared/domain/audit-actions';
import { formatInstantFull } from '../../format.js';
import { detailsOf } from './words.js';

interface EntryStoryProps {
  entry: AuditListedEntry;
  /** Narrows the list to one who acts, or one thing acted on. */
  narrow: (filter: { actorId?: string; subjectId?: string }) => void;
}

/** Seconds as well: what happened first matters here. */
const at = (iso: string) => `${formatInstantFull(iso)}:${iso.slice(17, 19)}`;

function Facts({ facts }: { facts: readonly [string, string, string?][] }) {
  return (
    <dl className="facts">
      {facts.map(([name, value, look]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd className={look}>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Everything an entry holds, as it was sealed. */
export function EntryStory({ entry, narrow }: EntryStoryProps) {
  const { actor, subject, actorName, subjectName } = entry;
  const party = (kind: string, name: string | null) =>
    [auditPartyName(kind), ...(name ? [name] : [])].join(' ');
  return (
    <div className="audit-story">
      <div>
        <Facts
          facts={[
            ['时间', at(entry.at)],
            ['做了什么', `${entry.actionName}（${entry.action}）`],
            ['谁', party(actor.kind, actorName)],
            ['谁的编号', actor.id, 'audit-code'],
            ['对什么', party(subject.kind, subjectName)],
            ['它的编号', subject.id, 'audit-code'],
            ...detailsOf(entry),
          ]}
        />
        <div className="audit-narrow">
          <Button size="small" onClick={() => narrow({ actorId: actor.id })}>
            只看谁做的
          </Button>
          <Button size="small" onClick={() => narrow({ subjectId: subject.id })}>
            只看对它做的
          </Button>
        </div>
      </div>
      <Facts
        facts={[
          ['序号', String(entry.seq)],
          ['记录编号', entry.id, 'audit-code'],
          ['前一条的散列', entry.previousHash, 'audit-code'],
          ['这一条的散列', entry.hash, 'audit-code'],
        ]}
      />
    </div>
  );
}
