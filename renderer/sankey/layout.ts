import { type SankeyLink, type SankeyNode, sankey } from 'd3-sankey';
import type { Feature, FeatureGroup, FeatureName } from '../../app/case/assessment.ts';
import { spreadLabels } from './spreadLabels.ts';
import { textWidth } from './textWidth.ts';

/** What the diagram shows, with names already in the reader's language. */
export type SankeyInput = {
  readonly features: readonly Feature[];
  readonly probability: number;
  readonly width: number;
  readonly height: number;
  readonly featureName: (name: FeatureName) => string;
  readonly groupName: (group: FeatureGroup) => string;
  readonly riskName: string;
  readonly riskText: string;
};

export type Rect = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
};

export type PlacedNode = Rect & {
  readonly id: string;
  /** Response of a feature, contribution-weighted mean response of a group, the displayed risk. */
  readonly response: number;
};

export type PlacedLink = {
  readonly id: string;
  readonly feature: FeatureName | null;
  readonly group: FeatureGroup;
  readonly response: number;
  /** A closed band: exactly as thick as the contribution at both ends. */
  readonly path: string;
};

export type PlacedLabel = {
  readonly id: string;
  readonly text: string;
  /** A second, quieter text on the same line, or under it for the risk. */
  readonly value: string;
  readonly fontPx: number;
  readonly anchor: 'start' | 'end';
  readonly x: number;
  readonly y: number;
  readonly box: Rect;
  /** From the label to its node where the label had to move. */
  readonly leader: {
    readonly x1: number;
    readonly y1: number;
    readonly x2: number;
    readonly y2: number;
  } | null;
};

export type SankeyLayout = {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly PlacedNode[];
  readonly links: readonly PlacedLink[];
  readonly labels: readonly PlacedLabel[];
};

type NodeExtra = { id: string };
type LinkExtra = { feature: FeatureName | null; group: FeatureGroup };
type Node = SankeyNode<NodeExtra, LinkExtra>;
type Link = SankeyLink<NodeExtra, LinkExtra>;

/** Less room than this cannot hold eight labels of 11 px. */
export const MIN_WIDTH = 300;
export const MIN_HEIGHT = 150;
const NODE_WIDTH = 8;
const LABEL_GAP = 6;

/** Groups in the order drawn: largest first, features largest first within theirs. */
function inDrawnOrder(features: readonly Feature[]): { groups: FeatureGroup[]; features: Feature[] } {
  const total = new Map<FeatureGroup, number>();
  for (const f of features) total.set(f.group, (total.get(f.group) ?? 0) + f.contribution);
  const groups = [...total.keys()].sort((a, b) => total.get(b)! - total.get(a)!);
  const sorted = [...features].sort(
    (a, b) => groups.indexOf(a.group) - groups.indexOf(b.group) || b.contribution - a.contribution,
  );
  return { groups, features: sorted };
}

/** Contribution as a percentage with one decimal. */
export function share(contribution: number): string {
  return `${(contribution * 100).toFixed(1)}%`;
}

/**
 * Lays the diagram out: features → groups → risk, widths = contributions, labels that never overlap.
 *
 * @returns null when no feature contributes (a withheld estimate)
 */
