import { CITY, OVERSIGHT } from '@haochaping/shared/domain';
import type { Audience } from '@haochaping/shared/domain/notifications/index';
import { CaseModel, visibleCases, type CaseRecord } from '../../cases/index.js';
import { accountsInUse, type AccountInUse } from '../../staff/index.js';

async function candidates(to: Audience, { state, offices }: CaseRecord): Promise<AccountInUse[]> {
  const regionsOf = (role?: 'center') =>
    offices.filter((office) => !role || office.role === role).map(({ jurisdiction }) => jurisdiction);
  const overseers = (roles: readonly (typeof OVERSIGHT)[number][]) =>
    accountsInUse({ roles, regionCodes: [...new Set([...regionsOf(), CITY])] });
  if (typeof to === 'object') return accountsInUse({ ids: [to.account] });
  const { lead, department } = state.officers;
  switch (to) {
    case 'lead':
      if (lead) return accountsInUse({ ids: [lead] });
      return state.recused
        ? overseers(OVERSIGHT)
        : accountsInUse({ roles: ['center'], regionCodes: regionsOf('center') });
    case 'department':
      // Given to nobody there yet, nobody there may know of it.
      return department ? accountsInUse({ ids: [department] }) : [];
    case 'oversight':
      return overseers(OVERSIGHT);
    case 'efficiency_office':
      return overseers(['efficiency_office']);
  }
}

/** The accounts a notice of this case goes to: of those it concerns, only who may see the case. */
export async function audienceOf(to: Audience, record: CaseRecord): Promise<string[]> {
  const found = await candidates(to, record);
  const sees = await Promise.all(
    found.map((account) => CaseModel.exists({ $and: [{ _id: record._id }, visibleCases(account)] })),
  );
  return found.filter((_, index) => sees[index]).map(({ accountId }) => accountId);
}
