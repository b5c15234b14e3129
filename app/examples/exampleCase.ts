import type { CaseFacts, SpacingSource, ViewKind } from '../case/patientCase.ts';
import type { GreyFrame } from '../image/greyFrame.ts';
import type { OverlaySpec } from '../phantom/overlay.ts';
import type { PhantomSpec } from '../phantom/spec.ts';
import type { Truth } from '../phantom/truth.ts';

/** A simulated case that ships with the product: facts as a person would type them, and the phantom to picture. */
export type ExampleCase = {
  /** Stable: the store recognises an example it already holds by it. */
  readonly id: string;
  readonly facts: CaseFacts;
  readonly views: readonly ViewKind[];
  /** False where the example shows what happens without a known scale. */
  readonly scaleKnown: boolean;
  readonly phantom: PhantomSpec;
  readonly overlay?: OverlaySpec;
  /** What the example is there to show, for the people who keep the product. */
  readonly shows: string;
};

export type ExampleView = {
  readonly kind: ViewKind;
  readonly fileName: string;
  /** `spacingMmPerPx` is null where the example has no scale. */
  readonly frame: GreyFrame;
  readonly spacingSource: Extract<SpacingSource, 'phantom'> | null;
  /** Masks in frame pixels and distances in mm, from the geometry that made the picture; for tests. */
  readonly truth: Truth;
};
