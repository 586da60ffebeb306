import { ConfigError } from '../config/config.js';
import {
  previewRetention,
  RETENTION,
  RetentionReportModel,
  type RetentionReportRecord,
} from '../jobs/retention.js';
import { enterSchedules, lastErrorOf, makeDue, scheduleEffects } from '../jobs/schedule.js';
import { workerOf, type System } from '../system.js';

type Say = (line: string) => void;
const LOOK_AGAIN_MS = 200;

/**
 * `npm run retention`: carries out the retention periods now, or only says what that would remove.
 * @throws ConfigError with a sentence for the person who calls it
 */
export async function retentionCommand(system: System, args: readonly string[], say: Say): Promise<void> {
  const [how, ...more] = args;
  if (more.length > 0 || (how !== 'run' && how !== '--dry-run'))
    throw new ConfigError('用法：npm run retention -- --dry-run | run');
  if (how === '--dry-run') return preview(system, say);
  const report = await run(system);
  for (const { what, days, until, removed } of report.rules)
    say(`${what}：保存 ${days} 天，${until.toISOString()} 以前的清理了 ${removed} 项`);
  say(`报告 ${report._id}，控制台“系统”里也能看到。`);
}

async function preview({ retentionRules, now }: System, say: Say): Promise<void> {
  for (const { what, days, until, due } of await previewRetention(retentionRules, now()))
    say(`${what}：保存 ${days} 天，${until.toISOString()} 以前的有 ${due} 项要清理`);
  say('这次只是看看，没有清理任何东西。');
}

/** Makes the schedule due and works beside whatever workers there are, until the report is finished. */
async function run(system: System): Promise<RetentionReportRecord> {
  await enterSchedules(system.schedules, system.now());
  const source = scheduleEffects(system.schedules.filter(({ name }) => name === RETENTION));
  const id = (await makeDue(source, RETENTION, system.now())).toISOString();
  const worker = workerOf({ ...system, sources: [source] });
  worker.start();
  try {
    for (;;) {
      const report = await RetentionReportModel.findById(id).lean<RetentionReportRecord>();
      if (report?.finishedAt) return report;
      const error = await lastErrorOf(RETENTION);
      if (error) throw new ConfigError(`没有清理完，worker 会再试：${error}`);
      await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
    }
  } finally {
    await worker.stop();
  }
}
