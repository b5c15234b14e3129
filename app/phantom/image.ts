import { beamGain, timeGainDb } from './beam.ts';
import { makeNoise, type Noise } from './noise.ts';
import type { Random } from './random.ts';
import type { ScanSpec } from './spec.ts';
import { blurByBeam, type Echo } from './speckle.ts';
import type { TissueMap } from './tissueMap.ts';

/** Turns what lies in the plane into a grey picture, as a linear-array machine in B-mode does. */

/** Reverberation haze: level against what lies above, and how deep it reaches. */
const HAZE = 0.07;
const HAZE_MM = 2.5;

/** Steering of the compounded looks, radians, for 1 to 5 looks. */
function steering(looks: number): number[] {
  const widest = 0.08;
  return Array.from({ length: looks }, (_, i) => (looks === 1 ? 0 : widest * ((2 * i) / (looks - 1) - 1)));
}

/** Envelope (linear, 1 is white) of the compounded looks. */
export function detectEnvelope(map: TissueMap, scan: ScanSpec, random: Random): Float32Array {
  const { width, height } = map;
  const angles = steering(scan.looks);
  const sum = new Float32Array(width * height);
  const clutter = blockedClutter(map, scan, random.fork('clutter'));
  const phases = makeNoise(Math.floor(random.uniform() * 2 ** 31));
  angles.forEach((angle, look) => {
    const phase = boundaryPhase(map, phases, look, random);
    const gain = beamGain(map, scan, Math.tan(angle));
    const echo = blurByBeam(scatter(map, scan, gain, clutter, phase, random), width, height, scan);
    addNoise(echo, map, scan, random);
    for (let i = 0; i < sum.length; i++)
      sum[i] += Math.sqrt(echo.re[i] * echo.re[i] + echo.im[i] * echo.im[i]);
  });
  for (let i = 0; i < sum.length; i++) sum[i] /= angles.length;
  return sum;
}

/** Random scatterers of the tissue's strength, plus coherent boundaries, behind the beam's gain. */
function scatter(
  map: TissueMap,
  scan: ScanSpec,
  gain: Float32Array,
  clutter: Float32Array,
  phase: Float32Array,
  random: Random,
): Echo {
  const { width, height } = map;
  const count = width * height;
  const re = new Float32Array(count);
  const im = new Float32Array(count);
  const haze = new Float32Array(width);
  const keep = Math.exp(-scan.spacingMmPerPx / HAZE_MM);
  for (let i = 0; i < count; i++) {
    const col = i % width;
    const row = (i - col) / width;
    let diffuse: number;
    let edge = 0;
    if (row >= map.blockedFrom[col]) {
      diffuse = amplitude(clutter[i]);
      // The face that stops the sound is itself the brightest echo.
      if (row - map.blockedFrom[col] < 0.4 / scan.spacingMmPerPx)
        edge = map.boundary[i] * amplitude(Math.min(6, gain[i]));
    } else {
      const through = amplitude(Math.max(-60, Math.min(18, gain[i])));
      const face = map.roughFace[i];
      const tissue = amplitude(map.echoDb[i]);
      const direct = face > 0 ? Math.sqrt(tissue * tissue + face * face) : tissue;
      // Sound that ran back and forth above arrives late and hazes whatever is dark below.
      haze[col] = haze[col] * keep + (1 - keep) * (direct + 0.6 * map.boundary[i]);
      diffuse = (direct + HAZE * haze[col]) * through;
      edge = map.boundary[i] * through;
    }
    // Variance ½ in each part gives unit power.
    const strength = diffuse * Math.SQRT1_2;
    re[i] = strength * random.normal();
    im[i] = strength * random.normal();
    if (edge > 0) {
      re[i] += 0.26 * edge * Math.cos(phase[i]);
      im[i] += 0.26 * edge * Math.sin(phase[i]);
    }
  }
  return { re, im };
}

function amplitude(db: number): number {
  return Math.exp(db * 0.1151292546);
}

