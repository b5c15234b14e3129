import { ADULT_GLAND, type GlandDimensions } from '../atlas/template/dimensions.ts';
import { meshVolumeMm3 } from '../atlas/template/mesh.ts';
import { template } from '../atlas/template/template.ts';
import { distanceTo, fitDimensions } from './templateCheck/fitDimensions.ts';
import { type Points, samplesOnMesh } from './templateCheck/points.ts';
import { REFERENCE, readAtlasPoints, readObj } from './templateCheck/reference.ts';
import { ATLAS_DIMENSIONS, MESH_DIMENSIONS } from './templateCheck/referenceDimensions.ts';

/**
 * Compares the template with two reference glands: `npm run check:template`, and `-- --fit` to search the references' dimensions again (some minutes).
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
