import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ActivePack, Inference } from '../../main/inference/client.types.ts';
import { cytologyResults, runsOf } from './cytology.ts';
import { lookInto } from './folder.ts';

/** Smears painted here, and a stand-in for the network whose logits are how dark the picture is. */

const root = mkdtempSync(path.join(tmpdir(), 'thyromap-smears-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Purple nuclei on pink ground; more of them the higher the class. */
async function smear(nuclei: number): Promise<Buffer> {
  const circles = Array.from(
    { length: nuclei },
    (_, i) =>
      `<circle cx="${12 + 24 * (i % 10)}" cy="${12 + 24 * Math.floor(i / 10)}" r="9" fill="#5a2a82"/>`,
  );
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="240" height="240"><rect width="240" height="240" fill="#e8c8dc"/>${circles.join('')}</svg>`;
  return await sharp(Buffer.from(svg)).removeAlpha().png().toBuffer();
}

beforeAll(async () => {
  mkdirSync(path.join(root, 'images'));
  const lines = ['file,bethesda'];
  for (const [name, grade, nuclei] of [
    ['a_0001.png', 'B4', 10],
    ['a_0002.png', 'IV', 14],
    ['b_0003.png', 'Bethesda V', 50],
    ['b_0005.png', 'bethesda5', 12],
    ['c_0006.png', 'B6', 95],
    ['d_0007.png', 'B2', 5],
  ] as const) {
    writeFileSync(path.join(root, 'images', name), await smear(nuclei));
    lines.push(`${name},${grade}`);
  }
  writeFileSync(path.join(root, 'labels.csv'), lines.join('\n'));
});

const pack = {
  folder: '',
  sha256: '0'.repeat(64),
  manifest: {
    name: 'smears',
    version: '1.0.0',
    task: 'cytology',
    networks: [],
    trainedOn: { en: 'nothing', zh: '无' },
    notFor: { en: 'anything', zh: '任何' },
    classes: ['bethesda4', 'bethesda5', 'bethesda6'].map((name) => ({ name, label: { en: name, zh: name } })),
  },
} as unknown as ActivePack;

/** Dark share near 0.1, 0.5 and 0.9 of the nuclei's full count names the first, second and third class. */
const inference = {
  async runIn(_pack: unknown, _role: unknown, inputs: Record<string, { data: Float32Array }>) {
    const values = Object.values(inputs)[0]!.data;
    const dark = values.filter((v) => v < 0.45).length / values.length;
    const near = (centre: number) => -60 * (dark - centre) ** 2;
    return {
      logits: { type: 'float32', data: Float32Array.of(near(0.03), near(0.15), near(0.28)), dims: [1, 3] },
      embedding: { type: 'float32', data: new Float32Array(1), dims: [1, 1] },
    };
  },
} as unknown as Inference;

test('grades written in any of the usual ways are compared with the pack’s classes; a class it does not know is told', async () => {
  const folder = lookInto(root, { masks: null, all: false });
  const [result] = await cytologyResults(folder, 'smears', [pack], inference, 100);
  expect(result!.cases).toBe(5);
  expect(result!.notes.at(-1)).toBe('left out, classes that the pack does not know: B2');
  // The sparse "bethesda5" is named 4: one of five wrong.
  expect(result!.notes[1]).toBe('true bethesda5: named bethesda4 1, bethesda5 1, bethesda6 0');
  const value = (name: string) => result!.measures.find((m) => m.name === name)!.value;
  expect(value('accuracy')).toBeCloseTo(0.8, 10);
  // F1 by hand: 4 of 5, 2 of 3, 1.
  expect(value('macro F1')).toBeCloseTo((4 / 5 + 2 / 3 + 1) / 3, 10);
});

test('an ultrasound frame among the smears ends with its name', async () => {
  const grey = await sharp({ create: { width: 240, height: 240, channels: 3, background: '#777' } })
    .png()
    .toBuffer();
  const other = path.join(root, 'mixed');
  mkdirSync(path.join(other, 'images'), { recursive: true });
  writeFileSync(path.join(other, 'images/grey.png'), grey);
  writeFileSync(path.join(other, 'labels.csv'), 'file,bethesda\ngrey.png,B4\n');
  const folder = lookInto(other, { masks: null, all: false });
  await expect(cytologyResults(folder, 'mixed', [pack], inference, 100)).rejects.toThrow(/^grey\.png: /);
});

test('pictures with consecutive numbers in one class are drawn together', () => {
  const pictures = ['b4_0001', 'b4_0002', 'b4_0004', 'b5_0005'].map((name) => ({
    name,
    row: { bethesda: name.slice(0, 2) },
  }));
  expect([...runsOf(pictures).values()]).toEqual(['run 1', 'run 1', 'run 2', 'run 3']);
});
