/**
 * Assesses the twelve example cases with the installed pack and holds what it finds against what is really in the
 * pictures, which the phantom knows: node tools/assessExamples.ts [example id …]
 */

import { exampleCases, renderExample } from '../app/examples/index.ts';
import type { MaskRuns } from '../app/segmentation/mask.ts';
import { decodeMask, type Mask } from '../app/segmentation/mask.ts';
import { openSession } from '../main/cli/session.ts';

const wanted = process.argv.slice(2);
const session = openSession({} as Parameters<typeof openSession>[0]);
const noduleDice: number[] = [];
const glandDice: number[] = [];
const distanceErrors: number[] = [];
try {
  for (const example of exampleCases()) {
    if (wanted.length > 0 && !wanted.includes(example.id)) continue;
    const rendered = renderExample(example);
    const { ageYears, sex, side, pole, report } = example.facts;
    const result = await session.assess({
      caseId: example.id,
      caseRevision: 1,
      facts: { ageYears, sex, side, pole, report },
      views: rendered.map(({ kind, frame, spacingSource }) => ({
        kind,
        imageId: kind,
        frame,
        spacingSource,
        colour: false,
        handNodule: null,
        handGland: null,
        chosenNodule: 0,
      })),
    });
    const risk = result.risk
      ? `${(100 * result.risk.probability).toFixed(0)}%, stage ${result.risk.stage}`
      : 'withheld';
    console.log(
      `${example.id} (${example.shows}): ${risk}; ${result.findings.map((f) => f.code).join(', ')}`,
    );
    result.views.forEach((view, i) => {
      const { truth } = rendered[i]!;
      // The person chooses among several nodules: the best agreement with any of the scene's counts.
      const nodule = Math.max(...truth.nodules.map((mask) => dice(view.nodule, mask)));
      const gland = dice(view.gland, truth.gland);
      noduleDice.push(nodule);
      glandDice.push(gland);
      const found = view.capsuleLine?.distanceMm ?? null;
      const real = truth.distanceToCapsuleMm[0] ?? null;
      if (found !== null && real !== null) distanceErrors.push(Math.abs(found - real));
      console.log(
        `  ${view.kind.padEnd(12)} nodules ${view.nodules.length}, Dice nodule ${nodule.toFixed(2)}, gland ${gland.toFixed(2)}; to the capsule ${found?.toFixed(1) ?? '–'} mm, really ${real?.toFixed(1) ?? '–'} mm`,
      );
    });
  }
} finally {
  await session.close();
}
const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
console.log(
  `mean Dice nodule ${mean(noduleDice).toFixed(3)}, gland ${mean(glandDice).toFixed(3)}; mean error of the distance ${mean(distanceErrors).toFixed(2)} mm (${distanceErrors.length} views)`,
);

function dice(found: MaskRuns | null, real: Mask): number {
  if (!found) return 0;
  const { data } = decodeMask(found);
  let both = 0;
  let sum = 0;
  for (let i = 0; i < data.length; i++) {
    both += data[i]! & real.data[i]!;
    sum += data[i]! + real.data[i]!;
  }
  return sum === 0 ? 0 : (2 * both) / sum;
}
