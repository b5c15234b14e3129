/** Tiles along a side of the margin mosaic (`marginMosaic`). */
const TILES = 8;

/**
 * How unevenly the nodule is textured: standard deviation over mean of the grey values in the middle ellipse
 * of the texture crop (half its width and height), after averaging 4 × 4 values so that echoes count, not
 * speckle.
 * @param texture size × size values 0..1 from `textureCrop`
 */
export function heterogeneity(texture: Float32Array, size: number): number {
  const cell = 4;
  const cells = Math.floor(size / cell);
  let count = 0;
  let sum = 0;
  let squares = 0;
  for (let row = 0; row < cells; row++) {
    for (let column = 0; column < cells; column++) {
      const u = (column + 0.5) / cells - 0.5;
      const v = (row + 0.5) / cells - 0.5;
      if (u * u + v * v > 0.3 * 0.3) continue;
      let mean = 0;
      for (let y = 0; y < cell; y++) {
        for (let x = 0; x < cell; x++) mean += texture[(row * cell + y) * size + column * cell + x]!;
      }
      mean /= cell * cell;
      count++;
      sum += mean;
      squares += mean * mean;
    }
  }
  const mean = sum / count;
  return Math.sqrt(Math.max(0, squares / count - mean * mean)) / Math.max(0.02, mean);
}

/**
 * How sharp the margin is: mean over the mosaic's tiles of the tile's standard deviation of grey. A tile sits
 * on the margin, so a clear step between nodule and gland spreads its values and a blurred one does not.
 * @param mosaic size × size values 0..1 from `marginMosaic`
 */
export function marginSharpness(mosaic: Float32Array, size: number): number {
  const tile = Math.floor(size / TILES);
  let total = 0;
  for (let place = 0; place < TILES * TILES; place++) {
    const top = Math.floor(place / TILES) * tile;
    const left = (place % TILES) * tile;
    let sum = 0;
    let squares = 0;
    for (let y = 0; y < tile; y++) {
      for (let x = 0; x < tile; x++) {
        const value = mosaic[(top + y) * size + left + x]!;
        sum += value;
        squares += value * value;
      }
    }
    const mean = sum / (tile * tile);
    total += Math.sqrt(Math.max(0, squares / (tile * tile) - mean * mean));
  }
  return total / (TILES * TILES);
}
