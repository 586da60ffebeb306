import { type Command, namespace } from './command.js';
import { check } from '../errors.js';
import { docField } from '../fields.js';
import { findDocs, readHint } from '../find.js';
import { expressionCompiler } from '../expressions/compile.js';
import { inOrder, type Plan } from '../planner.js';
import { sortOrder } from '../sorting.js';
import { type Doc, isDoc } from '../values/values.js';

function through({ index, ranges, sorted }: Plan): Doc {
  const scan = {
    stage: 'IXSCAN',
    indexName: index.spec.name,
    keyPattern: index.spec.key,
    direction: sorted === 'backwards' ? 'backward' : 'forward',
  };
  return sorted && ranges.length > 1 ? { stage: 'SORT_MERGE', inputStages: ranges.map(() => scan) } : scan;
}

/** The stages of a way, as MongoDB names them (manual: "Explain Results"). */
function stagesOf(ways: readonly Plan[], ordered: boolean): Doc {
  const [only] = ways;
  const inputs = ways.map(through);
  const together = inOrder(ways) ? 'SORT_MERGE' : 'OR';
  const found: Doc = only
    ? {
        stage: 'FETCH',
        inputStage: inputs.length === 1 ? inputs[0] : { stage: together, inputStages: inputs },
      }
    : { stage: 'COLLSCAN', direction: 'forward' };
  return !ordered || inOrder(ways) ? found : { stage: 'SORT', inputStage: found };
}

/** How a `find` is answered: through which index, and whether what it finds has to be sorted. Other commands are refused. */
export const explain: Command = {
  fields: ['verbosity'],
  concern: 'read',
  run({ explain: asked }, context) {
    check(isDoc(asked) && 'find' in asked, 'NotImplemented', 'the embedded engine explains find only');
    const name = namespace(asked, context);
    const collection = context.work.collection(name);
    const filter = docField(asked, 'filter');
    const order = sortOrder(docField(asked, 'sort'));
    const hint = readHint(collection, asked.hint);
    const ways = hint && !hint.index ? [] : (collection?.ways(filter, order, hint?.index) ?? []);
    const found = findDocs(context.work, collection, filter, expressionCompiler(), {
      order,
      hint: asked.hint,
    });
    return {
      queryPlanner: { namespace: name, winningPlan: stagesOf(ways, order.length > 0), rejectedPlans: [] },
      executionStats: { executionSuccess: true, nReturned: found.length },
      ok: 1,
    };
  },
};
