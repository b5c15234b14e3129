import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { COHORT_WORK } from './cohortFrames.ts';
import { type CohortReader, openCohort } from './cohortReader.ts';

/** The simulated cohort; where it was not exported yet, its calibration and test cases are made first (some minutes). */
export async function heldOutCohort(): Promise<CohortReader> {
  if (!existsSync(path.join(COHORT_WORK, 'cases.json'))) {
    for (const step of ['exportCohort.ts', 'drawCohort.ts']) {
      execFileSync(process.execPath, [path.join(import.meta.dirname, step), '--held-out'], {
        stdio: 'inherit',
      });
    }
  }
  return await openCohort();
}
