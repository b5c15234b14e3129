import { describe, expect, it } from 'vitest';
import { emptyMask, encodeMask, maskArea } from '../../../app/segmentation/mask.ts';
import { paintStroke } from '../edit/brush.ts';
import { testAssessment, testCase } from '../testCase.ts';
import { assessedAsShown, shownView } from './shownView.ts';

const assessed = testAssessment().views[0]!;
const view = testCase().views[0]!;

function drawn(x: number) {
  const mask = emptyMask(160, 120);
  paintStroke(mask, { x, y: 60 }, { x, y: 60 }, 8, 1);
  return encodeMask(mask);
}

describe('a view as shown', () => {
  it('is the assessed one while nothing has changed, with the assessed distance', () => {
    const shown = shownView(view, assessed);
    expect(shown.changed).toBe(false);
    expect(shown.line).toEqual(assessed.capsuleLine);
    expect(shown.others.map((o) => o.rank)).toEqual([1]);
  });

  it('measures the same distance itself as the assessment did', () => {
    const again = shownView(
      { ...view, handNodule: assessed.nodule, handGland: assessed.gland },
      {
        ...assessed,
        capsuleLine: null,
        nodule: null,
      },
    );
    expect(again.changed).toBe(true);
    expect(again.line?.distancePx).toBe(assessed.capsuleLine?.distancePx);
    expect(again.maxDistancePx).toBe(assessed.maxDistancePx);
  });

  it('puts what was drawn by hand before what was assessed, and measures anew', () => {
    const shown = shownView({ ...view, handNodule: drawn(70) }, assessed);
    expect(shown.changed).toBe(true);
    expect(shown.noduleByHand).toBe(true);
    expect(shown.line?.distancePx).not.toBe(assessed.capsuleLine?.distancePx);
    expect(shown.modelNodule && maskArea(shown.modelNodule)).toBeGreaterThan(0);
  });

  it('shows another detection once it is chosen, and the first as the other one', () => {
    const shown = shownView({ ...view, chosenNodule: 1 }, assessed);
    expect(shown.changed).toBe(true);
    expect(encodeMask(shown.nodule!)).toEqual(assessed.nodules[1]?.mask);
    expect(shown.others.map((o) => o.rank)).toEqual([0]);
  });

  it('shows what a running assessment has found so far', () => {
    const shown = shownView(view, null, { nodule: drawn(100), gland: null });
    expect(encodeMask(shown.nodule!)).toEqual(drawn(100));
    expect(shown.gland).toBeNull();
    expect(shown.line).toBeNull();
  });

  it('does not pass a hand-drawn gland of the assessment off as the model’s', () => {
    const shown = shownView(view, { ...assessed, glandByHand: true });
    expect(shown.modelGland).toBeNull();
    expect(shownView(view, assessed).modelGland).not.toBeNull();
  });

  it('reads an earlier assessment exactly as it was', () => {
    const shown = assessedAsShown(assessed);
    expect(shown).toMatchObject({ changed: false, chosen: 0, line: assessed.capsuleLine });
  });
});
