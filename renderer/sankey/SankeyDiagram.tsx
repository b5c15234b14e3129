import { useMemo } from 'react';
import type { Feature, FeatureName } from '../../app/case/assessment.ts';
import { riskColour } from '../atlas/riskColours.ts';
import { text } from '../theme/colours.ts';
import { FONT_FAMILY } from '../theme/fonts.ts';
import { riskPercent } from '../words/format.ts';
import { useWords } from '../words/words.ts';
import { share } from './columns.ts';
import styles from './FeatureSankey.module.css';
import { layoutSankey } from './layout.ts';
import type { PlacedLabel } from './layout.types.ts';

type Props = {
  features: readonly Feature[];
  probability: number;
  width: number;
  height: number;
  active: FeatureName | null;
  onHover: (feature: FeatureName | null) => void;
  onSelect: (feature: FeatureName) => void;
  summaryId: string;
};

/** The drawing itself: an SVG whose colours are attributes, so that it can be saved as it stands. */
export function SankeyDiagram(props: Props) {
  const { features, probability, width, height, active, onHover, onSelect, summaryId } = props;
  const { t } = useWords();
  const layout = useMemo(
    () =>
      layoutSankey({
        features,
        probability,
        width,
        height,
        featureName: (name) => t(`feature.${name}`),
        groupName: (group) => t(`featureGroup.${group}`),
        riskName: t('sankey.risk'),
        riskText: riskPercent(probability),
      }),
    [features, probability, width, height, t],
  );
  if (!layout) return null;
  const activeGroup = features.find((f) => f.name === active)?.group;
  const opacity = (feature: FeatureName | null, group: string) =>
    active === null ? 0.8 : feature === active || (feature === null && group === activeGroup) ? 1 : 0.25;

  return (
    // biome-ignore lint/a11y/useSemanticElements: SVG has no fieldset of its own
    <svg
      data-sankey
      className={styles.drawing}
      width={layout.width}
      height={layout.height}
      viewBox={`0 0 ${layout.width} ${layout.height}`}
      role="group"
      aria-labelledby={summaryId}
      fontFamily={FONT_FAMILY}
    >
      <title id={summaryId}>{t('sankey.summary', { risk: riskPercent(probability) })}</title>
      {layout.links.map((link) => (
        <path
          key={link.id}
          d={link.path}
          fill={riskColour(link.response)}
          opacity={opacity(link.feature, link.group)}
        />
      ))}
      {layout.nodes.map((node) => (
        <rect
          key={node.id}
          x={node.x}
          // thin features keep a visible mark of 1 px; the bands keep their exact width
          y={node.y - Math.max(0, 1 - node.height) / 2}
          width={node.width}
          height={Math.max(1, node.height)}
          fill={riskColour(node.response)}
        />
      ))}
      {layout.labels.map((label) => (
        <Label key={label.id} label={label} />
      ))}
      {features.map((f) => {
        const label = layout.labels.find((l) => l.id === `feature:${f.name}`)!;
        const link = layout.links.find((l) => l.feature === f.name)!;
        const value = t('sankey.value', {
          name: t(`feature.${f.name}`),
          contribution: share(f.contribution),
          response: f.response.toFixed(3),
          product: (f.contribution * f.response).toFixed(3),
        });
        return (
          // biome-ignore lint/a11y/useSemanticElements: SVG has no button of its own
          <g
            key={f.name}
            role="button"
            tabIndex={0}
            aria-label={value}
            aria-pressed={active === f.name}
            className={styles.target}
            onPointerEnter={() => onHover(f.name)}
            onPointerLeave={() => onHover(null)}
            onFocus={() => onHover(f.name)}
            onBlur={() => onHover(null)}
            onClick={() => onSelect(f.name)}
            onKeyDown={(event) => {
              if (event.key !== 'Enter' && event.key !== ' ') return;
              event.preventDefault();
              onSelect(f.name);
            }}
          >
            <title>{value}</title>
            <rect
              x={0}
              y={label.box.y}
              width={label.box.x + label.box.width + 14}
              height={label.box.height}
              fill="transparent"
            />
            <path d={link.path} fill="transparent" stroke="transparent" strokeWidth={6} />
          </g>
        );
      })}
    </svg>
  );
}

function Label({ label }: { label: PlacedLabel }) {
  const risk = label.id === 'risk';
  return (
    <g pointerEvents="none">
      {label.leader && <line {...label.leader} stroke={text.quiet} strokeWidth={0.75} />}
      <text
        x={label.x}
        y={risk && label.value ? label.y - 4 : label.y}
        textAnchor={label.anchor}
        dominantBaseline="central"
        fontSize={label.fontPx}
        fontWeight={risk ? 650 : 450}
        fill={risk ? text.strong : text.normal}
        className={styles.label}
      >
        {label.text}
        {!risk && label.value && (
          <tspan dx={label.fontPx * 0.5} fill={text.quiet}>
            {label.value}
          </tspan>
        )}
      </text>
      {risk && label.value && (
        <text x={label.x} y={label.y + 13} fontSize={11} dominantBaseline="central" fill={text.quiet}>
          {label.value}
        </text>
      )}
    </g>
  );
}
