import type { ViewKind } from '../../../app/case/patientCase.ts';
import type { UsedField } from '../../../app/case/placement.ts';
import { percent } from '../../words/format.ts';
import { decimals, length, millimetres } from '../format.ts';
import type { ShownView } from '../frame/shownView.ts';
import type { ExplainContext, Explanation } from './explanation.ts';

/** What is said about the place of a nodule: distances, φ, scale, detections, atlas. */

export function distanceRows({ t, views, assessment, settings }: ExplainContext): Explanation['rows'] {
  const share = assessment?.location.distanceToCapsuleShare ?? null;
  return [
    ...views.flatMap((view) =>
      view.line
        ? [
            {
              label: t('result.row.distanceIn', { view: t(`view.${view.kind}`) }),
              value:
                length(view.line.distancePx, view.spacingMmPerPx, settings.nearCapsuleMm) +
                (view.spacingMmPerPx === null ? ` · ${t('result.scaleUnknownShort')}` : ''),
              topic: { kind: 'scale' as const, view: view.kind },
            },
          ]
        : [],
    ),
    ...(share === null ? [] : [{ label: t('result.row.share'), value: percent(share) }]),
  ];
}

export function phiRows(view: ShownView, { t }: ExplainContext): Explanation['rows'] {
  const name = t(`view.${view.kind}`);
  const largest = view.changed ? null : (view.assessed?.maxPhi ?? null);
  return [
    ...(largest === null
      ? []
      : [{ label: t('result.row.maxPhi', { view: name }), value: decimals(largest, 2) }]),
    ...(view.maxDistancePx === null
      ? []
      : [
          {
            label: t('result.row.maxDistance', { view: name }),
            value: length(view.maxDistancePx, view.spacingMmPerPx),
          },
        ]),
  ];
}

export function explainScale(kind: ViewKind, { t, views }: ExplainContext): Explanation {
  const view = views.find((v) => v.kind === kind);
  const spacing = view?.spacingMmPerPx ?? null;
  return {
    title: t('result.row.scale'),
    paragraphs:
      spacing === null
        ? [t('result.why.scaleUnknown'), t('result.why.scaleSet')]
        : [t('result.why.scale'), t('result.why.scaleSet')],
    rows:
      view && spacing !== null
        ? [
            { label: t('result.row.view'), value: t(`view.${kind}`) },
            { label: t('result.row.spacing'), value: t('result.spacing', { spacing: decimals(spacing, 4) }) },
            ...(view.spacingSource
              ? [
                  {
                    label: t('result.row.spacingSource'),
                    value: t(`result.spacingFrom.${view.spacingSource}`),
                  },
                ]
              : []),
          ]
        : [],
    source: null,
  };
}

export function explainNodule(kind: ViewKind, rank: number, { t, views }: ExplainContext): Explanation {
  const view = views.find((v) => v.kind === kind);
  const found = view?.detected[rank];
  return {
    title: t('result.why.noduleTitle', { n: rank + 1 }),
    paragraphs: [t('result.why.nodule')],
    rows: [
      { label: t('result.row.view'), value: t(`view.${kind}`) },
      ...(found ? [{ label: t('result.row.score'), value: decimals(found.score, 2) }] : []),
    ],
    source: null,
  };
}

export function explainPlace({ t, assessment }: ExplainContext): Explanation {
  const location = assessment?.location;
  const atlas = location?.atlasRisk ?? null;
  return {
    title: t('result.where'),
    paragraphs: [t('result.why.place'), fieldSentence(t, location?.field ?? null)],
    rows: [
      ...(atlas
        ? [
            { label: t('result.row.placeRisk'), value: decimals(atlas.value, 2) },
            {
              label: t('result.row.interval'),
              value: `${decimals(atlas.interval[0], 2)}–${decimals(atlas.interval[1], 2)}`,
            },
            ...(atlas.uncertaintyMm > 0
              ? [{ label: t('result.row.placeUncertainty'), value: `± ${millimetres(atlas.uncertaintyMm)}` }]
              : []),
          ]
        : []),
      ...(location?.side ? [{ label: t('result.side'), value: t(`side.${location.side}`) }] : []),
      ...(location?.pole ? [{ label: t('result.pole'), value: t(`pole.${location.pole}`) }] : []),
    ],
    source: t('result.source.place'),
  };
}

/** Where the field comes from that the place's risk was read from. */
function fieldSentence(t: ExplainContext['t'], used: UsedField | null): string {
  if (!used?.createdAt || used.source === 'builtIn') return t('result.why.placeSimulated');
  return t(`field.why.${used.source}`, { date: used.createdAt.slice(0, 10) });
}
