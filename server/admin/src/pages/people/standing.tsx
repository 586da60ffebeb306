import type { StaffAccountView } from '@haochaping/shared/contracts';
import { Mark, type Tone } from '../../ui/marks.js';

interface Standing {
  tone: Tone;
  sign: string;
  word: string;
}

/** How an account stands. One whose password somebody else knows waits for its owner, whatever else is in order. */
function standingOf({ state, disownedAt, mustChangePassword, lastSignInAt }: StaffAccountView): Standing {
  if (state === 'disabled') return { tone: 'quiet', sign: '×', word: '停用' };
  if (state === 'locked') return { tone: 'bad', sign: '!', word: '暂时锁住' };
  if (disownedAt) return { tone: 'bad', sign: '!', word: '本人报告被改动' };
  if (!mustChangePassword) return { tone: 'good', sign: '✓', word: '在用' };
  return { tone: 'care', sign: '○', word: lastSignInAt ? '等本人换密码' : '等首次登录' };
}

export function StandingMark({ account }: { account: StaffAccountView }) {
  const { tone, sign, word } = standingOf(account);
  return (
    <Mark tone={tone} sign={sign}>
      {word}
    </Mark>
  );
}
