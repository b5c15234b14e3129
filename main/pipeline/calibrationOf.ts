import { z } from 'zod';
import { FailureError } from '../../app/failure.ts';
import { type Calibration, calibrationSchema } from '../../app/risk/calibrate.ts';
import {
  type ChosenCalibration,
  calibrationFor,
  type Lack,
  type LackingCalibration,
  lackingCalibrationSchema,
} from '../../app/risk/lacking.ts';
import type { ActivePack } from '../inference/client.types.ts';
import { networkOf } from './networkOf.ts';

type Read = { readonly complete: Calibration; readonly others: readonly LackingCalibration[] };

/** Read once a pack: an assessment asks some twenty times, and there are sixteen tables. */
const readBefore = new WeakMap<object, Read>();

/**
 * The fusion network's calibration for a case that lacks this.
 *
 * @throws FailureError `pack.notCalibrated`
 */
export function calibrationOf(pack: ActivePack, lacking: readonly Lack[]): ChosenCalibration {
  const network = networkOf(pack.manifest, 'fusion');
  const read = readBefore.get(network) ?? readFrom(network);
  readBefore.set(network, read);
  return calibrationFor(lacking, read.complete, read.others);
}

function readFrom({ file, parameters }: ReturnType<typeof networkOf>): Read {
  const complete = calibrationSchema.safeParse(parameters.calibration);
  const others = z.array(lackingCalibrationSchema).safeParse(parameters.calibrationLacking ?? []);
  if (!complete.success || !others.success) throw new FailureError('pack.notCalibrated', { file });
  return { complete: complete.data, others: others.data };
}
