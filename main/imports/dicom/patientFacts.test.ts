import { describe, expect, test } from 'vitest';
import type { Element } from '../testing/makeDicom.ts';
import { decode, GREY } from './testing/greyDicom.ts';

describe('of the patient', () => {
  test('only age, sex and side are read', async () => {
    const elements: Element[] = [
      [0x00080005, 'CS', 'ISO_IR 192'],
      [0x00100010, 'PN', '王^芳'],
      [0x00100040, 'CS', 'F'],
      [0x00101010, 'AS', '043Y'],
      [0x0008103e, 'LO', 'Thyroid LT lobe LONG'],
    ];
    const decoded = await decode({ pixels: GREY, elements });
    expect(decoded).toMatchObject({ ageYears: 43, sex: 'F', sideGuess: 'left', viewGuess: 'longitudinal' });
    const kept = JSON.stringify({ ...decoded, frame: null });
    for (const secret of ['王', 'SECRET', 'Secret', '1.2.3.4']) expect(kept).not.toContain(secret);
  });

  test.each([
    ['018M', 1],
    ['099Y', 99],
    ['150Y', null],
    ['43', null],
  ])('the age %s means %s', async (text, years) => {
    const decoded = await decode({ pixels: GREY, elements: [[0x00101010, 'AS', text]] });
    expect(decoded.ageYears).toBe(years);
  });

  test('the age is reckoned from the dates where it is not written', async () => {
    const dates = (study: string): Element[] => [
      [0x00080020, 'DA', study],
      [0x00100030, 'DA', '19830615'],
    ];
    expect((await decode({ pixels: GREY, elements: dates('20260614') })).ageYears).toBe(42);
    expect((await decode({ pixels: GREY, elements: dates('20260615') })).ageYears).toBe(43);
  });

  test('the laterality tag outranks words', async () => {
    const elements: Element[] = [
      [0x00200062, 'CS', 'R'],
      [0x0008103e, 'LO', 'left'],
    ];
    expect((await decode({ pixels: GREY, elements })).sideGuess).toBe('right');
  });

  test('a code names the view', async () => {
    const code: Element[] = [
      [0x00080100, 'SH', 'G-A138'],
      [0x00080104, 'LO', 'Transverse'],
    ];
    expect((await decode({ pixels: GREY, elements: [[0x00540220, 'SQ', [code]]] })).viewGuess).toBe(
      'transverse',
    );
  });
});
