import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { exampleCases, renderExample } from '../../app/examples/index.ts';
import type { GreyFrame } from '../../app/image/greyFrame.ts';
import { DEFAULT_SETTINGS } from '../../app/settings.ts';
import type { AssessInput, ViewInput } from '../../main/pipeline/assessInput.ts';

const REAL_FRAMES = '../shared/reference/llnm-net/frames';
const REPORT =
  'Hypoechoic solid nodule, 9 x 10 x 11 mm, taller than wide, lobulated margin, punctate echogenic foci, 2 mm from the capsule. TI-RADS 5.';

/**
 * Two-view cases to measure on: the real frames where they are at hand (each once as the transverse, the next as the
 * longitudinal view), else example cases.
 */
export async function benchCases(): Promise<{ name: string; cases: AssessInput[] }> {
  const pairs: [GreyFrame, GreyFrame][] = [];
  let name = 'the four real frames';
  if (existsSync(REAL_FRAMES)) {
    const files = readdirSync(REAL_FRAMES).filter((file) => /_\d\.png$/.test(file));
    const frames = await Promise.all(files.map((file) => readFrame(join(REAL_FRAMES, file))));
    frames.forEach((frame, i) => {
      pairs.push([frame, frames[(i + 1) % frames.length]!]);
    });
  } else {
    name = 'four example cases (no real frames here)';
    for (const example of exampleCases()
      .filter((e) => e.views.length === 2)
      .slice(0, 4)) {
      const [transverse, longitudinal] = renderExample(example);
      pairs.push([transverse!.frame, longitudinal!.frame]);
    }
  }
  const view = (kind: ViewInput['kind'], frame: GreyFrame): ViewInput => ({
    kind,
    imageId: kind,
    frame,
    spacingSource: 'entered',
    colour: false,
    handNodule: null,
    handGland: null,
    chosenNodule: 0,
  });
  return {
    name,
    cases: pairs.map(([transverse, longitudinal], i) => ({
      caseId: `bench-${i}`,
      caseRevision: 1,
      facts: { ageYears: 43, sex: 'F', side: 'left', pole: 'middle', report: REPORT },
      views: [view('transverse', transverse), view('longitudinal', longitudinal)],
      settings: DEFAULT_SETTINGS,
    })),
  };
}

async function readFrame(file: string): Promise<GreyFrame> {
  const { data, info } = await sharp(file).greyscale().raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, pixels: new Uint8Array(data), spacingMmPerPx: 0.08 };
}
