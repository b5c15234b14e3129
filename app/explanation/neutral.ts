import { z } from 'zod';
import type { FeatureName } from '../case/assessment.ts';
import {
  type FloatTensor,
  type FusionTensors,
  MAP_SIDE,
  TYPICAL_GLAND_NUMBER,
} from '../fusion/fusionInputs.ts';
import { cpdt } from '../location/cpdt.ts';
import { locationMap } from '../location/locationMap.ts';
import { MOSAIC_SIDE } from '../morphology/marginMosaic.ts';
import { seededRandom } from '../morphology/random.ts';
import { emptyMask, type Mask } from '../segmentation/mask.ts';

/**
 * What stands in for a feature that is left out, as the pack's manifest carries it (`parameters.neutral`).
 *
 * A report is masked out, sex and age become the learned "unknown". For the other features the network has no
 * "unknown": they are replaced by something typical that is drawn here (no picture is stored), its free number set
 * so that on the calibration cases leaving the feature out moves the log-odds neither up nor down on average
 * (`npm run evaluate -- --faithfulness`). A mean of real location maps would not do: it is like no map there is,
 * and the network takes it for a nodule deep in the gland.
 */
export const neutralSchema = z.object({
  /** Depth of the typical nodule below the capsule, as a share of the gland's half thickness; deeper than half it would near the other side. */
  depthShare: z.number().min(0).max(0.5),
  /** Mean grey of texture crops and half the step of grey across the typical edge drawn in them, 0..1. */
  textureGrey: z.number().min(0).max(1),
  textureStep: z.number().min(0).max(0.5),
  marginGrey: z.number().min(0).max(1),
  marginStep: z.number().min(0).max(0.5),
  /** In the network's units (`morphologyNumbers`), means over the calibration views. */
  echogenicity: z.number(),
  /** Length, width, ratio: where the scale is known, and where it is not. */
  shapeKnown: z.tuple([z.number(), z.number(), z.number()]),
  shapeUnknown: z.tuple([z.number(), z.number(), z.number()]),
});
export type Neutral = z.infer<typeof neutralSchema>;

/** Where no calibration cases are at hand: means of the first fit, and the middle of each range. */
export const START_NEUTRAL: Neutral = {
  depthShare: 0.35,
  textureGrey: 0.36,
  textureStep: 0.1,
  marginGrey: 0.38,
  marginStep: 0.24,
  echogenicity: 0.49,
  shapeKnown: [1, 0.73, 0.87],
  shapeUnknown: [0.98, 0.71, 0.87],
};

const AREA = MAP_SIDE * MAP_SIDE;
/** The drawn gland and nodule: an ellipse 40 × 20 mm with a nodule of 10 mm, the mean of the simulated cohort. */
const GLAND_MM = { halfWidth: 20, halfHeight: 10, noduleRadius: 5 };
const PX_PER_MM = 10;
/** Width of the drawn edge, px of the mosaic. */
const EDGE_PX = 2;

export type NeutralMaps = Record<'location' | 'texture' | 'margin', Float32Array>;

const drawn = new Map<string, NeutralMaps>();

/** The three maps that stand in, 224 × 224 each; drawn once for every set of numbers. */
export function neutralMaps(neutral: Neutral): NeutralMaps {
  const { depthShare, textureGrey, textureStep, marginGrey, marginStep } = neutral;
  const key = [depthShare, textureGrey, textureStep, marginGrey, marginStep].join();
  const known = drawn.get(key);
  if (known) return known;
  const maps = {
    location: typicalPlace(depthShare),
    texture: edges(textureGrey, textureStep),
    margin: edges(marginGrey, marginStep),
  };
  if (drawn.size > 60) drawn.clear();
  drawn.set(key, maps);
  return maps;
}

const repeated = new WeakMap<Float32Array, Map<number, Float32Array>>();

/** A map once for every view. The same array each time: asked about many times at once, it travels to the network once. */
function forViews(map: Float32Array, views: number): Float32Array {
  const known = repeated.get(map) ?? new Map<number, Float32Array>();
  repeated.set(map, known);
  const found = known.get(views);
  if (found) return found;
  const data = new Float32Array(views * AREA);
  for (let k = 0; k < views; k++) data.set(map, k * AREA);
  known.set(views, data);
  return data;
}