export function layoutSankey(input: SankeyInput): SankeyLayout | null {
  const total = input.features.reduce((sum, f) => sum + f.contribution, 0);
  if (!(total > 0)) return null;
  const width = Math.max(MIN_WIDTH, input.width);
  const height = Math.max(MIN_HEIGHT, input.height);
  const { groups, features } = inDrawnOrder(input.features);
  const sumOf = (group: FeatureGroup) =>
    features.filter((f) => f.group === group).reduce((sum, f) => sum + f.contribution, 0);
  const columns = columnsFor(width, input, features, groups, sumOf);
  const margin = columns.fontPx * 0.75;

  const nodes: NodeExtra[] = [
    ...features.map((f) => ({ id: `feature:${f.name}` })),
    ...groups.map((g) => ({ id: `group:${g}` })),
    { id: 'risk' },
  ];
  const links: (LinkExtra & { source: string; target: string; value: number })[] = [
    ...features.map((f) => ({
      source: `feature:${f.name}`,
      target: `group:${f.group}`,
      value: f.contribution,
      feature: f.name,
      group: f.group,
    })),
    ...groups.map((g) => ({
      source: `group:${g}`,
      target: 'risk',
      value: sumOf(g),
      feature: null,
      group: g,
    })),
  ];
  const graph = sankey<NodeExtra, LinkExtra>()
    .nodeId((n) => n.id)
    .nodeSort(null)
    .linkSort(null)
    .nodeWidth(NODE_WIDTH)
    .nodePadding(Math.max(3, Math.min(16, (height * 0.4) / Math.max(1, features.length - 1))))
    .extent([
      [0, margin],
      [width, height - margin],
    ])({ nodes, links });
  placeColumns(graph.nodes as Node[], columns);

  const responseOf = (id: string): number => {
    if (id === 'risk') return input.probability;
    const of = features.filter((f) => id === `feature:${f.name}` || id === `group:${f.group}`);
    const weight = of.reduce((sum, f) => sum + f.contribution, 0);
    return weight > 0
      ? of.reduce((sum, f) => sum + f.contribution * f.response, 0) / weight
      : (of[0]?.response ?? 0);
  };
  const placed = (graph.nodes as Node[]).map((n) => ({
    id: n.id,
    x: n.x0!,
    y: n.y0!,
    width: NODE_WIDTH,
    height: n.y1! - n.y0!,
    response: responseOf(n.id),
  }));
  return {
    width,
    height,
    nodes: placed,
    links: (graph.links as Link[]).map((l) => bandOf(l, responseOf)),
    labels: labelsFor(placed, { ...input, width, height }, features, groups, sumOf, columns),
  };
}

type Columns = {
  readonly fontPx: number;
  readonly featureX: number;
  readonly groupX: number;
  readonly riskX: number;
  readonly withShares: boolean;
  readonly withResponses: boolean;
  readonly withRiskName: boolean;
};

/** Where the three columns stand: the labels' widths decide, what does not fit is left to the table. */
function columnsFor(
  width: number,
  input: SankeyInput,
  features: readonly Feature[],
  groups: readonly FeatureGroup[],
  sumOf: (group: FeatureGroup) => number,
): Columns {
  for (const level of [0, 1, 2, 3]) {
    const fontPx = level >= 2 ? 11 : input.height >= 340 && width >= 640 ? 14 : 12;
    const withShares = level < 3;
    const withResponses = level < 1;
    const withRiskName = level < 2;
    const valueFor = (f: Feature) => valueText(f, withShares, withResponses);
    const featureWidth = Math.max(
      ...features.map((f) => lineWidth(input.featureName(f.name), valueFor(f), fontPx)),
    );
    const groupWidth = Math.max(
      ...groups.map((g) => lineWidth(input.groupName(g), withShares ? share(sumOf(g)) : '', fontPx)),
    );
    const riskWidth = Math.max(
      textWidth(input.riskText, RISK_FONT_PX),
      withRiskName ? textWidth(input.riskName, fontPx) : 0,
    );
    const featureX = featureWidth + LABEL_GAP + 2;
    const riskX = width - riskWidth - LABEL_GAP - NODE_WIDTH - 2;
    const room = riskX - featureX - 2 * NODE_WIDTH;
    const needed = groupWidth + 2 * LABEL_GAP + 44;
    if (room < needed && level < 3) continue;
    const groupX = Math.min(
      featureX + NODE_WIDTH + room * 0.45,
      riskX - groupWidth - 2 * LABEL_GAP - NODE_WIDTH,
    );
    return { fontPx, featureX, groupX, riskX, withShares, withResponses, withRiskName };
  }
  throw new RangeError('unreachable: the last level is always taken');
}

const RISK_FONT_PX = 20;

function valueText(f: Feature, withShare: boolean, withResponse: boolean): string {
  if (!withShare) return '';
  return withResponse ? `${share(f.contribution)} · ${f.response.toFixed(2)}` : share(f.contribution);
}

function lineWidth(text: string, value: string, fontPx: number): number {
  return textWidth(text, fontPx) + (value ? textWidth(value, fontPx) + fontPx * 0.5 : 0);
}

