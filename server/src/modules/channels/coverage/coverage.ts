import type { CoveragePage, CoverageQuery, CoverageRow } from '@haochaping/shared/contracts';
import {
  dayOf,
  lackingFor,
  PLACE_KINDS,
  reachOf,
  REPORTED_DAYS,
  type PlaceKind,
  type Reach,
} from '@haochaping/shared/domain';
import { COVERED_SHARE, figureOf, figureText } from '@haochaping/shared/domain/figures/index';
import type { StaffActor } from '../../../http/actor.js';
import { directoryNow, KIND_OF, placeIn, type Directory } from '../../directory/index.js';
import { DeviceModel } from '../devices/model.js';
import { StaticCodeModel, type StaticCodeRecord } from '../model.js';
import { PUBLIC } from '../static-codes.js';
import { countsOf } from './days.js';
import { within } from './invited.js';

/** Said beside the figures. */
export const COVERAGE_RULE =
  `${COVERED_SHARE.name}：${COVERED_SHARE.numeratorName}，除以${COVERED_SHARE.denominatorName}；${COVERED_SHARE.exclusions}` +
  `照今天的目录、做过的码、在用的评价器和${REPORTED_DAYS}天里报来的办件现算。做过码、绑了评价器或者报来过办件的，算看得到就能评；` +
  '只能在“选地方”的页上按名称（工作人员按工号）找到的，算要自己去找；都没有，又找不到的，谁也评不到。';

const KIND_NAMES: Readonly<Record<PlaceKind, string>> = {
  item: '事项',
  window: '窗口',
  institution: '机构',
  hall: '大厅',
  platform: '平台',
  staff: '工作人员',
};

/** In the order of the plan: 事项、机构、平台、人员. */
const ORDER = ['item', 'window', 'institution', 'hall', 'platform', 'staff'] as const satisfies PlaceKind[];

interface Judged {
  row: CoverageRow;
  reach: Reach;
}

type KindCounts = { kind: PlaceKind; name: string; total: number; covered: string } & Record<Reach, number>;

export interface Coverage {
  kinds: KindCounts[];
  covered: CoveragePage['covered'];
  items: CoverageRow[];
}

/** How everything of somebody's region can be rated today: counted by kind, and what answers the filters. */
export async function judgeCoverage(
  actor: StaffActor,
  { reach, kind, search }: Pick<CoverageQuery, 'reach' | 'kind' | 'search'>,
  now: Date,
): Promise<Coverage> {
  const [directory, coded, devices, reported] = await Promise.all([
    directoryNow(),
    codedTargets(),
    windowsWithDevice(),
    reportedTargets(now),
  ]);
  const known = { coded, devices, reported };
  const judged = ORDER.flatMap((one) => judge(directory, one, known, actor, now));
  return {
    kinds: ORDER.map((one) => countKind(one, judged)),
    covered: coveredOf(judged),
    items: judged
      .filter((one) => one.reach === reach && (!kind || one.row.kind === kind) && holds(one.row, search))
      .map(({ row }) => row),
  };
}

function countKind(kind: PlaceKind, judged: readonly Judged[]): KindCounts {
  const ofKind = judged.filter(({ row }) => row.kind === kind);
  const how = (reach: Reach) => ofKind.filter((one) => one.reach === reach).length;
  return {
    kind,
    name: KIND_NAMES[kind],
    total: ofKind.length,
    offered: how('offered'),
    search: how('search'),
    none: how('none'),
    covered: coveredOf(ofKind).text,
  };
}

/** How much of what there is can be rated. */
function coveredOf(judged: readonly Judged[]): CoveragePage['covered'] {
  const covered = judged.filter(({ reach }) => reach !== 'none').length;
  const figure = figureOf({ covered, rateable: judged.length }, COVERED_SHARE);
  return { ...figure, text: figureText(figure, COVERED_SHARE) };
}

const holds = ({ name, code, institutionName }: CoverageRow, search: string | undefined): boolean =>
  !search || [name, code, institutionName].some((text) => text.toLowerCase().includes(search.toLowerCase()));

interface Known {
  coded: ReadonlySet<string>;
  devices: ReadonlySet<string>;
  reported: ReadonlySet<string>;
}

const keyOf = (kind: string, code: string) => `${kind} ${code}`;

function judge(
  directory: Directory,
  kind: PlaceKind,
  { coded, devices, reported }: Known,
  actor: StaffActor,
  now: Date,
): Judged[] {
  return directory.standing(KIND_OF[kind], now).flatMap(({ code, data }): Judged[] => {
    const found = placeIn(directory, kind, code, now);
    const institution = directory.lookUp('institutions', institutionOf(kind, code, data), now);
    const regionCode =
      found?.target.regionCode ??
      ('regionCode' in data ? data.regionCode : institution?.data.regionCode) ??
      '';
    if (!within(actor, regionCode)) return [];
    const ways = {
      kind,
      coded: coded.has(keyOf(kind, code)),
      device: kind === 'window' && devices.has(code),
      reported: reported.has(keyOf(kind, code)),
      findable: found !== null,
    };
    return [
      {
        row: {
          kind,
          code,
          name: found?.title ?? data.name,
          institutionName: found?.target.institutionName ?? institution?.data.name ?? '（目录中已停用）',
          regionName: directory.findRegion(regionCode, now)?.name ?? '',
          lacking: lackingFor(ways),
        },
        reach: reachOf(ways),
      },
    ];
  });
}

const institutionOf = (kind: PlaceKind, code: string, data: object): string =>
  kind === 'institution' ? code : 'institutionCode' in data ? String(data.institutionCode) : '';

/** What a code was made for; one that somebody's search made hangs nowhere. */
async function codedTargets(): Promise<Set<string>> {
  const codes = await StaticCodeModel.find(
    { createdBy: { $ne: PUBLIC }, targetKind: { $in: PLACE_KINDS } },
    { targetKind: 1, targetCode: 1 },
  ).lean<StaticCodeRecord[]>();
  return new Set(codes.map(({ targetKind, targetCode }) => keyOf(targetKind, targetCode)));
}

async function windowsWithDevice(): Promise<Set<string>> {
  const devices = await DeviceModel.find(
    { revokedAt: null, secretHash: { $type: 'string' } },
    { windowCode: 1 },
  ).lean<{ windowCode: string }[]>();
  return new Set(devices.map(({ windowCode }) => windowCode));
}

const DAY_MS = 86_400_000;

/** What reported services named of late. */
async function reportedTargets(now: Date): Promise<Set<string>> {
  const since = new Date(now.getTime() - REPORTED_DAYS * DAY_MS);
  const days = await countsOf(dayOf(since), dayOf(now), now);
  return new Set(days.flatMap(({ named }) => named));
}
