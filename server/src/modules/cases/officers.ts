import { dayOf } from '@haochaping/shared/domain';
import { isFew, type CaseState, type OfficerSide } from '@haochaping/shared/domain/cases/index';
import type { StaffActor } from '../../http/actor.js';
import { accountsInUse, accountsOf, type NamedAccount } from '../staff/index.js';
import { CaseModel, type CaseRecord } from './model.js';
import { awayOn } from './leaves/leaves.js';
import { isRatedPerson } from './policy.js';

/** Who may see to a case at the institution it is assigned to: the centre's own where it is the centre's; never a window clerk. */
const OFFICER_ROLES = ['department', 'center'] as const;

type Rated = Pick<CaseState['rated'], 'staff' | 'windows'>;

/** Those of these accounts who are not themselves rated. */
const others = (accounts: readonly NamedAccount[], rated: Rated): NamedAccount[] =>
  accounts.filter((account) => !isRatedPerson(account, rated));

/** The accounts of an institution that may see to a case; whoever is rated in it is none of them. */
export const officersAt = async (institutionCode: string, rated: Rated): Promise<NamedAccount[]> =>
  others(await accountsOf([institutionCode], OFFICER_ROLES), rated);

/** Whether an account is in use, and somebody else's than who is rated. */
export async function isAnother(accountId: string, rated: Rated): Promise<boolean> {
  const [account] = await accountsInUse({ ids: [accountId] });
  return account !== undefined && !isRatedPerson(account, rated);
}

/** The accounts a case may be given to on one side: the department's, or those of the house that leads. */
export const possibleOfficers = async (
  actor: StaffActor,
  { state }: Pick<CaseRecord, 'state'>,
  side: OfficerSide,
): Promise<NamedAccount[]> =>
  side === 'department'
    ? officersAt(state.assignedTo, state.rated)
    : others(await accountsOf([actor.institutionCode], [actor.role]), state.rated);

/**
 * Who is to see to a new case at an institution: the officers present in turn, whoever was given one longest ago first. Undefined
 * when nobody is there, and where so few were served that the officer might guess who it was: then the lead decides.
 */
export async function officerFor(
  institutionCode: string,
  rated: Rated,
  served: number | undefined,
  now: Date,
): Promise<string | undefined> {
  if (isFew(served)) return undefined;
  const officers = await officersAt(institutionCode, rated);
  const away = await awayOn(
    officers.map(({ id }) => id),
    dayOf(now),
  );
  const last = await Promise.all(
    officers.filter(({ id }) => !away.has(id)).map(async ({ id }) => ({ id, at: await lastGiven(id) })),
  );
  return last.sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))[0]?.id;
}

async function lastGiven(officer: string): Promise<number> {
  const given = await CaseModel.findOne({ departmentOfficer: officer }, { 'state.assignedAt': 1 })
    .sort({ 'state.assignedAt': -1 })
    .lean<Pick<CaseRecord, 'state'>>();
  return given?.state.assignedAt.getTime() ?? 0;
}
