import { Button } from 'antd';
import type { StaffRatingView } from '@haochaping/shared/contracts';
import { useResend } from '../../api/forwarding.js';
import { useMay } from '../../api/session.js';
import { formatInstantFull } from '../../format.js';
import { ErrorNotice } from '../../ui/notices.js';
import { DeliveryMark, type DeliveryState } from '../../ui/marks.js';

const MEANINGS: Readonly<Record<DeliveryState, string>> = {
  waiting: '会自动送出：先等一小会儿，看评价人是否还要补充。',
  sending: '正在送往省“好差评”系统。',
  sent: '省“好差评”系统已经收下。',
  parked: '送不出去，等人处理后再送。',
  held: '先留在本市，还不能送往省里。',
};

export interface ForwardingProps {
  ratingId: string;
  forwarding: NonNullable<StaffRatingView['forwarding']>;
}

/** For those who may: send it again, after what was wrong has been put right. */
function Resend({ ratingId }: { ratingId: string }) {
  const resend = useResend();
  return (
    <div className="rating-resend">
      <Button loading={resend.isPending} onClick={() => resend.mutate(ratingId)}>
        再送一次
      </Button>
      {resend.error && <ErrorNotice error={resend.error} />}
    </div>
  );
}

/** How this rating fares on its way to the province, and why. */
export function Forwarding({ ratingId, forwarding }: ForwardingProps) {
  const mayResend = useMay('forwarding.resend');
  const { state, reason, message, attempts, receipt, sentAt } = forwarding;
  return (
    <section className="card" aria-labelledby="forwarding" aria-live="polite">
      <h2 id="forwarding">报送省里</h2>
      <p className="rating-delivery">
        <DeliveryMark state={state} />
      </p>
      <p className="aside">{MEANINGS[state]}</p>
      {(reason ?? message) && (
        <div className="rating-reason">
          {reason && <p>{reason}</p>}
          {message && <p className="aside">{message}</p>}
        </div>
      )}
      <dl className="facts">
        {sentAt && (
          <div>
            <dt>送达时间</dt>
            <dd>{formatInstantFull(sentAt)}</dd>
          </div>
        )}
        {receipt && (
          <div>
            <dt>省里的编号</dt>
            <dd className="rating-receipt">{receipt}</dd>
          </div>
        )}
        {attempts > 0 && (
          <div>
            <dt>送过</dt>
            <dd>{attempts} 次</dd>
          </div>
        )}
      </dl>
      {mayResend && (state === 'parked' || state === 'held') && <Resend ratingId={ratingId} />}
    </section>
  );
}
