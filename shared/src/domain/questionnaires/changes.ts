import { CHANNEL_NAMES, type Channel } from '../rating/channels.js';
import { LEVEL_NAMES, type Level } from '../rating/levels.js';
import { QUESTION_KIND_NAMES, type Choice, type Condition, type Form, type Question } from './form.js';

/** What publishing changes, a line each, for the one who publishes; empty when nothing does. */
export function formChanges(before: Form, after: Form): string[] {
  const lines: string[] = [];
  if (before.title !== after.title) lines.push(`名称改为“${after.title}”`);
  for (const old of before.questions)
    if (!after.questions.some(({ id }) => id === old.id)) lines.push(`去掉：${old.title}`);
  for (const question of after.questions) {
    const old = before.questions.find(({ id }) => id === question.id);
    lines.push(...(old ? questionChanges(old, question) : [`新加：${question.title}`]));
  }
  const kept = (form: Form, other: Form) =>
    form.questions.map(({ id }) => id).filter((id) => other.questions.some((one) => one.id === id));
  if (kept(before, after).join() !== kept(after, before).join()) lines.push('问题的次序变了');
  return lines;
}

function questionChanges(old: Question, now: Question): string[] {
  const of = `“${now.title}”`;
  const lines: string[] = [];
  if (old.title !== now.title) lines.push(`“${old.title}”改问“${now.title}”`);
  if (old.kind !== now.kind) lines.push(`${of}改为${QUESTION_KIND_NAMES[now.kind]}`);
  if (old.hint !== now.hint) lines.push(`${of}的说明改了`);
  if (old.required !== now.required) lines.push(`${of}改为${now.required ? '必答' : '自愿回答'}`);
  lines.push(...choiceChanges(of, '回答', old.choices, now.choices));
  lines.push(...choiceChanges(of, '一项', old.rows, now.rows));
  if (JSON.stringify(old.ends) !== JSON.stringify(now.ends)) lines.push(`${of}两头的意思改了`);
  if (JSON.stringify(old.when) !== JSON.stringify(now.when)) lines.push(`${of}什么时候问，改了`);
  return lines;
}

function choiceChanges(of: string, what: string, old: readonly Choice[], now: readonly Choice[]): string[] {
  const gone = old.filter(({ id }) => !now.some((one) => one.id === id));
  const added = now.filter(({ id }) => !old.some((one) => one.id === id));
  const renamed = now.flatMap((one) => {
    const before = old.find(({ id }) => id === one.id);
    return before && before.label !== one.label ? [`${of}的“${before.label}”改为“${one.label}”`] : [];
  });
  const order = (from: readonly Choice[], among: readonly Choice[]) =>
    from
      .map(({ id }) => id)
      .filter((id) => among.some((one) => one.id === id))
      .join();
  return [
    ...gone.map(({ label }) => `${of}去掉${what}“${label}”`),
    ...added.map(({ label }) => `${of}加上${what}“${label}”`),
    ...renamed,
    ...(order(old, now) === order(now, old) ? [] : [`${of}的${what}换了次序`]),
  ];
}

/** A condition in words: 当……时. @param targetNames names of items and kinds for their codes */
export function conditionWords(
  { about, question, in: among }: Condition,
  questions: readonly Question[],
  targetNames: (code: string) => string,
): string {
  const either = (names: string[]) => names.map((name) => `“${name}”`).join('或');
  switch (about) {
    case 'level':
      return `评的是${either(among.map((one) => LEVEL_NAMES[Number(one) as Level] ?? one))}`;
    case 'channel':
      return `从${either(among.map((one) => CHANNEL_NAMES[one as Channel] ?? one))}来评`;
    case 'item':
      return `办的是${either(among.map(targetNames))}`;
    case 'kind':
      return `评到了${either(among.map(targetNames))}`;
    case 'answer': {
      const asked = questions.find(({ id }) => id === question);
      const label = (id: string) => asked?.choices.find((one) => one.id === id)?.label ?? id;
      return `“${asked?.title ?? '（已去掉的问题）'}”答了${either(among.map(label))}`;
    }
  }
}
