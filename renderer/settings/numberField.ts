import { settingsSchema } from '../../app/settings.ts';
import { readNumber } from '../newCase/draft.ts';

export type NumberSettingName =
  | 'prevalence'
  | 'positiveCutoff'
  | 'nearCapsuleMm'
  | 'inferenceThreads'
  | 'lockAfterMinutes';

/** A setting as it is typed: `scale` is 100 where a share is shown in percent. */
export function showSetting(value: number, scale: number, decimals: number): string {
  return String(Number((value * scale).toFixed(decimals)));
}

/** What was typed as the setting's value, or null when it is not a possible one. */
export function readSetting(name: NumberSettingName, typed: string, scale: number): number | null {
  const number = readNumber(typed);
  if (number === null || Number.isNaN(number)) return null;
  const value = Number((number / scale).toFixed(6));
  return settingsSchema.shape[name].safeParse(value).success ? value : null;
}

/** The bounds of a setting as they are shown, found in its schema. */
export function boundsOf(name: NumberSettingName, scale: number): { min: number; max: number } {
  const inner = settingsSchema.shape[name].unwrap();
  return {
    min: Number(((inner.minValue ?? 0) * scale).toFixed(6)),
    max: Number(((inner.maxValue ?? 0) * scale).toFixed(6)),
  };
}
