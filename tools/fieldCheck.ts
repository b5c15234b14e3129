import { BUILT_IN_SMOOTHING_MM, builtInField } from '../atlas/riskField/builtIn.ts';
import { simulatedCohort } from '../atlas/riskField/cohort.ts';
import { fieldAt, paperMap, type RiskField, riskFieldOf } from '../atlas/riskField/field.ts';
import { casesOfCohort } from '../atlas/riskField/fieldCase.ts';
import { REGION_IDS, type RegionId, regionAt, regionId } from '../atlas/template/regions.ts';
import { buildTemplate, type Point3, type Template, template } from '../atlas/template/template.ts';
import { alignSimilarity, apply } from './templateCheck/align.ts';
import { meanSymmetricDistance, nearestFinder, type Points, samplesOnMesh } from './templateCheck/points.ts';
import { ranksOf, spearman } from './templateCheck/rankCorrelation.ts';
import { ATLAS_DIMENSIONS } from './templateCheck/referenceDimensions.ts';

/** The published points with their ranks, and a gland with a field that they have been brought onto. */
type Comparison = {
  readonly name: string;
  readonly template: Template;
  readonly surface: Points;
  readonly field: RiskField;
  readonly aligned: Points;
};

/**
 * Prints the rank correlation of the built-in field with the published points in three alignments, and where they
 * disagree. The published points fill exactly the same range on every axis (38 to 218): a gland about as wide as high
 * but half as deep was scaled to a cube. No similarity undoes that, onto a gland of usual proportions it has to tilt
 * the points by 22° and leaves them 2.5 mm off. So beside it stand the two that allow for it without a look at the
 * ranks: scaling each axis by the gland's own box, and the same published evidence (cohort, kernel, code) in a
 * template of the scaled gland's proportions, which `npm run check:template -- --fit` found from the shape alone.
 */
export function compareWithPublished(atlas: { points: Points; rank: Float64Array }): void {
  const usual = template();
  const surface = surfaceOf(usual);
  const field = builtInField();
  const scaled = buildTemplate(ATLAS_DIMENSIONS);
  const scaledSurface = surfaceOf(scaled);
  const comparisons: Comparison[] = [
    {
      name: 'similarity',
      template: usual,
      surface,
      field,
      aligned: apply(alignSimilarity(atlas.points, surface), atlas.points),
    },
    {
      name: "each axis by the gland's own box",
      template: usual,
      surface,
      field,
      aligned: boxToBox(atlas.points, usual),
    },
    {
      name: 'similarity, onto a template of its proportions',
      template: scaled,
      surface: scaledSurface,
      field: riskFieldOf(scaled, casesOfCohort(simulatedCohort(scaled)), {
        id: 'builtIn',
        source: 'builtIn',
        smoothingMm: BUILT_IN_SMOOTHING_MM,
      }),
      aligned: apply(alignSimilarity(atlas.points, scaledSurface), atlas.points),
    },
  ];
  console.log("\nRank correlation with risk_rank of the published atlas's points (aim ≥ 0.6):");
  for (const one of comparisons) {
    const share = pairsOf(one, one.field, atlas.rank);
    const difference = pairsOf(one, { ...one.field, values: paperMap(one.field) }, atlas.rank);
    const off = meanSymmetricDistance(one.aligned, one.surface);
    console.log(
      `  ${one.name.padEnd(48)} ${spearman(share.ours, share.theirs).toFixed(3)}  (${share.ours.length} points, surfaces ${off.toFixed(1)} mm apart; eq. 15 as the paper has it ${spearman(difference.ours, difference.theirs).toFixed(3)})`,
    );
  }
  const [, byAxis] = comparisons;
  console.log(`\nMean rank (0–1) by region, ${byAxis!.name}:`);
  printRegions(pairsOf(byAxis!, byAxis!.field, atlas.rank));
}

function surfaceOf(t: Template): Points {
  return samplesOnMesh(t.mesh.positions, t.mesh.indices, 8000);
}

type Pairs = { readonly ours: number[]; readonly theirs: number[]; readonly regions: RegionId[] };

/** The field under each published point with its rank, over all points whose place on the template is known. */
function pairsOf({ template: t, surface, aligned }: Comparison, read: RiskField, rank: Float64Array): Pairs {
  const nearest = nearestFinder(surface);
  const pairs: Pairs = { ours: [], theirs: [], regions: [] };
  for (let i = 0; i < aligned.length; i += 3) {
    const { index } = nearest(aligned[i]!, aligned[i + 1]!, aligned[i + 2]!);
    const at: Point3 = [surface[index * 3]!, surface[index * 3 + 1]!, surface[index * 3 + 2]!];
    const reading = fieldAt(read, at);
    if (!reading) continue;
    pairs.ours.push(reading.value);
    pairs.theirs.push(rank[i / 3]!);
    pairs.regions.push(regionId(regionAt(t, at)));
  }
  return pairs;
}

function printRegions({ ours, theirs, regions }: Pairs): void {
  const here = ranksOf(ours);
  const there = ranksOf(theirs);
  const last = Math.max(1, ours.length - 1);
  for (const region of REGION_IDS) {
    const members = regions.flatMap((r, i) => (r === region ? [i] : []));
    if (members.length === 0) continue;
    const mean = (ranks: Float64Array) =>
      members.reduce((sum, i) => sum + ranks[i]!, 0) / members.length / last;
    const [mine, published] = [mean(here), mean(there)];
    const gap = mine - published;
    console.log(
      `  ${region.padEnd(20)} built in ${mine.toFixed(2)}  published ${published.toFixed(2)}  ${gap < 0 ? '' : '+'}${gap.toFixed(2)}  ${members.length} points`,
    );
  }
}

function boxToBox(points: Points, t: Template): Points {
  const low = [Infinity, Infinity, Infinity];
  const high = [-Infinity, -Infinity, -Infinity];
  points.forEach((v, i) => {
    low[i % 3] = Math.min(low[i % 3]!, v);
    high[i % 3] = Math.max(high[i % 3]!, v);
  });
  return points.map((v, i) => {
    const a = i % 3;
    return t.box.min[a]! + ((v - low[a]!) / (high[a]! - low[a]!)) * (t.box.max[a]! - t.box.min[a]!);
  }) as Points;
}
