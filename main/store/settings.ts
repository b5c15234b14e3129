import { DEFAULT_SETTINGS, type Settings, settingsSchema } from '../../app/settings.ts';
import { read, type Store } from './store.ts';
import { getFact } from './storeFacts.ts';

/** The clinic's settings; a value that a later version no longer accepts falls back to its default. */
export function getSettings(store: Store): Settings {
  return read(store, () => {
    const kept: unknown = JSON.parse(getFact(store, 'settings') ?? '{}');
    const whole = settingsSchema.safeParse(kept);
    if (whole.success) return whole.data;
    const usable = Object.entries(kept ?? {}).filter(
      ([name, value]) =>
        Object.hasOwn(settingsSchema.shape, name) &&
        settingsSchema.shape[name as keyof Settings].safeParse(value).success,
    );
    return { ...DEFAULT_SETTINGS, ...Object.fromEntries(usable) };
  });
}
