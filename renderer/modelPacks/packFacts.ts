import type { PackState } from '../../app/contract/channels.ts';
import { type PackManifest, systemName } from '../../app/pack/manifest.ts';
import type { Language } from '../../app/words/say.ts';
import type { Words } from '../words/words.ts';

export type Fact = readonly [name: string, value: string];

/** `MGA-Net · mga-net 1.0.0`; a pack that names no system goes by its own name. */
export function packTitle(manifest: Pick<PackManifest, 'system' | 'name' | 'version'>): string {
  const { name, version } = manifest;
  const system = systemName(manifest);
  return `${system === name ? '' : `${system} · `}${name} ${version}`;
}

/** What is said of a pack as a whole, in the reader's language. */
export function packFacts(
  pack: Pick<PackState, 'manifest' | 'origin' | 'folder' | 'sha256'>,
  { t, language }: { t: Words['t']; language: Language },
): Fact[] {
  const { manifest, origin, folder, sha256 } = pack;
  const facts: (Fact | null)[] = [
    manifest && [t('models.asked'), t(`models.task.${manifest.task}`)],
    manifest?.trainedOn ? [t('models.trainedOn'), manifest.trainedOn[language]] : null,
    manifest?.notFor ? [t('models.notFor'), manifest.notFor[language]] : null,
    manifest?.classes
      ? [t('models.classes'), manifest.classes.map((one) => one.label[language]).join(' · ')]
      : null,
    manifest && manifest.task !== 'lateralNeck'
      ? [
          t('models.calibration'),
          manifest.calibration
            ? `${t(`models.calibration.${manifest.calibration.method}`)}: ${manifest.calibration.on}`
            : t('models.calibration.none'),
        ]
      : null,
    manifest?.licence ? [t('models.licence'), manifest.licence] : null,
    [t('models.origin'), t(`models.origin.${origin}`, { folder })],
    sha256 ? [t('models.packHash'), sha256] : null,
  ];
  return facts.filter((fact) => fact !== null);
}