function placeColumns(nodes: readonly Node[], columns: Columns): void {
  for (const n of nodes) {
    n.x0 = n.id === 'risk' ? columns.riskX : n.id.startsWith('group') ? columns.groupX : columns.featureX;
    n.x1 = n.x0 + NODE_WIDTH;
  }
}

function bandOf(link: Link, responseOf: (id: string) => number): PlacedLink {
  const source = link.source as Node;
  const target = link.target as Node;
  const half = (link.width ?? 0) / 2;
  const x0 = source.x1!;
  const x1 = target.x0!;
  const middle = (x0 + x1) / 2;
  const y0 = link.y0!;
  const y1 = link.y1!;
  const n = (v: number) => v.toFixed(2);
  const path =
    `M${n(x0)},${n(y0 - half)}C${n(middle)},${n(y0 - half)} ${n(middle)},${n(y1 - half)} ${n(x1)},${n(y1 - half)}` +
    `L${n(x1)},${n(y1 + half)}C${n(middle)},${n(y1 + half)} ${n(middle)},${n(y0 + half)} ${n(x0)},${n(y0 + half)}Z`;
  return {
    id: `${source.id}>${target.id}`,
    feature: link.feature,
    group: link.group,
    response: responseOf(link.feature ? source.id : `group:${link.group}`),
    path,
  };
}

function labelsFor(
  nodes: readonly PlacedNode[],
  input: SankeyInput,
  features: readonly Feature[],
  groups: readonly FeatureGroup[],
  sumOf: (group: FeatureGroup) => number,
  columns: Columns,
): PlacedLabel[] {
  const { fontPx } = columns;
  const line = Math.min(fontPx * 1.3, input.height / features.length);
  const nodeOf = (id: string) => nodes.find((n) => n.id === id)!;
  const column = (
    items: readonly { id: string; text: string; value: string }[],
    anchor: 'start' | 'end',
  ): PlacedLabel[] => {
    const wanted = items.map(({ id }) => nodeOf(id).y + nodeOf(id).height / 2);
    const ys = spreadLabels(wanted, line, line / 2, input.height - line / 2);
    return items.map(({ id, text, value }, i) => {
      const node = nodeOf(id);
      const x = anchor === 'end' ? node.x - LABEL_GAP : node.x + node.width + LABEL_GAP;
      const width = lineWidth(text, value, fontPx);
      const y = ys[i]!;
      const moved = Math.abs(y - wanted[i]!) > Math.max(2, node.height / 2);
      const edge = anchor === 'end' ? node.x : node.x + node.width;
      return {
        id,
        text,
        value,
        fontPx,
        anchor,
        x,
        y,
        box: { x: anchor === 'end' ? x - width : x, y: y - line / 2, width, height: line },
        leader: moved ? { x1: anchor === 'end' ? x + 1 : x - 1, y1: y, x2: edge, y2: wanted[i]! } : null,
      };
    });
  };
  const risk = nodeOf('risk');
  const riskWidth = Math.max(
    textWidth(input.riskText, RISK_FONT_PX),
    columns.withRiskName ? textWidth(input.riskName, fontPx) : 0,
  );
  const middle = risk.y + risk.height / 2;
  const name = columns.withRiskName ? input.riskName : '';
  const height = RISK_FONT_PX + (name ? fontPx * 1.4 : 0);
  return [
    ...column(
      features.map((f) => ({
        id: `feature:${f.name}`,
        text: input.featureName(f.name),
        value: valueText(f, columns.withShares, columns.withResponses),
      })),
      'end',
    ),
    ...column(
      groups.map((g) => ({
        id: `group:${g}`,
        text: input.groupName(g),
        value: columns.withShares ? share(sumOf(g)) : '',
      })),
      'start',
    ),
    {
      id: 'risk',
      text: input.riskText,
      value: name,
      fontPx: RISK_FONT_PX,
      anchor: 'start',
      x: risk.x + risk.width + LABEL_GAP,
      y: middle,
      box: { x: risk.x + risk.width + LABEL_GAP, y: middle - height / 2, width: riskWidth, height },
      leader: null,
    },
  ];
}