/** Phase of boundary echoes: keeps over a millimetre or two along a smooth boundary, so that it adds up. */
function boundaryPhase(map: TissueMap, noise: Noise, look: number, random: Random): Float32Array {
  const phase = new Float32Array(map.width * map.height);
  for (let row = 0; row < map.height; row++) {
    for (let col = 0; col < map.width; col++) {
      const i = row * map.width + col;
      if (map.boundary[i] > 0) phase[i] = 4 * noise(col / 42, row / 60, look * 3) + 0.5 * random.normal();
    }
  }
  return phase;
}

/** Echoes shown where no sound arrives: rings below air, a fading haze below bone. dB. */
function blockedClutter(map: TissueMap, scan: ScanSpec, random: Random): Float32Array {
  const noise = makeNoise(Math.floor(random.uniform() * 2 ** 31));
  const ringMm = random.between(1.1, 1.9);
  const clutter = new Float32Array(map.width * map.height).fill(-120);
  for (let col = 0; col < map.width; col++) {
    const start = map.blockedFrom[col];
    // Steep flanks send the sound away: fewer echoes run back and forth there.
    const ahead = map.blockedFrom[Math.min(map.width - 1, col + 6)];
    const behind = map.blockedFrom[Math.max(0, col - 6)];
    const tilt = Math.min(2, Math.abs(ahead - behind) / 12);
    for (let row = start; row < map.height; row++) {
      const below = (row - start) * scan.spacingMmPerPx;
      const i = row * map.width + col;
      if (map.blockedBy[col] === 2) {
        clutter[i] = -34 - 2.6 * below + 3 * noise(col / 25, below * 0.4, 3);
        continue;
      }
      const streak = 4 * noise(col / 26, below * 0.06, 7) + 3 * noise(col / 11, below * 0.35, 9);
      const wander = 2.5 * noise(col / 60, below * 0.12, 5);
      const ring = Math.cos((below / ringMm) * 2 * Math.PI + wander);
      const rings = 12 * Math.exp(-below / 2.8) * ring * Math.max(0, 0.35 + noise(col / 30, below * 0.3, 11));
      clutter[i] = -27 - 9 * tilt - 1.5 * below + streak + rings;
    }
  }
  return clutter;
}

/** Electronic noise rises with the time gain. */
function addNoise(echo: Echo, map: TissueMap, scan: ScanSpec, random: Random): void {
  for (let row = 0; row < map.height; row++) {
    const level =
      amplitude(scan.noiseDb + timeGainDb(scan, (row + 0.5) * scan.spacingMmPerPx)) * Math.SQRT1_2;
    for (let i = row * map.width; i < (row + 1) * map.width; i++) {
      echo.re[i] += level * random.normal();
      echo.im[i] += level * random.normal();
    }
  }
}

/** Log compression to 8 bits over the dynamic range, with the machine's slow gain errors and lost contact. */
export function displayGrey(
  envelope: Float32Array,
  map: TissueMap,
  scan: ScanSpec,
  random: Random,
): Uint8Array {
  const { width, height } = map;
  const noise = makeNoise(Math.floor(random.uniform() * 2 ** 31));
  const grey = new Uint8Array(width * height);
  const contact = new Float32Array(width);
  for (let col = 0; col < width; col++) {
    const fromEnd = scan.dropout === 'start' ? col : width - 1 - col;
    const lost = scan.dropout === 'none' ? 0 : Math.max(0, 1 - fromEnd / (width * 0.13));
    const edge = Math.min(col, width - 1 - col) / (width * 0.03);
    contact[col] =
      -26 * lost * lost -
      (edge < 1 ? 3 * (1 - edge) : 0) +
      1.6 * noise(col / 45, 1, 1) +
      0.8 * noise(col / 13, 4, 1);
  }
  for (let row = 0; row < height; row++) {
    const band =
      1.2 * noise(row / 60, 5, 3) +
      0.4 * noise(row / 15, 9, 3) +
      scan.depthSlopeDbPerCm * (row * scan.spacingMmPerPx * 0.1 - 1.5);
    for (let col = 0; col < width; col++) {
      const i = row * width + col;
      const db =
        8.685889638 * Math.log(envelope[i] + 1e-9) +
        scan.gainDb +
        contact[col] +
        band +
        3.5 * noise(col / 150, row / 130, 21);
      const t = Math.min(1, Math.max(0, 1 + db / scan.dynamicRangeDb));
      grey[i] = Math.round(255 * t ** 1.25);
    }
  }
  return grey;
}
