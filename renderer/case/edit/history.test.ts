import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyMask } from '../../../app/segmentation/mask.ts';
import { paintStroke } from './brush.ts';
import { EMPTY_HISTORY, type History, recordEdit, redo, remember, undo } from './history.ts';

const stroke = fc.record({
  target: fc.constantFrom('nodule' as const, 'gland' as const),
  from: fc.record({
    x: fc.double({ min: 0, max: 50, noNaN: true }),
    y: fc.double({ min: 0, max: 40, noNaN: true }),
  }),
  to: fc.record({
    x: fc.double({ min: 0, max: 50, noNaN: true }),
    y: fc.double({ min: 0, max: 40, noNaN: true }),
  }),
  radius: fc.double({ min: 0.5, max: 12, noNaN: true }),
  value: fc.constantFrom(0 as const, 1 as const),
});

describe('undo and redo', () => {
  it('brings back every earlier state, and every later one again, however many strokes were made', () => {
    fc.assert(
      fc.property(fc.array(stroke, { minLength: 1, maxLength: 40 }), (strokes) => {
        const masks = { nodule: emptyMask(50, 40), gland: emptyMask(50, 40) };
        const picture = () => [masks.nodule.data.slice(), masks.gland.data.slice()];
        const states = [picture()];
        let history: History = EMPTY_HISTORY;
        for (const s of strokes) {
          const before = { ...masks[s.target], data: masks[s.target].data.slice() };
          const box = paintStroke(masks[s.target], s.from, s.to, s.radius, s.value);
          const edit = recordEdit(s.target, before, masks[s.target], box, true, true);
          if (!edit) continue;
          history = remember(history, edit);
          states.push(picture());
        }
        for (let i = states.length - 2; i >= 0; i--) {
          history = undo(history, masks).history;
          expect(picture()).toEqual(states[i]);
        }
        expect(undo(history, masks).edit).toBeNull();
        for (let i = 1; i < states.length; i++) {
          history = redo(history, masks).history;
          expect(picture()).toEqual(states[i]);
        }
        expect(redo(history, masks).edit).toBeNull();
      }),
      { numRuns: 60 },
    );
  });

  it('remembers taking the model’s mask back even where the pixels are the same', () => {
    const mask = emptyMask(4, 4);
    const box = { x: 0, y: 0, right: 4, bottom: 4 };
    expect(recordEdit('nodule', mask, mask, box, true, true)).toBeNull();
    expect(recordEdit('nodule', mask, mask, box, true, false)?.byHandAfter).toBe(false);
  });

  it('forgets what was undone once something new is drawn', () => {
    const masks = { nodule: emptyMask(10, 10), gland: emptyMask(10, 10) };
    const draw = (history: History, x: number) => {
      const before = { ...masks.nodule, data: masks.nodule.data.slice() };
      const box = paintStroke(masks.nodule, { x, y: 5 }, { x, y: 5 }, 2, 1);
      return remember(history, recordEdit('nodule', before, masks.nodule, box, true, true)!);
    };
    let history = draw(draw(EMPTY_HISTORY, 2), 8);
    history = undo(history, masks).history;
    history = draw(history, 5);
    expect(history.done).toHaveLength(2);
    expect(history.undone).toHaveLength(0);
  });
});
