/** A small square diagram as SVG: axes with ticks, lines, bands and points, a legend. White, for print. */

export type Series = {
  readonly name: string;
  readonly colour: string;
  readonly points: readonly (readonly [number, number])[];
  readonly dashed?: boolean;
  /** Points with the ends of their intervals instead of a line. */
  readonly whiskers?: readonly (readonly [number, number])[];
};

export type Plot = {
  readonly title: string;
  readonly x: {
    readonly label: string;
    readonly from: number;
    readonly to: number;
    readonly ticks: readonly number[];
  };
  readonly y: {
    readonly label: string;
    readonly from: number;
    readonly to: number;
    readonly ticks: readonly number[];
  };
  readonly series: readonly Series[];
};

const SIDE = 360;
const LEFT = 64;
const TOP = 40;
const BOTTOM = 52;
const LEGEND_ROW = 18;

/** Blue, orange, green, purple, grey: distinguishable to colour-blind eyes (Okabe and Ito). */
export const COLOURS = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#555555'] as const;

export function drawPlot({ title, x, y, series }: Plot): string {
  const px = (value: number) => LEFT + (SIDE * (value - x.from)) / (x.to - x.from);
  const py = (value: number) => TOP + SIDE - (SIDE * (value - y.from)) / (y.to - y.from);
  const width = LEFT + SIDE + 24;
  const height = TOP + SIDE + BOTTOM + series.length * LEGEND_ROW + 10;
  const parts = [
    `<text x="${LEFT}" y="24" font-size="15" font-weight="600">${escaped(title)}</text>`,
    ...x.ticks.map(
      (tick) =>
        `<path d="M${n(px(tick))} ${TOP}v${SIDE}" stroke="#e4e4e4"/><text x="${n(px(tick))}" y="${TOP + SIDE + 18}" text-anchor="middle">${tick}</text>`,
    ),
    ...y.ticks.map(
      (tick) =>
        `<path d="M${LEFT} ${n(py(tick))}h${SIDE}" stroke="#e4e4e4"/><text x="${LEFT - 8}" y="${n(py(tick) + 4)}" text-anchor="end">${tick}</text>`,
    ),
    `<rect x="${LEFT}" y="${TOP}" width="${SIDE}" height="${SIDE}" fill="none" stroke="#444"/>`,
    `<text x="${LEFT + SIDE / 2}" y="${TOP + SIDE + 40}" text-anchor="middle">${escaped(x.label)}</text>`,
    `<text transform="translate(18 ${TOP + SIDE / 2}) rotate(-90)" text-anchor="middle">${escaped(y.label)}</text>`,
    `<clipPath id="frame"><rect x="${LEFT}" y="${TOP}" width="${SIDE}" height="${SIDE}"/></clipPath>`,
    `<g clip-path="url(#frame)">${series.map((one) => drawSeries(one, px, py)).join('')}</g>`,
    ...series.map((one, i) => {
      const at = TOP + SIDE + BOTTOM + i * LEGEND_ROW + 6;
      const sample = one.whiskers
        ? `<circle cx="${LEFT + 14}" cy="${at - 4}" r="4" fill="${one.colour}"/>`
        : `<path d="M${LEFT} ${at - 4}h28" stroke="${one.colour}" stroke-width="2"${one.dashed ? ' stroke-dasharray="5 4"' : ''}/>`;
      return `${sample}<text x="${LEFT + 38}" y="${at}">${escaped(one.name)}</text>`;
    }),
  ];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="Inter, Arial, sans-serif" font-size="12" fill="#222">`,
    `<rect width="${width}" height="${height}" fill="#fff"/>`,
    ...parts,
    '</svg>\n',
  ].join('\n');
}

function drawSeries(
  { points, colour, dashed, whiskers }: Series,
  px: (value: number) => number,
  py: (value: number) => number,
): string {
  if (whiskers) {
    return points
      .map(([x, y], i) => {
        const [low, high] = whiskers[i]!;
        return `<path d="M${n(px(x))} ${n(py(low))}V${n(py(high))}" stroke="${colour}"/><circle cx="${n(px(x))}" cy="${n(py(y))}" r="4" fill="${colour}"/>`;
      })
      .join('');
  }
  const path = points.map(([x, y], i) => `${i ? 'L' : 'M'}${n(px(x))} ${n(py(y))}`).join('');
  return `<path d="${path}" fill="none" stroke="${colour}" stroke-width="2"${dashed ? ' stroke-dasharray="5 4"' : ''}/>`;
}

const n = (value: number) => String(Math.round(value * 10) / 10);

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
