import { Box, Words } from './elements.js';
import './styles/steps.scss';

/** What to do, one thing after the other, with numbers. */
export function Steps({ steps }: { steps: readonly string[] }) {
  return (
    <Box role="list" className="how-steps">
      {steps.map((step, index) => (
        <Box role="listitem" className="how-step" key={step}>
          <Words className="how-number">{index + 1}</Words>
          <Words>{step}</Words>
        </Box>
      ))}
    </Box>
  );
}
