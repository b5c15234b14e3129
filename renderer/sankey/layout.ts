import { type SankeyLink, type SankeyNode, sankey } from 'd3-sankey';
import type { Feature, FeatureGroup, FeatureName } from '../../app/case/assessment.ts';
import { type Columns, columnsFor, NODE_WIDTH } from './columns.ts';
import { labelsFor } from './labels.ts';
import type { Ordered, PlacedLink, SankeyInput, SankeyLayout } from './layout.types.ts';

type NodeExtra = { id: string };
type LinkExtra = { feature: FeatureName | null; group: FeatureGroup };
type Node = SankeyNode<NodeExtra, LinkExtra>;
type Link = SankeyLink<NodeExtra, LinkExtra>;

/** Less room than this cannot hold eight labels of 11 px. */
export const MIN_WIDTH = 300;
export const MIN_HEIGHT = 150;

function inDrawnOrder(features: readonly Feature[]): Ordered {
  const total = new Map<FeatureGroup, number>();
  for (const f of features) total.set(f.group, (total.get(f.group) ?? 0) + f.contribution);
  const groups = [...total.keys()].sort((a, b) => total.get(b)! - total.get(a)!);
  const sorted = [...features].sort(
    (a, b) => groups.indexOf(a.group) - groups.indexOf(b.group) || b.contribution - a.contribution,
  );
  return { groups, features: sorted, sumOf: (group) => total.get(group)! };
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
  const ordered = inDrawnOrder(input.features);
  const { groups, features, sumOf } = ordered;
  const columns = columnsFor(width, input, ordered);
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
    labels: labelsFor(placed, { ...input, width, height }, ordered, columns),
  };
}

/** Puts nodes into their columns; d3 spaces columns evenly, the labels here need more or less. */
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
