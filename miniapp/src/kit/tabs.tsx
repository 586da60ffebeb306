import { useState, type ReactNode } from 'react';
import { useElder } from '../lib/settings.js';
import { Box, Heading, Press } from './elements.js';
import './styles/tabs.scss';

interface TabsProps {
  label: string;
  tabs: readonly { name: string; content: ReactNode }[];
}

/** A few views of one thing, one at a time. Elder mode has no tabs: everything stands below each other. */
export function Tabs({ label, tabs }: TabsProps) {
  const elder = useElder();
  const [shown, setShown] = useState(0);
  const [moved, setMoved] = useState(false);
  if (elder)
    return (
      <Box>
        {tabs.map(({ name, content }) => (
          <Box key={name} className="section">
            <Heading level={2} className="heading">
              {name}
            </Heading>
            {content}
          </Box>
        ))}
      </Box>
    );
  const step = (by: 1 | -1) => {
    setMoved(true);
    setShown((shown + by + tabs.length) % tabs.length);
  };
  return (
    <Box>
      <Box role="tablist" label={label} className="tabs">
        {tabs.map(({ name }, index) => (
          <Press
            key={name}
            role="tab"
            className={`tab ${index === shown ? 'chosen' : ''}`}
            checked={index === shown}
            tabStop={index === shown}
            focused={moved && index === shown}
            onPress={() => setShown(index)}
            onStep={step}
          >
            {name}
          </Press>
        ))}
      </Box>
      <Box role="tabpanel" label={tabs[shown]?.name ?? ''} className="tab-content">
        {tabs[shown]?.content}
      </Box>
    </Box>
  );
}
