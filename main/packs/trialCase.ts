import type { GreyFrame } from '../../app/image/greyFrame.ts';
import { seededRandom } from '../../app/morphology/random.ts';
import { emptyMask, type Mask, maskBox } from '../../app/segmentation/mask.ts';
import { DEFAULT_SETTINGS } from '../../app/settings.ts';
import type { CytologyPicture, OpinionCase } from '../opinions/runner.ts';
import type { AssessInput, ViewInput } from '../pipeline/assessInput.ts';
import { prepareView } from '../pipeline/prepareView.ts';

/**
 * A drawn case that a pack is tried on before it is installed: speckle with a grey gland and a dark nodule, a pink
 * smear, complete facts. It shows that the pack can be asked; what it answers means nothing.
 */

const WIDTH = 400;
const HEIGHT = 300;
const SMEAR = 256;
const FACTS = {
  ageYears: 43,
  sex: 'F',
  side: 'left',
  pole: 'upper',
  report: 'Hypoechoic solid nodule, ill-defined margin.',
} as const;

export function trialInput(): AssessInput {
  const gland = ellipse(200, 150, 140, 80);
  const nodule = ellipse(240, 140, 45, 32);
  const view: ViewInput = {
    kind: 'transverse',
    imageId: 'trial',
    frame: drawn(gland, nodule),
    spacingSource: 'entered',
    colour: false,
    handNodule: nodule,
    handGland: gland,
    chosenNodule: 0,
  };
  return {
    caseId: 'trial',
    caseRevision: 1,
    facts: FACTS,
    views: [view],
    settings: DEFAULT_SETTINGS,
    cytology: [smear()],
  };
}

export function trialOpinionCase(): OpinionCase {
  const { views, cytology = [] } = trialInput();
  const view = views[0]!;
  const nodule = view.handNodule!;
  return {
    facts: FACTS,
    views: [
      {
        prepared: prepareView(view),
        nodules: [{ box: maskBox(nodule)!, score: 0.9, mask: nodule }],
        nodule,
        noduleByHand: false,
        chosen: 0,
        certainScore: 0.3,
        gland: view.handGland,
        glandByHand: false,
        untypical: false,
      },
    ],
    cytology,
  };
}

function ellipse(x: number, y: number, rx: number, ry: number): Mask {
  const mask = emptyMask(WIDTH, HEIGHT);
  for (let i = 0; i < mask.data.length; i++) {
    const dx = ((i % WIDTH) - x) / rx;
    const dy = (Math.floor(i / WIDTH) - y) / ry;
    if (dx * dx + dy * dy <= 1) mask.data[i] = 1;
  }
  return mask;
}

function drawn(gland: Mask, nodule: Mask): GreyFrame {
  const random = seededRandom(7);
  const pixels = new Uint8Array(WIDTH * HEIGHT).map((_, i) => {
    const mean = nodule.data[i] ? 60 : gland.data[i] ? 130 : 85;
    // Rayleigh-like speckle, as envelope-detected ultrasound has.
    return Math.min(255, mean * 0.8 * Math.sqrt(-2 * Math.log(1 - 0.999 * random())));
  });
  return { width: WIDTH, height: HEIGHT, pixels, spacingMmPerPx: 0.1 };
}

function smear(): CytologyPicture {
  const random = seededRandom(8);
  const rgb = new Uint8Array(SMEAR * SMEAR * 3);
  for (let i = 0; i < SMEAR * SMEAR; i++) {
    const shade = 20 * random();
    rgb.set([225 - shade, 190 - 2 * shade, 215 - shade], i * 3);
  }
  return { imageId: 'trial-smear', fileName: 'smear.png', width: SMEAR, height: SMEAR, rgb };
}
