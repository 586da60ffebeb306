import { Link, useNavigate } from 'react-router';
import type { Candidates } from '@haochaping/shared/contracts';
import type { ReportPeriod } from '@haochaping/shared/domain/figures/reports';
import { LISTING_LIST_NAMES, type ListingList } from '@haochaping/shared/domain/listings/index';
import { useCandidates, usePutOnList } from '../../api/listings.js';
import { formatCount } from '../../format.js';
import { ConfirmButton } from '../../ui/confirm-button.js';
import { EmptyNotice, ErrorNotice, LoadingRows } from '../../ui/notices.js';
import { Rule } from '../../ui/rule.js';
import { Facts } from './facts.js';
import { figuresOf } from './figures-link.js';

interface CandidateListProps {
  list: ListingList;
  period: ReportPeriod;
}

function OneCandidate({
  candidate,
  list,
  period,
  over,
}: CandidateListProps & { candidate: Candidates['items'][number]; over: boolean }) {
  const put = usePutOnList();
  const navigate = useNavigate();
  const { subject, subjectName, code, name, institutionName, facts, listing } = candidate;
  const { kind, key } = period;
  return (
    <li className="card listing-candidate">
      <h3>
        {subjectName}：{name}
        {institutionName !== name && <span className="aside"> {institutionName}</span>}
      </h3>
      <Facts facts={facts} figures={figuresOf(candidate, period)} short />
      <div className="form-actions">
        {listing ? (
          <span>
            已经在名单上：
            {listing.id ? <Link to={`/listings/${listing.id}`}>{listing.stateName}</Link> : '别的单位列的'}
          </span>
        ) : (
          over && (
            <ConfirmButton
              label="列入名单"
              title={`把${name}列入${period.name}的${LISTING_LIST_NAMES[list]}？`}
              action="列入名单"
              deed={put}
              input={{ list, kind, period: key, subject, code }}
              onDone={({ id }) => void navigate(`/listings/${id}`)}
            >
              <p>
                事实照现在的样子记下，对方会收到通知，有五个工作日说明。说明来了，或者日子过了，再由你们决定，另一个人同意。
              </p>
            </ConfirmButton>
          )
        )}
      </div>
    </li>
  );
}

/** Who the records bring up; being here is being on no list. FA-2.4.2-b FA-2.4.2-c */
export function CandidateList({ list, period }: CandidateListProps) {
  const { data, error, isPending, refetch } = useCandidates({ list, kind: period.kind, period: period.key });
  if (isPending) return <LoadingRows />;
  if (error) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  return (
    <>
      {data.invented && <p className="notice">演示：数字是编出来的，不是真实的评价。</p>}
      <p className="listing-found">
        {data.periodName}照记录找到 {formatCount(data.items.length + data.left)}{' '}
        个。在这里不等于列入名单：要不要列，由您看过事实再定。
      </p>
      {data.items.length === 0 && <EmptyNotice>这一期照记录没有。换一期，或者换长一些再看。</EmptyNotice>}
      <ul className="listing-candidates">
        {data.items.map((candidate) => (
          <OneCandidate
            key={`${candidate.subject} ${candidate.code}`}
            {...{ candidate, list, period, over: data.over }}
          />
        ))}
      </ul>
      {data.left > 0 && <p className="aside">还有 {formatCount(data.left)} 个没有列出来。</p>}
      <Rule>
        {data.rules.map((rule) => (
          <p key={rule}>{rule}</p>
        ))}
      </Rule>
    </>
  );
}
