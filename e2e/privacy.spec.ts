import { writeText } from '../app/phantom/glyphs.ts';
import { makeDicom } from '../main/imports/testing/makeDicom.ts';
import { expect, test } from './launch.ts';
import { writeFiles } from './pictures.ts';

/** Tissue with a black border above it, and a name written there. */
function namedDicom(): Buffer {
  const [width, height] = [480, 360];
  const pixels = Uint8Array.from({ length: width * height }, (_, i) => {
    const [x, y] = [i % width, Math.floor(i / width)];
    return x >= 20 && x < 460 && y >= 40 ? 70 + ((x * 7 + y * 13) % 23) : 0;
  });
  writeText(pixels, width, 'SMRPBG 0123', 24, 8, 230, 2);
  return Buffer.from(
    makeDicom({ rows: height, columns: width, pixels, elements: [[0x00101010, 'AS', '046Y']] }),
  );
}

test('a DICOM picture comes in without its patient’s name; writing in it is shown and painted over', async ({
  page,
}, testInfo) => {
  const files = writeFiles(testInfo.outputPath('files'), { 'neck_trans.dcm': namedDicom() });
  await page.keyboard.press('n');
  const form = page.getByRole('form', { name: 'New case' });
  await page.getByTestId('choose-pictures').setInputFiles(files['neck_trans.dcm']!);
  const card = form.getByRole('article', { name: 'neck_trans.dcm' });
  await expect(card.getByText(/name, numbers and dates are left out/)).toBeVisible();
  await expect(card.getByText('Lines of writing in the picture, outlined: 1')).toBeVisible();
  await expect(card.getByRole('radio', { name: 'Paint over' })).toBeChecked();
  await expect(card.locator('svg rect')).toHaveCount(1);

  await test.step('the person may keep it, and is told what that means', async () => {
    await card.getByText('Keep', { exact: true }).click();
    await expect(card.getByText('Make sure that it names nobody', { exact: false })).toBeVisible();
    await card.getByText('Paint over', { exact: true }).click();
    await expect(card.getByText(/Painted over before the case is saved/)).toBeVisible();
  });

  await form.getByLabel('Name of the case').fill('0777');
  await form.getByRole('button', { name: 'Create and assess' }).click();
  await expect(
    page.getByRole('region', { name: 'Work list' }).getByRole('button', { name: /0777/ }),
  ).toBeVisible();
  // The patient's name and number stand in the file's header.
  expect(await page.locator('body').innerText()).not.toMatch(/Secret|SECRET/);

  await test.step('the case says how the picture was de-identified', async () => {
    await page.getByRole('button', { name: 'Where this picture comes from' }).first().click();
    const note = page.getByRole('note', { name: 'Where this picture comes from' });
    await expect(note.getByText('Name, numbers and dates of the patient were not taken over.')).toBeVisible();
    await expect(note.getByText('Writing in the picture was found and painted over.')).toBeVisible();
    await expect(note).toContainText('113101');
    await expect(note).toContainText('PS3.15');
  });
});
