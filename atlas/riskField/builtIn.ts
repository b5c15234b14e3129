import { template } from '../template/template.ts';
import { simulatedCohort } from './cohort.ts';
import { riskFieldOf } from './field.ts';
import type { RiskField } from './field.types.ts';
import { casesOfCohort } from './fieldCase.ts';

/** Chosen by cross-validation over the simulated cohort; `npm run check:field` chooses again and prints it. */
export const BUILT_IN_SMOOTHING_MM = 2.5;

let cached: RiskField | null = null;

/** The field that ships with the product: built in, simulated after published evidence. Built once, on first use. */
export function builtInField(): RiskField {
  const t = template();
  cached ??= riskFieldOf(t, casesOfCohort(simulatedCohort(t)), {
    id: 'builtIn',
    source: 'builtIn',
    smoothingMm: BUILT_IN_SMOOTHING_MM,
  });
  return cached;
}
