import { createContext, useContext } from 'react';
import { DEFAULT_SETTINGS, type Settings } from '../../app/settings.ts';

export type SettingsAccess = {
  settings: Settings;
  /** False until the stored settings have been read: nothing is offered or changed on a guess. */
  known: boolean;
  /** Saves at once; shown before it is saved, taken back (with the failure shown) when it could not be. */
  change: (part: Partial<Settings>) => Promise<void>;
  /** Reads them again (the store could be opened at last). */
  reload: () => void;
};

export const SettingsContext = createContext<SettingsAccess>({
  settings: DEFAULT_SETTINGS,
  known: false,
  change: async () => {},
  reload: () => {},
});
export const useSettings = (): SettingsAccess => useContext(SettingsContext);
