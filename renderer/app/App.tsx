import { MantineProvider } from '@mantine/core';
import { useEffect } from 'react';
import { type ConnectedLink, LinkContext } from '../link/link.ts';
import { SettingsProvider } from '../settings/SettingsProvider.tsx';
import { cssVariables, theme } from '../theme/theme.ts';
import { Door } from '../unlock/Door.tsx';
import { Frame } from './Frame.tsx';
import { startKeys } from './keys.ts';

export function App({ link }: { link: ConnectedLink }) {
  useEffect(startKeys, []);
  return (
    <MantineProvider theme={theme} forceColorScheme="dark" cssVariablesResolver={cssVariables}>
      <LinkContext value={link}>
        <SettingsProvider>
          <Door>
            <Frame />
          </Door>
        </SettingsProvider>
      </LinkContext>
    </MantineProvider>
  );
}
