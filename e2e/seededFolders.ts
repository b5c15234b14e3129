import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Finding } from '../app/case/assessment.ts';
import { seedCase, seedStore } from './seedCases.ts';

/** Data folders with cases to read and to correct; rendered once a run and copied for each test. */

const warning = (
  code: Finding['code'],
  view: Finding['view'] = null,
  values: Finding['values'] = {},
): Finding => ({
  code,
  severity: 'warning',
  view,
  values,
});

let template: Promise<string> | null = null;

async function makeTemplate(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'thyromap-seed-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  await seedStore(folder, async (store) => {
    await seedCase(store, {
      example: 'example-07',
      label: 'Withheld',
      estimates: [null],
      noGland: true,
      findings: [
        warning('viewMissing', 'longitudinal'),
        { ...warning('noGland', 'transverse'), severity: 'withholds' },
      ],
    });
    await seedCase(store, {
      example: 'example-08',
      label: 'No scale',
      estimates: [{ interval: [0.05, 0.21], stage: 1, scale: 0.14 }],
      findings: [warning('scaleMissing', 'transverse'), warning('scaleMissing', 'longitudinal')],
    });
    await seedCase(store, {
      example: 'example-10',
      label: 'Two nodules',
      opinions: true,
      estimates: [
        { interval: [0.5, 0.77], stage: 2, scale: 0.8 },
        { interval: [0.71, 0.92], stage: 3, scale: 1 },
      ],
      findings: [warning('severalNodules', 'transverse', { count: 2 })],
    });
  });
  return folder;
}

/** For `test.use({ prepareData: seeded })`: cases "Two nodules" (83%, two assessments), "No scale" (12%), "Withheld". */
export const seeded = {
  async run(folder: string): Promise<void> {
    template ??= makeTemplate();
    cpSync(await template, folder, { recursive: true });
  },
};
