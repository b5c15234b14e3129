import type { LocationRisk } from '../../atlas/place.types.ts';
import { text } from '../theme/colours.ts';
import { FONT_FAMILY } from '../theme/fonts.ts';
import { LABEL_HEIGHT } from './labelLayout.ts';
import { type Direction, directionsOnScreen, type Eye } from './orbit.ts';
import { riskColour } from './riskColours.ts';
import { LABEL_FONT_PX, type RegionLabel } from './standingLabels.ts';
import { tooFewHatch } from './tooFew.ts';

const PRINT_INK = { ink: '#111111', quiet: '#444444', ground: '#ffffff' } as const;
const SCREEN_INK = { ink: text.strong, quiet: text.quiet, ground: '#14171a' } as const;

/** What a saved picture is lettered with; all lengths in panel pixels. */
export function picturePens(g: CanvasRenderingContext2D, print: boolean) {
  const colours = print ? PRINT_INK : SCREEN_INK;
  const write = (
    line: string,
    x: number,
    top: number,
    px: number,
    weight: number,
    pen: 'ink' | 'quiet',
    align: CanvasTextAlign = 'left',
  ) => {
    g.font = `${weight} ${px}px ${FONT_FAMILY}`;
    g.textAlign = align;
    g.textBaseline = 'top';
    g.fillStyle = colours[pen];
    g.fillText(line, x, top);
  };
  return {
    text: write,
    labels(labels: readonly RegionLabel[], family: string) {
      for (const label of labels) {
        g.globalAlpha = label.away ? 0.5 : 1;
        const middle = label.top + LABEL_HEIGHT / 2;
        g.strokeStyle = colours.quiet;
        g.lineWidth = 0.8;
        g.beginPath();
        g.moveTo(label.edgeX, middle);
        g.lineTo(label.x, label.y);
        g.stroke();
        g.fillStyle = colours.ink;
        g.beginPath();
        g.arc(label.x, label.y, 2.2, 0, 2 * Math.PI);
        g.fill();
        g.globalAlpha = 1;
        g.fillStyle = `${colours.ground}d8`;
        g.fillRect(label.left, label.top, label.width, LABEL_HEIGHT);
        g.font = `400 ${LABEL_FONT_PX}px ${family}`;
        g.textAlign = 'center';
        g.textBaseline = 'middle';
        g.fillStyle = label.away ? colours.quiet : colours.ink;
        g.fillText(label.text, label.left + label.width / 2, middle);
      }
    },
    compass(x: number, y: number, eye: Eye, letter: (name: Direction) => string) {
      for (const d of directionsOnScreen(eye).sort((a, b) => a.toward - b.toward)) {
        const flat = Math.hypot(d.x, d.y);
        if (flat < 0.3 && d.toward < 0) continue;
        g.globalAlpha = d.toward < -0.15 ? 0.4 : 1;
        if (flat > 0.3) {
          g.strokeStyle = colours.quiet;
          g.beginPath();
          g.moveTo(x, y);
          g.lineTo(x + d.x * 15, y - d.y * 15);
          g.stroke();
        }
        write(letter(d.direction), x + d.x * 25, y - d.y * 25 - 6, 12, 600, 'ink', 'center');
        g.globalAlpha = 1;
      }
    },
    /** The colour map with its unit under it, and this nodule's risk with its interval over it. */
    legend(x: number, top: number, width: number, unit: string, risk: LocationRisk | null) {
      for (let at = 0; at < width; at += 0.5) {
        g.fillStyle = riskColour(at / width, print);
        g.fillRect(x + at, top, 0.9, 12);
      }
      g.strokeStyle = colours.quiet;
      g.lineWidth = 0.6;
      g.strokeRect(x, top, width, 12);
      if (risk) {
        g.fillStyle = colours.ink;
        g.fillRect(x + risk.interval[0] * width, top - 4, (risk.interval[1] - risk.interval[0]) * width, 1.6);
        const at = x + risk.value * width;
        g.beginPath();
        g.moveTo(at - 4.5, top - 10);
        g.lineTo(at + 4.5, top - 10);
        g.lineTo(at, top - 3);
        g.fill();
      }
      write('0', x, top + 15, 11, 400, 'quiet');
      write('0.5', x + width / 2, top + 15, 11, 400, 'quiet', 'center');
      write('1', x + width, top + 15, 11, 400, 'quiet', 'right');
      write(unit, x, top + 30, 12, 400, 'quiet');
    },
    key(draw: 'hatch' | 'ring' | 'nodule', x: number, top: number, line: string, colour: string) {
      if (draw === 'hatch') {
        const { ground, stripe } = tooFewHatch(print);
        g.save();
        g.beginPath();
        g.rect(x, top, 22, 11);
        g.clip();
        g.fillStyle = ground;
        g.fillRect(x, top, 22, 11);
        g.strokeStyle = stripe;
        g.lineWidth = 2;
        for (let at = -11; at < 22; at += 5) {
          g.beginPath();
          g.moveTo(x + at, top + 11);
          g.lineTo(x + at + 11, top);
          g.stroke();
        }
        g.restore();
      } else {
        g.beginPath();
        g.ellipse(x + 11, top + 5.5, draw === 'ring' ? 10 : 6, 5, 0, 0, 2 * Math.PI);
        g.fillStyle = colour;
        g.strokeStyle = colour;
        g.lineWidth = 1.5;
        if (draw === 'ring') g.stroke();
        else g.fill();
      }
      write(line, x + 30, top - 1, 12, 400, 'quiet');
    },
    /** Its right end at (x, bottom). */
    scaleBar(x: number, bottom: number, width: number, line: string) {
      g.strokeStyle = colours.quiet;
      g.lineWidth = 1.2;
      g.beginPath();
      g.moveTo(x - width, bottom - 24);
      g.lineTo(x - width, bottom - 18);
      g.lineTo(x, bottom - 18);
      g.lineTo(x, bottom - 24);
      g.stroke();
      write(line, x - width / 2, bottom - 14, 12, 400, 'quiet', 'center');
    },
  };
}
