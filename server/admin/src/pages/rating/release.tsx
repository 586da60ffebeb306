import { Button, Select } from 'antd';
import { useState } from 'react';
import type { StaffRatingView } from '@haochaping/shared/contracts';
import { useHandlers, useRelease } from '../../api/releases.js';
import { useMay } from '../../api/session.js';
import { formatInstantFull } from '../../format.js';
import { ErrorNotice } from '../../ui/notices.js';

/** Chooses who of the rated unit reads the poor rating now. */
function Choose({ ratingId }: { ratingId: string }) {
  const [chosen, setChosen] = useState<string[]>([]);
  const handlers = useHandlers(ratingId);
  const release = useRelease(ratingId);
  return (
    <div className="rating-resend">
      <Select
        mode="multiple"
        aria-label="经办人"
        placeholder="选择被评单位的经办人"
        value={chosen}
        onChange={setChosen}
        loading={handlers.isPending}
        optionFilterProp="label"
        options={(handlers.data?.items ?? []).map(({ id, displayName, roleName, institutionName }) => ({
          value: id,
          label: `${displayName}（${institutionName}，${roleName}）`,
        }))}
        style={{ width: '100%', marginBlockEnd: 8 }}
      />
      <Button
        disabled={chosen.length === 0}
        loading={release.isPending}
        onClick={() => release.mutate(chosen, { onSuccess: () => setChosen([]) })}
      >
        提前送达
      </Button>
      {handlers.error && <ErrorNotice error={handlers.error} onRetry={() => void handlers.refetch()} />}
      {release.error && <ErrorNotice error={release.error} />}
    </div>
  );
}

/** For the centre: whom a poor rating was shown before its time, and showing it to more. */
export function Release({ rating }: { rating: StaffRatingView }) {
  const may = useMay('ratings.release');
  if (!may || (!rating.releasable && rating.releases.length === 0)) return null;
  return (
    <section className="card" aria-labelledby="release" aria-live="polite">
      <h2 id="release">提前送达</h2>
      <p className="rating-aside">
        到期前只给选中的经办人看：等级、说的话和大概的时间；看不到是谁、哪笔办件、哪个窗口。办的人少时，也看不到是哪个事项。
      </p>
      {rating.releases.map(({ at, handlers }) => (
        <p key={at}>
          {formatInstantFull(at)} 送达 {handlers} 人
        </p>
      ))}
      {rating.releasable && <Choose ratingId={rating.id} />}
    </section>
  );
}
