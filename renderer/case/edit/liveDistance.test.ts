import { expect, it } from 'vitest';
import { emptyMask } from '../../../app/segmentation/mask.ts';
import { type DistanceAnswer, type DistanceQuestion, liveDistance, type Measurer } from './liveDistance.ts';

it('asks one question at a time, leaves out what is overtaken, and always answers the last state', () => {
  const asked: DistanceQuestion[] = [];
  const measurer: Measurer = { postMessage: (q) => void asked.push(q), onmessage: null, terminate: () => {} };
  const heard: DistanceAnswer[] = [];
  let state = 0;
  const mask = emptyMask(1, 1);
  const live = liveDistance(
    measurer,
    () => ({ gland: mask, nodule: { ...mask, data: Uint8Array.of(state) }, glandByHand: false }),
    (answer) => heard.push(answer),
  );
  for (state = 1; state <= 5; state++) live.ask();
  state = 5;
  expect(asked.map((q) => q.nodule.data[0])).toEqual([1]);
  measurer.onmessage?.({ data: null });
  expect(asked.map((q) => q.nodule.data[0])).toEqual([1, 5]);
  measurer.onmessage?.({ data: null });
  expect(asked).toHaveLength(2);
  expect(heard).toHaveLength(2);
});
