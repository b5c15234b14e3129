import { MantineProvider } from '@mantine/core';
import { useEffect } from 'react';
import { type ConnectedLink, LinkContext } from '../link/link.ts';
import { SettingsProvider } from '../settings/SettingsProvider.tsx';
import { cssVariables, theme } from '../theme/theme.ts';
import { Frame } from './Frame.tsx';
import { startKeys } from './keys.ts';

export function App({ link }: { link: ConnectedLink }) {
  useEffect(startKeys, []);
  return (
    <MantineProvider theme={theme} forceColorScheme="dark" cssVariablesResolver={cssVariables}>
      <LinkContext value={link}>
        <SettingsProvider>
          <Frame />
        </SettingsProvider>
      </LinkContext>
    </MantineProvider>
  );
}
