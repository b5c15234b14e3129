import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { axesOf, DISTANCE_MM, directionsOnScreen, type Eye, FIRST_EYE, PRESETS } from './orbit.ts';
import { eyeAfterDrag, eyeAfterKey, eyeAfterPinch, eyeAfterWheel, eyeAt } from './turning.ts';

const eye = (yaw: number, pitch: number): Eye => ({ yaw, pitch, distance: 168 });
/** The direction that points to a side of the screen, or at the viewer. */
function shown(e: Eye) {
  const all = directionsOnScreen(e);
  const best = (value: (d: (typeof all)[number]) => number) =>
    all.reduce((a, b) => (value(b) > value(a) ? b : a)).direction;
  return { right: best((d) => d.x), up: best((d) => d.y), toward: best((d) => d.toward) };
}

describe('the preset views', () => {
  it.each([
    // as a surgeon stands at the patient: from the front the patient's left is on the viewer's right
    ['anterior', { toward: 'Anterior', right: 'Left', up: 'Superior' }],
    ['posterior', { toward: 'Posterior', right: 'Right', up: 'Superior' }],
    ['left', { toward: 'Left', right: 'Posterior', up: 'Superior' }],
    ['right', { toward: 'Right', right: 'Anterior', up: 'Superior' }],
    ['superior', { toward: 'Superior', right: 'Left', up: 'Posterior' }],
  ] as const)('%s shows the gland from there', (name, expected) => {
    expect(shown({ ...PRESETS[name], distance: 168 })).toEqual(expected);
  });
});

describe('turning', () => {
  it('keeps the axes right-handed, of unit length and at right angles', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -10, max: 10, noNaN: true }),
        fc.double({ min: -1.57, max: 1.57, noNaN: true }),
        (yaw, pitch) => {
          const { right: r, up: u, toward: t } = axesOf(eye(yaw, pitch));
          const cross = [r[1] * u[2] - r[2] * u[1], r[2] * u[0] - r[0] * u[2], r[0] * u[1] - r[1] * u[0]];
          cross.forEach((c, i) => {
            expect(c).toBeCloseTo(t[i]!, 9);
          });
        },
      ),
    );
  });

  it('by dragging right brings the patient’s right side to view, and never tips over the top', () => {
    const dragged = eyeAfterDrag(eye(0, 0), 100, 0, 400);
    expect(axesOf(dragged).toward[0]).toBeLessThan(0);
    expect(eyeAfterDrag(eye(0, 0), 0, 5000, 400).pitch).toBeCloseTo(Math.PI / 2, 9);
    expect(eyeAfterDrag(eye(0, 0), 0, -5000, 400).pitch).toBeCloseTo(-Math.PI / 2, 9);
  });

  it('zooms by wheel, keys and two fingers between fixed limits', () => {
    expect(eyeAfterWheel(FIRST_EYE, -100).distance).toBeLessThan(FIRST_EYE.distance);
    expect(eyeAfterKey(FIRST_EYE, '-')!.distance).toBeGreaterThan(FIRST_EYE.distance);
    const pinched = eyeAfterPinch(
      FIRST_EYE,
      [
        { x: 100, y: 100 },
        { x: 200, y: 100 },
      ],
      [
        { x: 50, y: 100 },
        { x: 250, y: 100 },
      ],
      400,
    );
    expect(pinched.distance).toBeCloseTo(FIRST_EYE.distance / 2, 6);
    let near: Eye = FIRST_EYE;
    for (let i = 0; i < 100; i++) near = eyeAfterKey(near, '+')!;
    expect(near.distance).toBe(DISTANCE_MM.near);
  });

  it('answers to 1–5, Home and arrows, and leaves other keys alone', () => {
    expect(eyeAfterKey(FIRST_EYE, '3')).toEqual(eyeAt(FIRST_EYE, 'left'));
    expect(eyeAfterKey(eye(2, 1), 'Home')).toEqual(FIRST_EYE);
    expect(eyeAfterKey(FIRST_EYE, 'ArrowLeft')!.yaw).toBeLessThan(FIRST_EYE.yaw);
    for (const key of ['6', 'j', 'Escape', ' ']) expect(eyeAfterKey(FIRST_EYE, key)).toBeNull();
  });
});
