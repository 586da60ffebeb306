import { z } from 'zod';

/** Where a poor rating stands, for the one who gave it. */
export const CaseWayView = z
  .strictObject({
    text: z.string().meta({ example: '中心在回访核实，最晚10月14日' }),
    yours: z.boolean().meta({ description: '在等您说一声' }),
  })
  .meta({ id: 'CaseWay' });
export type CaseWayView = z.infer<typeof CaseWayView>;
