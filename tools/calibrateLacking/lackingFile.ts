import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { lackingCalibrationSchema } from '../../app/risk/lacking.ts';

/** What was measured of the fusion network on incomplete cases; beside the training logs, taken into the pack. */
const LOG = path.resolve(import.meta.dirname, '../../models/training/logs/fusion-lacking.json');
const lackingFileSchema = z.object({
  /** Hash of the weights it was measured on. */
  of: z.string().length(64),
  calibrationLacking: z.array(lackingCalibrationSchema),
});
type LackingFile = z.infer<typeof lackingFileSchema>;

export function writeLacking(found: LackingFile): string {
  writeFileSync(LOG, `${JSON.stringify(lackingFileSchema.parse(found), null, 1)}\n`);
  return LOG;
}

/** The parameter of the pack's manifest; nothing where it was measured on other weights. */
export function lackingCalibrations(sha256: string): Partial<Omit<LackingFile, 'of'>> {
  if (!existsSync(LOG)) return {};
  const { of, calibrationLacking } = lackingFileSchema.parse(JSON.parse(readFileSync(LOG, 'utf8')));
  return of === sha256 ? { calibrationLacking } : {};
}
