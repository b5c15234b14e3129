import { expect, test } from 'vitest';
import { guessFromName } from './guessView.ts';

test.each([
  ['thyroid_L_trans.png', 'transverse', 'left'],
  ['RT LOBE SAG', 'longitudinal', 'right'],
  ['rightLobeLong.dcm', 'longitudinal', 'right'],
  ['0412-left-axial-02.jpg', 'transverse', 'left'],
  ['isthmus TRV.bmp', 'transverse', 'isthmus'],
  ['左叶横切.png', 'transverse', 'left'],
  ['甲状腺右侧纵断面1.png', 'longitudinal', 'right'],
  ['峡部_横.png', 'transverse', 'isthmus'],
  ['still.png', null, null],
  ['translation of report.png', null, null],
  ['IM_0001', null, null],
  ['left and right.png', null, null],
  ['long trans.png', null, null],
])('%s is named as %s, %s', (name, view, side) => {
  expect(guessFromName(name)).toEqual({ view, side });
});
