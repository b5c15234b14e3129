/**
 * A displacement field on a grid of `size` × `size` px: the map takes pixel (x, y) to (x + dx, y + dy). Stored with
 * a rim of one pixel on every side that holds the negative of its neighbour, so that linear interpolation gives
 * exactly 0 on the frame's edge: the map takes the frame onto itself, and is the identity outside.
 */
export type Field = {
  readonly size: number;
  /** (size + 2)², row-major, pixel (0, 0) at index size + 3. */
  readonly dx: Float64Array;
  readonly dy: Float64Array;
};

/** A field that moves nothing. */
export function zeroField(size: number): Field {
  const length = (size + 2) ** 2;
  return { size, dx: new Float64Array(length), dy: new Float64Array(length) };
}

/** Index of pixel (x, y) in the stored arrays. */
export function fieldIndex(size: number, x: number, y: number): number {
  return (y + 1) * (size + 2) + x + 1;
}

export function copyField(from: Field, to: Field): void {
  to.dx.set(from.dx);
  to.dy.set(from.dy);
}

/** Renews the rim after pixels were written. */
export function closeRim(field: Field): void {
  const { size } = field;
  const stride = size + 2;
  for (const d of [field.dx, field.dy]) {
    for (let y = 1; y <= size; y++) {
      d[y * stride] = -d[y * stride + 1]!;
      d[y * stride + size + 1] = -d[y * stride + size]!;
    }
    for (let x = 0; x < stride; x++) {
      d[x] = -d[stride + x]!;
      d[(size + 1) * stride + x] = -d[size * stride + x]!;
    }
  }
}

/** Where the map takes a point, px (pixel centres at whole numbers); points outside the frame stay. */
export function mapPoint(field: Field, x: number, y: number): [number, number] {
  const { size, dx, dy } = field;
  if (!(x > -0.5 && y > -0.5 && x < size - 0.5 && y < size - 0.5)) return [x, y];
  const x0 = Math.floor(x);
  const y0 = Math.floor(y);
  const fx = x - x0;
  const fy = y - y0;
  const stride = size + 2;
  const at = fieldIndex(size, x0, y0);
  const a = (1 - fx) * (1 - fy);
  const b = fx * (1 - fy);
  const c = (1 - fx) * fy;
  const d = fx * fy;
  return [
    x + a * dx[at]! + b * dx[at + 1]! + c * dx[at + stride]! + d * dx[at + stride + 1]!,
    y + a * dy[at]! + b * dy[at + 1]! + c * dy[at + stride]! + d * dy[at + stride + 1]!,
  ];
}

/**
 * The composition x ↦ outer(inner(x)), written into `into` (neither of the two): Avants' update φ ← φ ∘ (id + εv)
 * with `inner` the small step. `sign` −1 takes the negative of `inner`.
 */
export function compose(outer: Field, inner: Field, into: Field, sign = 1): void {
  const { size } = outer;
  const stride = size + 2;
  const last = size - 0.5;
  const ox = outer.dx;
  const oy = outer.dy;
  for (let y = 0; y < size; y++)
    for (let x = 0, i = fieldIndex(size, 0, y); x < size; x++, i++) {
      const ux = sign * inner.dx[i]!;
      const uy = sign * inner.dy[i]!;
      // shifted by one pixel into the rim, so that the whole part is never negative
      const px = Math.max(-0.5, Math.min(last, x + ux)) + 1;
      const py = Math.max(-0.5, Math.min(last, y + uy)) + 1;
      const x0 = px | 0;
      const y0 = py | 0;
      const fx = px - x0;
      const fy = py - y0;
      const at = y0 * stride + x0;
      const top = ox[at]! + fx * (ox[at + 1]! - ox[at]!);
      const bottom = ox[at + stride]! + fx * (ox[at + stride + 1]! - ox[at + stride]!);
      into.dx[i] = ux + top + fy * (bottom - top);
      const topY = oy[at]! + fx * (oy[at + 1]! - oy[at]!);
      const bottomY = oy[at + stride]! + fx * (oy[at + stride + 1]! - oy[at + stride]!);
      into.dy[i] = uy + topY + fy * (bottomY - topY);
    }
  closeRim(into);
}

/** The field on a grid of twice the size, with displacements in its pixels. */
export function refine(field: Field): Field {
  const fine = zeroField(2 * field.size);
  for (let y = 0; y < fine.size; y++)
    for (let x = 0; x < fine.size; x++) {
      const cx = (x + 0.5) / 2 - 0.5;
      const cy = (y + 0.5) / 2 - 0.5;
      const [mx, my] = mapPoint(field, cx, cy);
      const i = fieldIndex(fine.size, x, y);
      fine.dx[i] = 2 * (mx - cx);
      fine.dy[i] = 2 * (my - cy);
    }
  closeRim(fine);
  return fine;
}

/** How a map deforms the cells of four pixels: the smallest Jacobian determinant, and the largest strain. */
export type Strain = { readonly smallestJacobian: number; readonly most: number };

/**
 * Measures the map as it is interpolated, over the whole frame. Within a cell the map is bilinear and its
 * determinant linear along each axis, so the least of the four corners bounds the cell: positive everywhere means
 * no fold anywhere, between pixels either. A cell's strain is the larger of ‖J‖²/2 and ‖J⁻¹‖²/2 (Frobenius norms,
 * bounded from the cell's sides and its least determinant): 1 where nothing is stretched or pressed, infinite at a
 * fold.
 *
 * @param cells receives the strain of the cell right of and below each pixel, laid out as the field itself
 */
export function strain(field: Field, cells?: Float64Array): Strain {
  const { size, dx, dy } = field;
  const stride = size + 2;
  let most = 0;
  let smallest = Number.POSITIVE_INFINITY;
  for (let y = 0; y <= size; y++)
    for (let x = 0, i = y * stride; x <= size; x++, i++) {
      const below = i + stride;
      const topX = 1 + dx[i + 1]! - dx[i]!;
      const topY = dy[i + 1]! - dy[i]!;
      const bottomX = 1 + dx[below + 1]! - dx[below]!;
      const bottomY = dy[below + 1]! - dy[below]!;
      const leftX = dx[below]! - dx[i]!;
      const leftY = 1 + dy[below]! - dy[i]!;
      const rightX = dx[below + 1]! - dx[i + 1]!;
      const rightY = 1 + dy[below + 1]! - dy[i + 1]!;
      const least = Math.min(
        topX * leftY - leftX * topY,
        topX * rightY - rightX * topY,
        bottomX * leftY - leftX * bottomY,
        bottomX * rightY - rightX * bottomY,
      );
      if (least < smallest) smallest = least;
      const across = Math.max(topX * topX + topY * topY, bottomX * bottomX + bottomY * bottomY);
      const down = Math.max(leftX * leftX + leftY * leftY, rightX * rightX + rightY * rightY);
      const stretch = (across + down) / 2;
      const value = least <= 0 ? Number.POSITIVE_INFINITY : least < 1 ? stretch / (least * least) : stretch;
      if (cells) cells[i] = value;
      if (value > most) most = value;
    }
  return { smallestJacobian: smallest, most };
}
