import { Button } from 'antd';
import { useEffect, useState } from 'react';
import type { AuditChainReport } from '@haochaping/shared/contracts';
import { useVerifyChain } from '../../api/audit.js';
import { formatCount, formatInstant } from '../../format.js';
import { Mark } from '../../ui/marks.js';
import { ErrorNotice } from '../../ui/notices.js';

/** Whole seconds since this was first shown. */
function Elapsed() {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setSeconds((before) => before + 1), 1000);
    return () => clearInterval(timer);
  }, []);
  return <span role="timer">{seconds} 秒</span>;
}

/** Whether everything is as it was sealed; each broken place by name. */
function Report({ report }: { report: AuditChainReport }) {
  const { intact, message, anchors, problems, problemsTotal } = report;
  const more = problemsTotal - problems.length;
  return (
    <div className="notice audit-report" data-tone={intact ? 'good' : 'bad'} role="status">
      <p>
        <Mark tone={intact ? 'good' : 'bad'} sign={intact ? '✓' : '!'}>
          {intact ? '没有对不上的' : '有对不上的'}
        </Mark>
      </p>
      <p>
        {message}。对照了 {formatCount(anchors)} 个签名链头。
      </p>
      {problems.length > 0 && (
        <ul>
          {problems.map(({ kind, seq, id, message: said, actionName, at }) => (
            <li key={`${kind} ${seq} ${id}`}>
              {[said, actionName, at && formatInstant(at)].filter(Boolean).join('，')}
              {id && <span className="audit-code"> {id}</span>}
            </li>
          ))}
          {more > 0 && <li>另有 {formatCount(more)} 处没有列出</li>}
        </ul>
      )}
      {!intact && <p>请不要改动数据库，先留下备份，再和系统管理员一起看操作手册“审计日志”。</p>}
    </div>
  );
}

/** The state of the chain, recomputed when asked. */
export function Chain() {
  const verify = useVerifyChain();
  return (
    <section className="card audit-chain" aria-labelledby="chain">
      <div className="audit-chain-head">
        <div>
          <h2 id="chain">是不是原样</h2>
          <p className="aside">
            每一条都带着前一条的散列，散列用密钥算。核对就是从头重算一遍：改过、删过、换过位置、多出来的，都说得出是哪一条。
          </p>
        </div>
        <Button loading={verify.isPending} onClick={() => verify.mutate()}>
          {verify.data ? '再核对一次' : '核对'}
        </Button>
      </div>
      {verify.isPending && (
        <p className="aside">
          <span role="status">正在核对，请等一等。</span> <Elapsed />
        </p>
      )}
      {verify.data && !verify.isPending && <Report report={verify.data} />}
      {verify.error && <ErrorNotice error={verify.error} />}
      <p className="aside">
        有几百万条时，或要对照另外留存的链头时，请在服务器上运行 <code>npm run audit -- verify</code>。
      </p>
    </section>
  );
}
