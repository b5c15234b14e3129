import { template } from '../template/template.ts';
import { simulatedCohort } from './cohort.ts';
import { type RiskField, riskFieldOf } from './field.ts';

let cached: RiskField | null = null;

/** The field that ships with the product: built in, simulated after published evidence. Built once, on first use. */
export function builtInField(): RiskField {
  cached ??= riskFieldOf(template(), simulatedCohort(template()));
  return cached;
}
