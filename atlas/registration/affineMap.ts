/**
 * An affine map of the plane, (x, y) ↦ (xx·x + xy·y + x₀, yx·x + yy·y + y₀), in corner coordinates (a pixel spans
 * i to i + 1), so that another resolution changes only the shift.
 */
export type AffineMap = {
  readonly xx: number;
  readonly xy: number;
  readonly yx: number;
  readonly yy: number;
  readonly x: number;
  readonly y: number;
};

export const IDENTITY: AffineMap = { xx: 1, xy: 0, yx: 0, yy: 1, x: 0, y: 0 };

export function mapByAffine(m: AffineMap, x: number, y: number): [number, number] {
  return [m.xx * x + m.xy * y + m.x, m.yx * x + m.yy * y + m.y];
}

/** outer ∘ inner. */
export function composeAffine(outer: AffineMap, inner: AffineMap): AffineMap {
  const [x, y] = mapByAffine(outer, inner.x, inner.y);
  return {
    xx: outer.xx * inner.xx + outer.xy * inner.yx,
    xy: outer.xx * inner.xy + outer.xy * inner.yy,
    yx: outer.yx * inner.xx + outer.yy * inner.yx,
    yy: outer.yx * inner.xy + outer.yy * inner.yy,
    x,
    y,
  };
}

export function affineDeterminant(m: AffineMap): number {
  return m.xx * m.yy - m.xy * m.yx;
}

export function invertAffine(m: AffineMap): AffineMap {
  const d = affineDeterminant(m);
  const xx = m.yy / d;
  const xy = -m.xy / d;
  const yx = -m.yx / d;
  const yy = m.xx / d;
  return { xx, xy, yx, yy, x: -(xx * m.x + xy * m.y), y: -(yx * m.x + yy * m.y) };
}

/** The same map where every length is `factor` times as many pixels. */
export function rescaleAffine(m: AffineMap, factor: number): AffineMap {
  return { ...m, x: m.x * factor, y: m.y * factor };
}
