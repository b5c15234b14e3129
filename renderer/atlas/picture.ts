import type { LocationRisk } from '../../atlas/place.types.ts';
import type { RiskField } from '../../atlas/riskField/field.ts';
import { template } from '../../atlas/template/template.ts';
import { noteExport } from '../audit/noteExport.ts';
import { FONT_FAMILY } from '../theme/fonts.ts';
import type { Words } from '../words/words.ts';
import { ATLAS_COLOURS } from './atlasColours.ts';
import { picturePens } from './picturePens.ts';
import { withResolution } from './pngResolution.ts';
import { pixelsPerMm, type Stand } from './projection.ts';
import type { AtlasScene } from './scene.ts';
import type { SceneState } from './sceneState.ts';
import { middleOf } from './shownGland.ts';
import { labelTexts, regionLabels } from './standingLabels.ts';

/** A5 landscape, 210 × 148 mm, at 300 dots an inch; drawn as a panel of 1,000 × 705 px. */
const DPI = 300;
const DOTS = { width: 2480, height: 1748 } as const;
const PIXEL_RATIO = 2.48;
const PANEL = { width: DOTS.width / PIXEL_RATIO, height: DOTS.height / PIXEL_RATIO } as const;
const MARGIN = 24;
/** Kept free of region labels: heading and compass above, legend and lines below. */
const LABEL_ROOM = {
  left: MARGIN,
  right: PANEL.width - MARGIN,
  top: 104,
  bottom: PANEL.height - 150,
} as const;

export type Picture = {
  readonly state: SceneState;
  readonly field: RiskField;
  readonly risk: LocationRisk | null;
  /** With the regions' names. */
  readonly labelled: boolean;
  /** The case's name where the person asks for it, and that it is simulated where it is. */
  readonly heading: string;
  /** Place and risk. */
  readonly lines: readonly string[];
  /** Where the field comes from; never left out of a picture that leaves the product. */
  readonly source: string;
  readonly t: Words['t'];
};

/** The view at print size with all that must be read with it. */
export function drawPicture(scene: AtlasScene, picture: Picture): HTMLCanvasElement {
  const { state, field, t } = picture;
  const canvas = scene.picture(DOTS.width, DOTS.height, PIXEL_RATIO);
  const g = canvas.getContext('2d')!;
  g.scale(PIXEL_RATIO, PIXEL_RATIO);
  const pens = picturePens(g, state.print);
  const stand: Stand = { eye: state.eye, middle: middleOf(template(), state.scale), ...PANEL };
  if (picture.labelled)
    pens.labels(regionLabels(labelTexts(t, field), stand, state.scale, LABEL_ROOM), FONT_FAMILY);

  let top = MARGIN;
  for (const [i, line] of [picture.heading, ...picture.lines].entries()) {
    if (!line) continue;
    pens.text(line, MARGIN, top, i === 0 ? 17 : 14, i === 0 ? 600 : 500, 'ink');
    top += i === 0 ? 25 : 20;
  }
  pens.compass(PANEL.width - MARGIN - 34, MARGIN + 34, state.eye, (name) => t(`atlas.letter${name}`));

  const bottom = PANEL.height - MARGIN;
  pens.text(picture.source, MARGIN, bottom - 13, 12, 400, 'quiet');
  pens.text(t('app.researchUse'), MARGIN, bottom - 31, 12, 600, 'ink');
  pens.legend(MARGIN, bottom - 88, 250, t('atlas.legendUnit'), picture.risk);
  let keys = bottom - 88;
  const key = (draw: 'hatch' | 'ring' | 'nodule', text: string, colour = '') => {
    pens.key(draw, MARGIN + 290, keys, text, colour);
    keys += 19;
  };
  const { print } = state;
  if (state.placement)
    key('nodule', t('atlas.noduleKey'), print ? ATLAS_COLOURS.printNodule : ATLAS_COLOURS.nodule);
  if (state.shellMm !== null)
    key(
      'ring',
      t('atlas.shellKey', { mm: state.shellMm }),
      print ? ATLAS_COLOURS.printShell : ATLAS_COLOURS.shell,
    );
  if (state.pyramidal || field.regions.some((r) => r.value === null)) key('hatch', t('atlas.tooFew'));
  pens.scaleBar(PANEL.width - MARGIN, bottom, 10 * pixelsPerMm(stand), t('atlas.scaleBar', { mm: 10 }));
  return canvas;
}

/** Offers the picture as a file; its name says nothing of the case. */
export async function savePicture(scene: AtlasScene, picture: Picture): Promise<void> {
  const canvas = drawPicture(scene, picture);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (!blob) return;
  const png = withResolution(new Uint8Array(await blob.arrayBuffer()), DPI);
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([png as BlobPart], { type: 'image/png' }));
  link.download = 'thyromap-atlas.png';
  noteExport('picture of the place');
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
