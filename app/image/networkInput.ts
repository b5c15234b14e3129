import type { Box, GreyFrame, Point } from './greyFrame.ts';

/**
 * How a frame sits in a network's square input: ONE scale for both axes, the frame centred,
 * the rest black. Coordinates are continuous: pixel i covers i to i + 1, its centre is i + 0.5.
 * input = frame × scale + offset.
 */
export type Placement = {
  readonly size: number;
  readonly scale: number;
  readonly offsetX: number;
  readonly offsetY: number;
};

/** A frame placed in a network's input; `input` is size × size, row-major, 0 black to 1 white. */
export type Letterbox = Placement & { readonly input: Float32Array<ArrayBuffer> };

/** Where a frame of this many pixels comes to lie in a square input of `size` pixels. */
export function placeFrame(width: number, height: number, size: number): Placement {
  const scale = size / Math.max(width, height);
  return { size, scale, offsetX: (size - width * scale) / 2, offsetY: (size - height * scale) / 2 };
}

/**
 * Places a grey frame in a `size` × `size` input without changing its aspect ratio.
 * Bilinear; when shrinking the triangle is widened to the shrink factor (area averaging), so that
 * speckle does not alias. Padding is 0.
 */
export function letterbox(frame: GreyFrame, size: number): Letterbox {
  return resample(frame, placeFrame(frame.width, frame.height, size));
}

/** As `letterbox`, but the frame lies where `placement` says: parts of it may fall outside the input. */
export function resample(frame: GreyFrame, placement: Placement): Letterbox {
  const { size } = placement;
  const columns = resampleWeights(frame.width, size, placement.scale, placement.offsetX);
  const rows = resampleWeights(frame.height, size, placement.scale, placement.offsetY);

  const shrunkAcross = new Float32Array(size * frame.height);
  for (let y = 0; y < frame.height; y++) {
    const row = y * frame.width;
    for (let x = 0; x < size; x++) {
      const { first, weights } = columns[x];
      let sum = 0;
      for (let k = 0; k < weights.length; k++) sum += weights[k] * frame.pixels[row + first + k];
      shrunkAcross[y * size + x] = sum;
    }
  }

  const input = new Float32Array(size * size);
  for (let y = 0; y < size; y++) {
    const { first, weights } = rows[y];
    for (let k = 0; k < weights.length; k++) {
      const weight = weights[k] / 255;
      const from = (first + k) * size;
      const to = y * size;
      for (let x = 0; x < size; x++) input[to + x] += weight * shrunkAcross[from + x];
    }
  }
  return { ...placement, input };
}

/** A point of the frame, in input coordinates. */
export function pointToInput(point: Point, placement: Placement): Point {
  return {
    x: point.x * placement.scale + placement.offsetX,
    y: point.y * placement.scale + placement.offsetY,
  };
}

/** A point of the input, in frame coordinates. */
export function pointToFrame(point: Point, placement: Placement): Point {
  return {
    x: (point.x - placement.offsetX) / placement.scale,
    y: (point.y - placement.offsetY) / placement.scale,
  };
}

/** A box of the frame, in input coordinates. */
export function boxToInput(box: Box, placement: Placement): Box {
  const corner = pointToInput(box, placement);
  return { ...corner, width: box.width * placement.scale, height: box.height * placement.scale };
}

/** A box of the input, in frame coordinates; it may reach beyond the frame. */
export function boxToFrame(box: Box, placement: Placement): Box {
  const corner = pointToFrame(box, placement);
  return { ...corner, width: box.width / placement.scale, height: box.height / placement.scale };
}

/**
 * A map over the input, sampled bilinearly at the pixel centres of part of the frame.
 * `map` is side × side and covers the whole input, whatever its own resolution (64 for prototypes,
 * 256 for probabilities). `area` is in whole frame pixels. Returns area.width × area.height values, row-major.
 */
export function mapToFrame(map: Float32Array, side: number, placement: Placement, area: Box): Float32Array {
  const { size, scale, offsetX, offsetY } = placement;
  const cells = side / size;
  const columns = samplePositions(area.x, area.width, side, cells * scale, cells * offsetX);
  const rows = samplePositions(area.y, area.height, side, cells * scale, cells * offsetY);
  const out = new Float32Array(area.width * area.height);
  rows.forEach(({ low: top, high: bottom, share: down }, y) => {
    columns.forEach(({ low: left, high: right, share: across }, x) => {
      const upper = map[top * side + left] * (1 - across) + map[top * side + right] * across;
      const lower = map[bottom * side + left] * (1 - across) + map[bottom * side + right] * across;
      out[y * area.width + x] = upper * (1 - down) + lower * down;
    });
  });
  return out;
}

type Taps = { first: number; weights: Float64Array };

/** Normalised triangle weights of each input pixel along one axis; none where the pixel is padding. */
export function resampleWeights(length: number, size: number, scale: number, offset: number): Taps[] {
  const radius = Math.max(1, 1 / scale);
  const taps: Taps[] = [];
  for (let i = 0; i < size; i++) {
    const centre = (i + 0.5 - offset) / scale;
    if (centre < 0 || centre > length) {
      taps.push({ first: 0, weights: new Float64Array(0) });
      continue;
    }
    const first = Math.max(0, Math.ceil(centre - 0.5 - radius));
    const last = Math.min(length - 1, Math.floor(centre - 0.5 + radius));
    const weights = new Float64Array(last - first + 1);
    let sum = 0;
    for (let k = first; k <= last; k++) {
      const weight = Math.max(0, 1 - Math.abs(k + 0.5 - centre) / radius);
      weights[k - first] = weight;
      sum += weight;
    }
    for (let k = 0; k < weights.length; k++) weights[k] /= sum;
    taps.push({ first, weights });
  }
  return taps;
}

type Position = { low: number; high: number; share: number };

/** For pixel centres from `first` along one axis: the two map cells around each and the share of the higher. */
function samplePositions(
  first: number,
  count: number,
  side: number,
  scale: number,
  offset: number,
): Position[] {
  return Array.from({ length: count }, (_, i) => {
    const at = (first + i + 0.5) * scale + offset - 0.5;
    const low = Math.min(side - 1, Math.max(0, Math.floor(at)));
    const high = Math.min(side - 1, low + 1);
    return { low, high, share: Math.min(1, Math.max(0, at - low)) };
  });
}
