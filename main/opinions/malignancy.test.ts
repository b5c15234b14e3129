import { describe, expect, it } from 'vitest';
import type { GreyFrame } from '../../app/image/greyFrame.ts';
import type { OpinionAnswer } from '../../app/opinion/opinion.ts';
import { emptyMask, type Mask } from '../../app/segmentation/mask.ts';
import type { PlainTensors } from '../inference/protocol.ts';
import { askMalignancy } from './malignancy.ts';
import type { OpinionCase, OpinionTools } from './runner.ts';

const label = (text: string) => ({ en: text, zh: text });
const frame: GreyFrame = {
  width: 100,
  height: 80,
  pixels: Uint8Array.from({ length: 8000 }, (_, i) => i % 100),
  spacingMmPerPx: null,
};
const nodule = (x: number) => ({
  box: { x, y: 30, width: 20, height: 20 },
  score: 0.9,
  mask: emptyMask(100, 80),
});

function view(kind: 'transverse' | 'longitudinal', over: object = {}): OpinionCase['views'][number] {
  return {
    prepared: { view: { kind, imageId: `image-${kind}` }, frame },
    nodules: [nodule(10), nodule(60)],
    nodule: emptyMask(100, 80),
    noduleByHand: false,
    chosen: 0,
    ...over,
  } as unknown as OpinionCase['views'][number];
}

/** Stands for a network whose logit is the grey in the crop's middle, and whose map is 0, 1, 2, 4. */
async function ask(views: OpinionCase['views'], parameters: object = {}) {
  const seen: PlainTensors[] = [];
  const tools = {
    pack: {
      manifest: {
        name: 'test',
        classes: [
          { name: 'benign', label: label('benign') },
          { name: 'malignant', label: label('malignant') },
        ],
        positive: 'malignant',
        networks: [
          {
            role: 'classifier',
            parameters: { inputSize: 32, cropFactor: 2, map: { output: 'cam', fullAt: 1 }, ...parameters },
          },
        ],
      },
    },
    run: async (_role: string, inputs: PlainTensors) => {
      seen.push(inputs);
      const middle = (inputs.frame!.data as Float32Array)[16 * 32 + 16]!;
      return {
        logit: { type: 'float32', data: Float32Array.of(middle), dims: [1] },
        cam: { type: 'float32', data: Float32Array.of(0, 1, 2, 4), dims: [1, 2, 2] },
      };
    },
  } as unknown as OpinionTools;
  const answer = await askMalignancy({ views, cytology: [] } as unknown as OpinionCase, tools);
  return { answer: answer as OpinionAnswer, seen };
}

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

describe('benign or malignant', () => {
  it('is asked of the chosen detection, in every view, and the logits are averaged', async () => {
    const { answer, seen } = await ask([view('transverse'), view('longitudinal', { chosen: 1 })]);
    expect(seen.map((inputs) => inputs.frame!.dims)).toEqual([
      [1, 1, 32, 32],
      [1, 1, 32, 32],
    ]);
    const [first, second] = answer.parts.map((part) =>
      Math.log(part.probabilities[1] / part.probabilities[0]),
    );
    // The frame's grey is its column: 20 in the middle of the first box, 70 in the second's.
    expect(first * 255).toBeCloseTo(20, 0);
    expect(second * 255).toBeCloseTo(70, 0);
    expect(answer.probability).toBeCloseTo(sigmoid((first + second) / 2), 6);
  });

  it('lays its map over the square that the network saw', async () => {
    const { answer } = await ask([view('transverse')]);
    expect(answer.maps[0].view).toBe('transverse');
    expect(answer.maps[0].map.box).toEqual({ x: 0, y: 20, width: 40, height: 40 });
    expect(answer.maps[0].map.values).toEqual([0, 0.25, 0.5, 1]);
  });

  it("follows the person's outline", async () => {
    const drawn: Mask = emptyMask(100, 80);
    for (let y = 10; y < 20; y++) for (let x = 80; x < 90; x++) drawn.data[y * 100 + x] = 1;
    const { answer } = await ask([view('transverse', { nodule: drawn, noduleByHand: true })]);
    expect(answer.maps[0].map.box).toEqual({ x: 75, y: 5, width: 20, height: 20 });
  });

  it('is not given where no nodule was found', async () => {
    const { answer } = await ask([view('transverse', { nodules: [], nodule: null })]);
    expect(answer).toEqual({ notGiven: 'noNodule' });
  });

  it('fails with the name of a pack that does not describe its input', async () => {
    await expect(ask([view('transverse')], { inputSize: 'large' })).rejects.toMatchObject({
      failure: { code: 'pack.badAnswer', values: { pack: 'test' } },
    });
  });
});
