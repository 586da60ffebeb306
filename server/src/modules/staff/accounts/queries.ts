import type { z } from 'zod';
import type {
  StaffAccountDetail,
  StaffAccountPage,
  StaffAccountQuery,
  StaffAccountView,
} from '@haochaping/shared/contracts';
import { CITY_CODE } from '@haochaping/shared/domain';
import type { QueryFilter } from 'mongoose';
import { containing } from '../../../database.js';
import type { StaffActor } from '../../../http/actor.js';
import { pageOfRecords } from '../../../paging.js';
import { lookUpAll } from '../../directory/index.js';
import { liveSessionsOf } from '../../sessions/index.js';
import { accountInReach } from './accounts.js';
import { StaffAccountModel, type StaffAccountRecord } from '../model.js';
import {
  institutionsTold,
  presentAccount,
  presentEvent,
  presentSession,
  type HistoryNames,
} from '../presenter.js';
import { lockedAccounts } from '../sign-in/tries.js';

type Filter = QueryFilter<StaffAccountRecord>;

/** Accounts of which no region lies outside the administrator's: a county never sees another, nor the city's. */
function inReach(actor: StaffActor): Filter[] {
  if (actor.regionCodes.includes(CITY_CODE)) return [];
  return [{ regionCodes: { $not: { $elemMatch: { $nin: actor.regionCodes } } } }];
}

function stateFilter(state: StaffAccountView['state'] | undefined, locked: string[]): Filter[] {
  if (state === 'disabled') return [{ disabledAt: { $ne: null } }];
  if (state === 'locked') return [{ _id: { $in: locked }, disabledAt: null }];
  return state === 'active' ? [{ _id: { $nin: locked }, disabledAt: null }] : [];
}

/** A page of the accounts in the administrator's reach, by name. */
export async function listAccounts(
  query: z.output<typeof StaffAccountQuery>,
  actor: StaffActor,
  now: Date,
): Promise<StaffAccountPage> {
  const { search, role, regionCode, institutionCode, state, disowned, page, pageSize } = query;
  const locked = await lockedAccounts(now);
  const all: Filter[] = [...inReach(actor), ...stateFilter(state, [...locked.keys()])];
  if (search) {
    const pattern = containing(search);
    all.push({
      $or: [
        { username: pattern },
        { displayName: pattern },
        { institutionName: pattern },
        { staffCode: pattern },
      ],
    });
  }
  if (disowned) all.push({ disownedAt: { $ne: null } });
  if (role) all.push({ role });
  if (regionCode) all.push({ regionCodes: regionCode });
  if (institutionCode) all.push({ institutionCode });
  const filter: Filter = all.length > 0 ? { $and: all } : {};
  const asked = { page, pageSize };
  const { records, total } = await pageOfRecords<StaffAccountRecord>(
    StaffAccountModel,
    filter,
    { username: 1 },
    asked,
  );
  return {
    items: records.map((account) => presentAccount(account, locked.get(account._id))),
    total,
    ...asked,
  };
}

/** One account as it stands now. */
export async function readAccountView(id: string, actor: StaffActor, now: Date): Promise<StaffAccountView> {
  return presentAccount(await accountInReach(id, actor), (await lockedAccounts(now)).get(id));
}

/** Names for a history: makers who lie in reach, and institutions as the directory calls them today. */
async function namesFor(account: StaffAccountRecord, actor: StaffActor, now: Date): Promise<HistoryNames> {
  const makers = [...new Set(account.audit.map((event) => event.actor.id))];
  const [known, institutions] = await Promise.all([
    StaffAccountModel.find({ $and: [{ _id: { $in: makers } }, ...inReach(actor)] }).lean<
      StaffAccountRecord[]
    >(),
    lookUpAll('institutions', account.audit.flatMap(institutionsTold), now),
  ]);
  const accounts = new Map(
    known.map(({ _id, displayName, username }) => [_id, `${displayName}（${username}）`]),
  );
  return {
    account: (id) => accounts.get(id),
    institution: (code) => institutions.get(code)?.data.name,
  };
}

/** One account with its sessions and what was done to its rights, the latest first. */
export async function readAccount(id: string, actor: StaffActor, now: Date): Promise<StaffAccountDetail> {
  const account = await accountInReach(id, actor);
  const names = await namesFor(account, actor, now);
  const sessions = await liveSessionsOf(id, now);
  return {
    account: presentAccount(account, (await lockedAccounts(now)).get(id)),
    own: id === actor.accountId,
    sessions: sessions.map((session) => presentSession(session, actor.sessionId)),
    history: account.audit.map((event) => presentEvent(event, names)).reverse(),
  };
}
