import { expect, test } from './launch.ts';
import { specklePng, writeFiles } from './pictures.ts';

test('a case is made from dropped files, keeping what was typed through everything that goes wrong', async ({
  page,
}, testInfo) => {
  const files = writeFiles(testInfo.outputPath('files'), {
    'neck_long.png': await specklePng(1),
    'neck_trans.png': await specklePng(2),
    'report.png': 'This is a report, not a picture.',
    'empty.dcm': '',
  });
  await page.keyboard.press('n');
  const form = page.getByRole('form', { name: 'New case' });
  const choose = page.getByTestId('choose-pictures');
  const create = form.getByRole('button', { name: 'Create and assess' });
  await expect(create).toBeDisabled();
  await expect(form.getByText('At least one picture is needed')).toBeVisible();

  await test.step('bad files are named, with what to do; nothing else is lost', async () => {
    await choose.setInputFiles([files['report.png']!, files['empty.dcm']!]);
    await expect(form.getByText(/report\.png is a text file/)).toBeVisible();
    await expect(form.getByText(/empty\.dcm is empty/)).toBeVisible();
    await expect(create).toBeDisabled();
    for (const name of ['report.png', 'empty.dcm']) {
      await form.getByRole('button', { name: `Remove ${name}` }).click();
    }
  });

  await test.step('one view alone is allowed, and it says what the estimate will lack', async () => {
    await choose.setInputFiles(files['neck_long.png']!);
    await expect(form.getByText('400 × 300')).toBeVisible();
    await expect(
      form.getByText(
        /will do without: the transverse view, the scale .*, the side, the age, the sex and the report/,
      ),
    ).toBeVisible();
    await expect(create).toBeEnabled();
  });

  await test.step('views are told from the names and can be swapped', async () => {
    await choose.setInputFiles(files['neck_trans.png']!);
    const card = form.getByRole('article', { name: 'neck_trans.png' });
    await expect(card.getByRole('radio', { name: 'Transverse' })).toBeChecked();
    await card.getByText('Longitudinal', { exact: true }).click();
    await expect(
      form.getByRole('article', { name: 'neck_long.png' }).getByRole('radio', { name: 'Transverse' }),
    ).toBeChecked();
    await card.getByText('Transverse', { exact: true }).click();
  });

  await test.step('an impossible age is refused in words', async () => {
    await form.getByLabel('Age, years').fill('143');
    await expect(create).toBeDisabled();
    await expect(form.getByText('The age is not possible.')).toBeVisible();
    await form.getByLabel('Age, years').fill('43');
  });

  await test.step('a long report is said to be cut', async () => {
    await form
      .getByLabel('Ultrasound report')
      .fill('甲状腺左叶上极见低回声结节，边界不清，内见微钙化。'.repeat(8));
    await expect(form.getByText(/reads about the first 50 word pieces/)).toBeVisible();
    await form.getByLabel('Ultrasound report').fill('Hypoechoic nodule, ill-defined margin.');
    await expect(form.getByText(/About \d+ of the 50/)).toBeVisible();
  });

  await test.step('a reload brings everything back, the pictures too', async () => {
    await form.getByLabel('Name of the case').fill('0412');
    await form
      .getByRole('article', { name: 'neck_trans.png' })
      .getByLabel('Scale, mm per pixel')
      .fill('0,07');
    await page.waitForTimeout(400);
    await page.reload();
    await expect(form.getByLabel('Name of the case')).toHaveValue('0412');
    await expect(form.getByLabel('Age, years')).toHaveValue('43');
    await expect(form.getByRole('article')).toHaveCount(2);
    await expect(form.getByText('As typed: the picture is 28 × 21 mm.')).toBeVisible();
  });

  await test.step('the case is kept, its assessment starts, and the same picture is known next time', async () => {
    await create.click();
    const list = page.getByRole('region', { name: 'Work list' });
    await expect(list.getByRole('button', { name: /0412/ })).toHaveAttribute('aria-current', 'true');
    await page.keyboard.press('n');
    await expect(form.getByLabel('Name of the case')).toHaveValue('');
    await choose.setInputFiles(files['neck_trans.png']!);
    await expect(form.getByText('The same picture is already in case')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(form).toBeHidden();
  });
});

test('a folder with a CSV becomes cases; refused rows say why', async ({ page }, testInfo) => {
  const files = writeFiles(testInfo.outputPath('folder'), {
    'a_t.png': await specklePng(3),
    'b_t.png': await specklePng(4),
    'unnamed.png': await specklePng(5),
    'cases.csv':
      'label,transverse,longitudinal,report,age,sex,side,pole,spacing\n' +
      'A,a_t.png,,Hypoechoic nodule,43,F,left,upper,0.07\n' +
      'B,b_t.png,,Solid nodule,143,M,right,,\n' +
      'C,missing.png,,,,,,,\n',
  });
  await page.getByRole('button', { name: 'Import' }).click();
  await page.getByRole('menuitem', { name: 'Folder with a CSV…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Import a folder with a CSV' });
  await page.getByTestId('choose-table-files').setInputFiles(Object.values(files));
  await expect(dialog.getByText('cases.csv names 2 of the files here. Left out: 1.')).toBeVisible();
  await dialog.getByRole('button', { name: 'Import and assess' }).click();
  await expect(dialog.getByText('Cases created: 1.')).toBeVisible();
  await expect(dialog.getByText('Rows refused: 2')).toBeVisible();
  await expect(dialog.getByText(/missing\.png/)).toBeVisible();
  await dialog.getByRole('button', { name: 'Show the first case' }).click();
  await expect(
    page.getByRole('region', { name: 'Work list' }).getByRole('button', { name: /^.*A/ }).first(),
  ).toBeVisible();
});
