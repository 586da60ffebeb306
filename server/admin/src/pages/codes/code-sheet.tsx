import { Button } from 'antd';
import { useEffect } from 'react';
import { useParams } from 'react-router';
import type { StaticCodeView } from '@haochaping/shared/contracts';
import { LEVELS } from '@haochaping/shared/domain/rating/levels';
import { localPath, useCodes } from '../../api/codes.js';
import { Face } from '../../ui/face.js';
import { EmptyNotice, ErrorNotice, LoadingRows } from '../../ui/notices.js';
import { useWayBack } from '../../ui/place.js';
import { useShortcut } from '../../ui/shortcuts.js';
import './codes.css';

/** One sheet of A4: what to do, the code, and where it belongs, in words large enough to be read from the queue. */
function Sheet({ code }: { code: StaticCodeView }) {
  return (
    <article className="sheet">
      <p className="sheet-question">刚才的服务怎么样？</p>
      <p className="sheet-faces">
        {LEVELS.map((level) => (
          <Face key={level} level={level} />
        ))}
      </p>
      <p className="sheet-how">用微信扫一扫，点一下就好</p>
      <img src={localPath(code.qrSvg)} alt={`${code.targetName}的评价二维码`} />
      <h1>{code.targetName}</h1>
      {code.place !== code.targetName && <p className="sheet-place">{code.place}</p>}
      <p className="sheet-promise">为您服务的人看不到您是谁</p>
      <p className="sheet-code">三明市政务服务好差评 · 码号 {code.code}</p>
    </article>
  );
}

/** The printing sheet of one code. */
export function Component() {
  const { code = '' } = useParams();
  const { data, error, isPending, refetch } = useCodes(code, 1, 20);
  const back = useWayBack('/codes');
  const found = data?.items.find((item) => item.code === code);
  useShortcut(['Escape'], 'Esc', '回到二维码列表', back);
  const name = found?.targetName;
  useEffect(() => {
    document.title = `${name ?? '二维码'} · 打印`;
  }, [name]);
  return (
    <main className="sheet-page">
      <div className="sheet-bar">
        <Button onClick={back}>回到二维码列表</Button>
        {found && (
          <Button type="primary" onClick={() => window.print()}>
            打印
          </Button>
        )}
      </div>
      {isPending && <LoadingRows rows={4} />}
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data && !found && <EmptyNotice>没有码号为 {code} 的二维码。</EmptyNotice>}
      {found && <Sheet code={found} />}
    </main>
  );
}
