import type { FeatureName, FindingCode } from '../../../app/case/assessment.ts';
import type { ViewKind } from '../../../app/case/patientCase.ts';
import type { CamName } from '../frame/layers.ts';

/** What a person asked about by clicking it. */
export type Topic =
  | { readonly kind: 'risk' }
  | { readonly kind: 'sensitivity' }
  | { readonly kind: 'interval' }
  | { readonly kind: 'lacking' }
  | { readonly kind: 'stage' }
  | { readonly kind: 'prevalence' }
  | { readonly kind: 'next' }
  | { readonly kind: 'withheld' }
  | { readonly kind: 'nearCapsule' }
  | { readonly kind: 'distance'; readonly view: ViewKind }
  | { readonly kind: 'scale'; readonly view: ViewKind }
  | { readonly kind: 'nodule'; readonly view: ViewKind; readonly rank: number }
  | { readonly kind: 'phi' }
  | { readonly kind: 'cam'; readonly map: CamName }
  | { readonly kind: 'place' }
  | { readonly kind: 'features' }
  | { readonly kind: 'feature'; readonly name: FeatureName }
  | { readonly kind: 'reportPart'; readonly index: number }
  /** Of an assessment from before parts were asked about. */
  | { readonly kind: 'token'; readonly index: number }
  | { readonly kind: 'report' }
  | { readonly kind: 'finding'; readonly code: FindingCode; readonly view: ViewKind | null }
  | { readonly kind: 'models' }
  | { readonly kind: 'simulated' }
  | { readonly kind: 'opinions' }
  /** One second opinion, by the hash of its pack. */
  | { readonly kind: 'opinion'; readonly pack: string }
  | { readonly kind: 'timings' };
