import { builtInField } from '../atlas/riskField/builtIn.ts';
import { fieldAt } from '../atlas/riskField/field.ts';
import { ADULT_GLAND, type GlandDimensions } from '../atlas/template/dimensions.ts';
import { meshVolumeMm3 } from '../atlas/template/mesh.ts';
import { template } from '../atlas/template/template.ts';
import { alignSimilarity, apply } from './templateCheck/align.ts';
import { distanceTo, fitDimensions } from './templateCheck/fitDimensions.ts';
import { nearestFinder, type Points, samplesOnMesh } from './templateCheck/points.ts';
import { spearman } from './templateCheck/rankCorrelation.ts';
import { REFERENCE, readAtlasPoints, readObj } from './templateCheck/reference.ts';
import { ATLAS_DIMENSIONS, MESH_DIMENSIONS } from './templateCheck/referenceDimensions.ts';

/**
 * Compares the template with two reference glands, and the built-in field with the published atlas's ranks:
 * `node tools/checkTemplate.ts`, and `--fit` to search the references' dimensions again (some minutes).
 */
const obj = readObj('thyroid');
const atlas = readAtlasPoints();
const fit = process.argv.includes('--fit');

const t = template();
console.log(
  `template: ${(meshVolumeMm3(t.mesh) / 1000).toFixed(1)} mL, ${t.mesh.indices.length / 3} triangles`,
);

if (!obj || !atlas) {
  console.log(`Not compared: ${REFERENCE} is not there (it is not part of the product).`);
} else {
  console.log('\nMean symmetric surface distance after similarity alignment, % of gland height (aim ≤ 4):');
  compare('thyroid.obj', samplesOnMesh(obj.positions, obj.indices, 8000), MESH_DIMENSIONS);
  compare('atlas_points.csv', atlas.points, ATLAS_DIMENSIONS);
  compareRanks(atlas.points, atlas.rank);
}

function compare(name: string, reference: Points, found: GlandDimensions): void {
  const pyramid = { ...ADULT_GLAND, pyramidalLobeHeight: found.pyramidalLobeHeight };
  report(`${name}, default dimensions`, distanceTo(reference, pyramid, 'full'));
  const dimensions = fit ? fitDimensions(thinned(reference), pyramid, 8) : found;
  if (fit) console.log(JSON.stringify(dimensions));
  report(`${name}, dimensions set to this gland's`, distanceTo(reference, dimensions, 'full'));
}

function report(name: string, d: { meanMm: number; percentOfHeight: number }): void {
  console.log(
    `  ${name.padEnd(54)} ${d.percentOfHeight.toFixed(2)} %  (${d.meanMm.toFixed(2)} mm at template scale)`,
  );
}

function thinned(points: Points): Points {
  const every = Math.max(1, Math.floor(points.length / 3 / 2400));
  return points.filter((_, i) => Math.floor(i / 3) % every === 0) as Points;
}

/**
 * Spearman's correlation of the field under each published point with its published rank, over all points whose
 * place on the template is known.
 */
function compareRanks(points: Points, rank: Float64Array): void {
  const surface = samplesOnMesh(t.mesh.positions, t.mesh.indices, 8000);
  const nearest = nearestFinder(surface);
  const correlation = (aligned: Points) => {
    const ours: number[] = [];
    const theirs: number[] = [];
    for (let i = 0; i < aligned.length; i += 3) {
      const { index } = nearest(aligned[i]!, aligned[i + 1]!, aligned[i + 2]!);
      const reading = fieldAt(builtInField(), [
        surface[index * 3]!,
        surface[index * 3 + 1]!,
        surface[index * 3 + 2]!,
      ]);
      if (!reading) continue;
      ours.push(reading.value);
      theirs.push(rank[i / 3]!);
    }
    return `${spearman(ours, theirs).toFixed(3)}  (${ours.length} points)`;
  };
  console.log('\nRank correlation of the built-in field with risk_rank (aim ≥ 0.6):');
  console.log(
    `  similarity alignment                  ${correlation(apply(alignSimilarity(points, surface), points))}`,
  );
  // the published points fill exactly the same range on every axis: they were scaled axis by axis, and so is this
  console.log(`  each axis by the gland's own box      ${correlation(boxToBox(points))}`);
}

function boxToBox(points: Points): Points {
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