/** The network's inputs with these features replaced by what is typical; the rest is shared, not copied. */
export function withoutFeatures(
  inputs: FusionTensors,
  absent: ReadonlySet<FeatureName>,
  neutral: Neutral,
): FusionTensors {
  const maps = neutralMaps(neutral);
  const views = inputs.location.dims[0]!;
  const replaced = (tensor: FloatTensor, map: Float32Array): FloatTensor => ({
    ...tensor,
    data: forViews(map, views),
  });
  const demographics = Float32Array.from(inputs.demographics.data);
  if (absent.has('sex')) demographics.fill(0, 0, 2);
  if (absent.has('age')) demographics.fill(0, 2, 4);
  const morphology = Float32Array.from(inputs.morphology.data);
  const gland = Float32Array.from(inputs.gland.data);
  for (let k = 0; k < views; k++) {
    if (absent.has('location')) gland[k * 3] = TYPICAL_GLAND_NUMBER;
    if (absent.has('echogenicity')) morphology[k * 5] = neutral.echogenicity;
    if (absent.has('shape'))
      morphology.set(morphology[k * 5 + 4] ? neutral.shapeKnown : neutral.shapeUnknown, k * 5 + 1);
  }
  return {
    location: absent.has('location') ? replaced(inputs.location, maps.location) : inputs.location,
    texture: absent.has('internalMorphology') ? replaced(inputs.texture, maps.texture) : inputs.texture,
    margin: absent.has('margin') ? replaced(inputs.margin, maps.margin) : inputs.margin,
    report: inputs.report,
    reportMask: absent.has('report')
      ? { ...inputs.reportMask, data: new Float32Array(inputs.reportMask.data.length) }
      : inputs.reportMask,
    demographics: { ...inputs.demographics, data: demographics },
    morphology: { ...inputs.morphology, data: morphology },
    gland: { ...inputs.gland, data: gland },
  };
}

function typicalPlace(depthShare: number): Float32Array {
  const { halfWidth, halfHeight, noduleRadius } = GLAND_MM;
  const width = Math.round((2 * halfWidth + 4) * PX_PER_MM);
  const height = Math.round((2 * halfHeight + 4) * PX_PER_MM);
  const ellipse = (centreYMm: number, a: number, b: number): Mask => {
    const mask = emptyMask(width, height);
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const dx = (x + 0.5 - width / 2) / PX_PER_MM / a;
        const dy = ((y + 0.5 - height / 2) / PX_PER_MM - centreYMm) / b;
        if (dx * dx + dy * dy <= 1) mask.data[y * width + x] = 1;
      }
    }
    return mask;
  };
  const gland = ellipse(0, halfWidth, halfHeight);
  const nodule = ellipse(depthShare * halfHeight + noduleRadius - halfHeight, noduleRadius, noduleRadius);
  return locationMap(cpdt(gland, nodule)!, gland, nodule, MAP_SIDE);
}

/** A mosaic of squares with one edge each, in seeded directions: grey − step on one side, grey + step on the other. */
function edges(grey: number, step: number): Float32Array {
  const random = seededRandom(2);
  const tile = MAP_SIDE / MOSAIC_SIDE;
  const map = new Float32Array(AREA);
  for (let row = 0; row < MOSAIC_SIDE; row++) {
    for (let column = 0; column < MOSAIC_SIDE; column++) {
      const angle = 2 * Math.PI * random();
      for (let y = 0; y < tile; y++) {
        for (let x = 0; x < tile; x++) {
          const across = (x + 0.5 - tile / 2) * Math.cos(angle) + (y + 0.5 - tile / 2) * Math.sin(angle);
          const value = grey + step * (2 / (1 + Math.exp((-4 * across) / EDGE_PX)) - 1);
          map[(row * tile + y) * MAP_SIDE + column * tile + x] = Math.min(1, Math.max(0, value));
        }
      }
    }
  }
  return map;
}
