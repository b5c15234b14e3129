import { expect, it } from 'vitest';
import { packManifestSchema } from '../../app/pack/manifest.ts';
import { say } from '../../app/words/say.ts';
import { packFacts, packTitle } from './packFacts.ts';

const manifest = packManifestSchema.parse({
  schema: 1,
  name: 'own',
  version: '1.0.0',
  task: 'clinical',
  system: 'Own model',
  intendedUse: 'tests',
  networks: [],
  parameters: {},
  card: 'card.md',
  classes: ['no', 'yes'].map((name) => ({ name, label: { en: name, zh: name === 'no' ? '否' : '是' } })),
  positive: 'yes',
  trainedOn: { en: 'Ten patients.', zh: '十名患者。' },
  notFor: { en: 'Children.', zh: '儿童。' },
});
const facts = (language: 'en' | 'zh') =>
  Object.fromEntries(
    packFacts(
      { manifest, origin: 'imported', folder: '/data/packs/own-1.0.0', sha256: 'a'.repeat(64) },
      { t: (key, values) => say(language, key, values), language },
    ),
  );

it('says of a pack what it is asked, what it was trained on, what it is not for, in the reader’s language', () => {
  expect(packTitle(manifest)).toBe('Own model · own 1.0.0');
  expect(packTitle({ name: 'own', version: '1.0.0' })).toBe('own 1.0.0');
  expect(packTitle({ system: 'LLNM-Net', name: 'llnm', version: '1.0.0' })).toBe('LLNM-Net · llnm 1.0.0');
  expect(facts('en')).toMatchObject({
    'Asked about': 'second opinion: lateral nodes, no picture',
    'Trained on': 'Ten patients.',
    Limits: 'Children.',
    Answers: 'no · yes',
    Calibration: 'none: its answers are shown without figures',
    'Comes from': 'an import on this machine: /data/packs/own-1.0.0',
  });
  expect(facts('zh')).toMatchObject({ 训练数据: '十名患者。', 局限: '儿童。', 结论类别: '否 · 是' });
});
