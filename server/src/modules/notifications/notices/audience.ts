import { CITY, OVERSIGHT, type CompetentOffice } from '@haochaping/shared/domain';
import type { AppealAudience } from '@haochaping/shared/domain/appeal-warnings';
import type { Audience } from '@haochaping/shared/domain/notifications/index';
import { whoSeesAppeal, type AppealRecord } from '../../appeals/index.js';
import { sees, type CaseRecord } from '../../cases/index.js';
import { whoSeesFeedback, type FeedbackRecord } from '../../feedback/index.js';
import { accountsInUse, rolesThatMay, type AccountInUse } from '../../staff/index.js';

const regionsOfOffices = (offices: readonly CompetentOffice[], role?: 'center') =>
  offices.filter((office) => !role || office.role === role).map(({ jurisdiction }) => jurisdiction);
const overseersOf = (
  offices: readonly CompetentOffice[],
  roles: readonly (typeof OVERSIGHT)[number][] = OVERSIGHT,
) => accountsInUse({ roles, regionCodes: [...new Set([...regionsOfOffices(offices), CITY])] });

async function candidates(to: Audience, { state, offices }: CaseRecord): Promise<AccountInUse[]> {
  if (typeof to === 'object') return accountsInUse({ ids: [to.account] });
  const { lead, department } = state.officers;
  switch (to) {
    case 'lead':
      if (lead) return accountsInUse({ ids: [lead] });
      return state.recused
        ? overseersOf(offices)
        : accountsInUse({ roles: ['center'], regionCodes: regionsOfOffices(offices, 'center') });
    case 'department':
      // Given to nobody there yet, nobody there may know of it.
      return department ? accountsInUse({ ids: [department] }) : [];
    case 'oversight':
      return overseersOf(offices);
    case 'efficiency_office':
      return overseersOf(offices, ['efficiency_office']);
  }
}

/** The accounts a notice of this case goes to: of those it concerns, only who may see the case. */
export async function audienceOf(to: Audience, record: CaseRecord): Promise<string[]> {
  const found = await candidates(to, record);
  return found.filter((account) => sees(account, record)).map(({ accountId }) => accountId);
}

const appealCandidates = (to: AppealAudience, { offices }: AppealRecord): Promise<AccountInUse[]> =>
  to === 'oversight'
    ? overseersOf(offices)
    : accountsInUse({ roles: ['center'], regionCodes: regionsOfOffices(offices, 'center') });

/** The same for a notice of an appeal. */
export const audienceOfAppeal = async (to: AppealAudience, record: AppealRecord): Promise<string[]> =>
  whoSeesAppeal(await appealCandidates(to, record), record);

/** The same for a notice of a feedback: the accounts of the unit it was passed on to, or of the office that sees to it. */
export async function audienceOfFeedback(to: 'unit' | 'office', record: FeedbackRecord): Promise<string[]> {
  const { standing, offices } = record;
  const roles = rolesThatMay('feedback.move');
  const found = await Promise.all(
    to === 'unit'
      ? [accountsInUse({ roles, institutionCodes: standing.unit ? [standing.unit] : [] })]
      : offices.map(({ role, jurisdiction }) =>
          accountsInUse({ roles: [role], regionCodes: [jurisdiction] }),
        ),
  );
  return whoSeesFeedback(found.flat(), record);
}
