import '@mantine/core/styles.css';
import '@fontsource-variable/inter/wght.css';
import '../renderer/theme/room.css';
import { MantineProvider } from '@mantine/core';
import { useMemo, useState } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import type { AssessedView, Assessment, Feature, FeatureName } from '../app/case/assessment.ts';
import { emptyMask, encodeMask, type MaskRuns } from '../app/segmentation/mask.ts';
import type { Language } from '../app/words/say.ts';
import { placementOf } from '../atlas/placementOf.ts';
import { builtInField } from '../atlas/riskField/builtIn.ts';
import type { RiskField } from '../atlas/riskField/field.ts';
import { locationRisk } from '../atlas/riskField/locationRisk.ts';
import { AtlasView } from '../renderer/atlas/AtlasView.tsx';
import { FIRST_EYE } from '../renderer/atlas/orbit.ts';
import { exportSankeySvg } from '../renderer/sankey/exportSvg.ts';
import { FeatureSankey } from '../renderer/sankey/FeatureSankey.tsx';
import { cssVariables, theme } from '../renderer/theme/theme.ts';
import { LanguageContext } from '../renderer/words/words.ts';
import type { AtlasWish, ExplanationsPage } from './explanations.types.ts';

/** The 3D view and the Sankey alone on a page, for `atlas.spec.ts`; the result screen's specs drive them in place. */

type Ellipse = readonly [x: number, y: number, radiusX: number, radiusY: number];
const WIDTH = 400;
const HEIGHT = 300;

function maskOf([cx, cy, rx, ry]: Ellipse): MaskRuns {
  const mask = emptyMask(WIDTH, HEIGHT);
  for (let y = 0; y < HEIGHT; y++)
    for (let x = 0; x < WIDTH; x++)
      if (((x - cx) / rx) ** 2 + ((y - cy) / ry) ** 2 <= 1) mask.data[y * WIDTH + x] = 1;
  return encodeMask(mask);
}

function view(kind: AssessedView['kind'], gland: Ellipse, nodule: Ellipse): AssessedView {
  return {
    kind,
    imageId: kind,
    width: WIDTH,
    height: HEIGHT,
    spacingMmPerPx: 0.1,
    spacingSource: 'entered',
    nodules: [],
    nodule: maskOf(nodule),
    noduleByHand: false,
    gland: maskOf(gland),
    glandByHand: false,
    centralPoint: null,
    maxDistancePx: null,
    capsuleLine: null,
    maxPhi: null,
    shape: null,
    echogenicity: null,
    cam: null,
  };
}

function assessment(wish: AtlasWish): Pick<Assessment, 'views' | 'facts' | 'location'> {
  const views = [view('transverse', [200, 150, 90, 80], [215, 140, 32, 28])];
  if (wish.views === 2) views.push(view('longitudinal', [200, 150, 190, 75], [150, 140, 42, 28]));
  const facts = { side: wish.side, pole: null, ageYears: 43, sex: 'F' as const, report: '' };
  const placement = placementOf({ views, facts });
  return {
    views,
    facts,
    location: {
      distanceToCapsuleMm: null,
      distanceToCapsuleShare: null,
      side: wish.side,
      pole: null,
      atlasRisk: placement && locationRisk(placement),
      place: placement ? placement.place : null,
      ...(wish.otherField && {
        field: { id: 'version-2', source: 'clinic' as const, createdAt: '2026-11-20T09:00:00Z' },
      }),
    },
  };
}

/** Contributions of LLNM-Net's Figure 5 with made-up responses. */
const FEATURES: Feature[] = [
  ['location', 'location', 0.488, 0.854],
  ['report', 'report', 0.197, 0.871],
  ['internalMorphology', 'morphology', 0.1917, 0.868],
  ['margin', 'morphology', 0.0562, 0.597],
  ['echogenicity', 'morphology', 0.0287, 0.448],
  ['shape', 'morphology', 0.0224, 0.808],
  ['sex', 'demographics', 0.0091, 1],
  ['age', 'demographics', 0.0069, 0.702],
].map(([name, group, contribution, response]) => ({ name, group, contribution, response }) as Feature);

/** The built-in field as if the left lobe's lower half had too few cases. */
function sparseField(): RiskField {
  const field = builtInField();
  const [nx, ny] = field.size;
  const values = field.values.map((value, at) => {
    const x = field.origin[0] + (at % nx) * field.stepMm;
    const y = field.origin[1] + (Math.floor(at / nx) % ny) * field.stepMm;
    return x > 4 && y < -4 ? Number.NaN : value;
  });
  const regions = field.regions.map((r) =>
    r.region.startsWith('leftLower')
      ? { ...r, cases: 5, value: null, interval: [0, 1] as [number, number] }
      : r,
  );
  return { ...field, values, regions };
}

function Atlas({ wish }: { wish: AtlasWish }) {
  const [eye, setEye] = useState(FIRST_EYE);
  const field = useMemo(() => (wish.sparse ? sparseField() : builtInField()), [wish.sparse]);
  const one = {
    assessment: useMemo(() => assessment(wish), [wish]),
    enlarged: wish.enlarged,
    field,
    caseLabel: 'Case 0412',
    simulated: true,
  };
  const other = useMemo(() => assessment({ ...wish, side: 'right' }), [wish]);
  if (!wish.beside) return <AtlasView {...one} />;
  const shared = { eye, onEye: setEye };
  return (
    <>
      <AtlasView {...one} shared={shared} />
      <AtlasView {...one} assessment={other} shared={shared} />
    </>
  );
}

let root: Root | null = null;
const selected: FeatureName[] = [];

function render(width: number, height: number, language: Language, content: React.ReactNode): void {
  root?.unmount();
  root = createRoot(document.getElementById('root')!);
  root.render(
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} forceColorScheme="dark">
      <LanguageContext.Provider value={language}>
        <div id="shown" style={{ display: 'flex', width, height, background: '#14171a' }}>
          {content}
        </div>
      </LanguageContext.Provider>
    </MantineProvider>,
  );
}

const page: ExplanationsPage = {
  atlas: (wish: AtlasWish) => render(wish.width, wish.height, wish.language, <Atlas wish={wish} />),
  sankey: (width: number, height: number, language: Language, features: readonly Feature[] = FEATURES) =>
    render(
      width,
      height,
      language,
      <FeatureSankey
        features={features}
        probability={features.reduce((sum, f) => sum + f.contribution * f.response, 0)}
        method="rollout"
        onSelect={(name) => selected.push(name)}
      />,
    ),
  clear: () => root?.unmount(),
  selected,
  svg: () => exportSankeySvg(document.querySelector<SVGSVGElement>('svg[data-sankey]')!),
};
Object.assign(globalThis, { explanations: page });
