import type { ReliabilityBin } from '../../app/pack/reliability.ts';

/** Drawing units; the SVG scales. */
const SIZE = { width: 380, height: 330, left: 58, top: 8, right: 14, bottom: 40 } as const;
/** The tallest bar of the number of cases takes this share of the field's height. */
const BAR_SHARE = 0.16;
const BAR_WIDTH = 12;
const TICKS = [0, 0.25, 0.5, 0.75, 1] as const;

/** Where everything of a reliability figure stands: the field is the square of shown × observed share, 0 to 1. */
export function plot(bins: readonly ReliabilityBin[]) {
  const field = {
    x: SIZE.left,
    y: SIZE.top,
    width: SIZE.width - SIZE.left - SIZE.right,
    height: SIZE.height - SIZE.top - SIZE.bottom,
  };
  const x = (share: number) => field.x + share * field.width;
  const y = (share: number) => field.y + (1 - share) * field.height;
  const most = Math.max(...bins.map((bin) => bin.count));
  return {
    width: SIZE.width,
    height: SIZE.height,
    field,
    ticks: TICKS.map((share) => ({ share, x: x(share), y: y(share) })),
    points: bins.map(({ predicted, observed, interval: [low, high] }) => ({
      x: x(predicted),
      y: y(observed),
      low: y(low),
      high: y(high),
    })),
    bars: bins.map(({ predicted, count }) => {
      const height = (count / most) * BAR_SHARE * field.height;
      return { x: x(predicted), y: field.y + field.height - height, width: BAR_WIDTH, height, count };
    }),
  };
}
