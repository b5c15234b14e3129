import {
  AGE_YEARS,
  poleSchema,
  SPACING_MM_PER_PX,
  sexSchema,
  sideSchema,
} from '../../app/case/patientCase.ts';
import { FailureError } from '../../app/failure.ts';
import type { Language } from '../../app/words/say.ts';

/** What the terminal gives, as text. */
export type RawOptions = {
  transverse?: string;
  longitudinal?: string;
  report?: string;
  age?: string;
  sex?: string;
  side?: string;
  pole?: string;
  spacing?: string;
  prevalence?: string;
  json?: string;
  masks?: string;
  folder?: string;
  csv?: string;
  out?: string;
  threads?: string;
  language?: string;
};

/** A number within bounds, or a failure that names the option and the bounds. */
export function numberOption(
  option: string,
  value: string | undefined,
  min: number,
  max: number,
  whole = false,
): number | null {
  if (value === undefined) return null;
  const number = Number(value);
  if (
    value.trim() === '' ||
    !Number.isFinite(number) ||
    number < min ||
    number > max ||
    (whole && !Number.isInteger(number))
  ) {
    throw new FailureError('cli.badOption', { option, value, expected: `${min}–${max}` });
  }
  return number;
}

function choice<T extends string>(
  option: string,
  value: string | undefined,
  allowed: readonly T[],
): T | null {
  if (value === undefined) return null;
  const found = allowed.find((one) => one.toLowerCase() === value.toLowerCase());
  if (!found) throw new FailureError('cli.badOption', { option, value, expected: allowed.join(' / ') });
  return found;
}

/** The facts of one case from the options, checked before any file is read. */
export function factsFromOptions(options: RawOptions) {
  return {
    ageYears: numberOption('--age', options.age, AGE_YEARS.min, AGE_YEARS.max, true),
    sex: choice('--sex', options.sex, sexSchema.options),
    side: choice('--side', options.side, sideSchema.options),
    pole: choice('--pole', options.pole, poleSchema.options),
    spacingMmPerPx: numberOption('--spacing', options.spacing, SPACING_MM_PER_PX.min, SPACING_MM_PER_PX.max),
  };
}

export function languageOf(options: RawOptions): Language {
  return choice('--language', options.language, ['en', 'zh'] as const) ?? 'en';
}
