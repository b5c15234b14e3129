import path from 'node:path';
import { z } from 'zod';
import { reliabilitySchema } from '../../app/pack/reliability.ts';
import { figureSchema } from '../figure.ts';
import { PACKS, TRAINED } from '../malignancy/systems.ts';

/** Where the subtype pack lies, what it is made of, and how much of each set it is measured on. */
export const SUBTYPE_PACK = path.join(PACKS, 'csasn-subtype-1.0.0');
export const SUBTYPE_TRAINED = path.join(TRAINED, 'csasn-subtype.onnx');
/** What the training saw, written by it. */
export const SUBTYPE_SEEN = path.join(TRAINED, 'csasn-subtype.trained.json');
export const SUBTYPE_EVALUATION = path.resolve('.cache/evaluate-subtype.json');
export const COMMAND = 'npm run evaluate:subtype';
/** Necks; a quarter of them each look. */
export const COUNTS = { calibrate: 96, test: 160 } as const;

export const subtypeEvaluationSchema = z.object({
  /** Of the network that was measured. */
  sha256: z.string(),
  figures: z.array(figureSchema),
  reliability: reliabilitySchema,
});
export type SubtypeEvaluation = z.infer<typeof subtypeEvaluationSchema>;
