import { type Columns, LABEL_GAP, lineWidth, RISK_FONT_PX, share, valueText } from './columns.ts';
import type { Ordered, PlacedLabel, PlacedNode, SankeyInput } from './layout.types.ts';
import { spreadLabels } from './spreadLabels.ts';
import { textWidth } from './textWidth.ts';

/** The labels of all nodes; those of a column are pushed apart where they would overlap. */
export function labelsFor(
  nodes: readonly PlacedNode[],
  input: SankeyInput,
  { features, groups, sumOf }: Ordered,
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
