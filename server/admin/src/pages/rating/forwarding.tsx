import type { StaffRatingView } from '@haochaping/shared/contracts';
import { formatInstantFull } from '../../format.js';
import { DeliveryMark, type DeliveryState } from '../../ui/marks.js';

const MEANINGS: Readonly<Record<DeliveryState, string>> = {
  waiting: '会自动送出：先等一小会儿，看评价人是否还要补充。',
  sending: '正在送往省“好差评”系统。',
  sent: '省“好差评”系统已经收下。',
  parked: '省里没有收下，需要人处理后再送。',
  held: '先留在本市，还不能送往省里。',
};

/** How this rating fares on its way to the province, and why. */
export function Forwarding({ forwarding }: { forwarding: NonNullable<StaffRatingView['forwarding']> }) {
  const { state, message, attempts, receipt, sentAt } = forwarding;
  return (
    <section className="card" aria-labelledby="forwarding" aria-live="polite">
      <h2 id="forwarding">报送省里</h2>
      <p className="rating-delivery">
        <DeliveryMark state={state} />
      </p>
      <p className="rating-aside">{MEANINGS[state]}</p>
      {message && <p className="rating-reason">{message}</p>}
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
            <dd>{receipt}</dd>
          </div>
        )}
        {attempts > 0 && (
          <div>
            <dt>送过</dt>
            <dd>{attempts} 次</dd>
          </div>
        )}
      </dl>
    </section>
  );
}
