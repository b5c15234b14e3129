import type { UsedField } from '../../app/case/placement.ts';
import { builtInField } from '../../atlas/riskField/builtIn.ts';
import type { RiskField } from '../../atlas/riskField/field.types.ts';

/** A risk field with what an assessment keeps of it. */
export type FieldInUse = { readonly field: RiskField; readonly used: UsedField };

/** The field that ships with the product. */
export function builtInInUse(): FieldInUse {
  return { field: builtInField(), used: { id: 'builtIn', source: 'builtIn', createdAt: null } };
}
