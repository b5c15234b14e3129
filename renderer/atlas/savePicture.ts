import { surfaces, text } from '../theme/colours.ts';
import { FONT_FAMILY } from '../theme/fonts.ts';
import { riskColour } from './riskColours.ts';
import type { AtlasScene } from './scene.ts';

/** Print size: A5 landscape at about 290 dpi. */
const SIZE = { width: 2400, height: 1680 } as const;
const MARGIN = 60;

export type PictureWords = {
  readonly print: boolean;
  /** Place and risk, top left. */
  readonly lines: readonly string[];
  readonly legend: string;
  /** Where the field comes from; never left out of a picture that leaves the product. */
  readonly source: string;
};

/** The view at print size with its legend and its source, as a PNG. */
export function pictureWithWords(scene: AtlasScene, words: PictureWords): HTMLCanvasElement {
  const canvas = scene.picture(SIZE.width, SIZE.height);
  const g = canvas.getContext('2d')!;
  const ink = words.print ? '#111111' : text.strong;
  const quiet = words.print ? '#444444' : text.quiet;
  g.textBaseline = 'top';
  words.lines.forEach((line, i) => {
    g.fillStyle = ink;
    g.font = `600 46px ${FONT_FAMILY}`;
    g.fillText(line, MARGIN, MARGIN + i * 60);
  });
  const width = 620;
  const top = SIZE.height - MARGIN - 150;
  for (let x = 0; x < width; x++) {
    g.fillStyle = riskColour(x / (width - 1), words.print);
    g.fillRect(MARGIN + x, top, 1.5, 30);
  }
  g.fillStyle = quiet;
  g.font = `32px ${FONT_FAMILY}`;
  ['0', '0.5', '1'].forEach((tick, i) => {
    g.textAlign = (['left', 'center', 'right'] as const)[i]!;
    g.fillText(tick, MARGIN + (width * i) / 2, top + 38);
  });
  g.textAlign = 'left';
  g.fillText(words.legend, MARGIN, top + 76);
  g.fillText(words.source, MARGIN, top + 118);
  g.strokeStyle = words.print ? '#999999' : surfaces.line;
  g.strokeRect(0.5, 0.5, SIZE.width - 1, SIZE.height - 1);
  return canvas;
}

/** Offers the picture as a file. */
export function savePicture(scene: AtlasScene, words: PictureWords): void {
  pictureWithWords(scene, words).toBlob((blob) => {
    if (!blob) return;
    const link = document.createElement('a');
    link.href = URL.createObjectURL(blob);
    link.download = 'thyromap-atlas.png';
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  }, 'image/png');
}
