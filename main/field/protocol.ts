import type { LeftOutReason, VersionSource } from '../../app/contract/fieldChannels.ts';
import type { RiskField } from '../../atlas/riskField/field.types.ts';

/** What the backend sends to the thread that builds a risk field, one case at a time. */
export type ToBuilder =
  | {
      readonly kind: 'case';
      readonly id: string;
      readonly metastatic: boolean;
      /** The assessment as it is kept in the store (JSON). */
      readonly body: string;
    }
  | {
      readonly kind: 'build';
      readonly fieldId: string;
      readonly source: VersionSource;
      /** As how many cases the simulated cohort counts; 0 for none of it. */
      readonly simulatedWorth: number;
    };

export type FromBuilder =
  | { readonly kind: 'placed'; readonly id: string; readonly leftOut: LeftOutReason | null }
  | { readonly kind: 'built'; readonly field: RiskField };
