import { ActionIcon, Popover, Tooltip } from '@mantine/core';
import { IconFileInfo } from '@tabler/icons-react';
import { useState } from 'react';
import type { ChannelOutput } from '../../../app/contract/channels.ts';
import type { ImageOrigin } from '../../../app/image/imageOrigin.ts';
import { useFailureToast } from '../../app/useFailureToast.ts';
import { ask, useLink } from '../../link/link.ts';
import { useWords } from '../../words/words.ts';
import classes from './OriginNote.module.css';

const IDENTIFIERS = ['patientName', 'patientId', 'birthDate', 'studyDate', 'accessionNumber'] as const;

/** How the picture was de-identified, and what became of writing in it; read when somebody asks. */
export function OriginNote({ imageId }: { imageId: string }) {
  const { t } = useWords();
  const link = useLink();
  const failed = useFailureToast();
  const [read, setRead] = useState<ChannelOutput<'image.origin'> | null>(null);
  const [opened, setOpened] = useState(false);
  const open = () =>
    void ask(link, 'image.origin', { imageId })
      .then((found) => {
        setRead(found);
        setOpened(true);
      })
      .catch(failed);
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" width={340} withinPortal>
      <Popover.Target>
        <Tooltip label={t('origin.title')} openDelay={500} disabled={opened}>
          <ActionIcon
            variant={opened ? 'light' : 'subtle'}
            color={opened ? undefined : 'gray'}
            size="sm"
            aria-label={t('origin.title')}
            aria-expanded={opened}
            onClick={() => (opened ? setOpened(false) : open())}
          >
            <IconFileInfo size={16} />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown role="note" aria-label={t('origin.title')}>
        <div className={classes.note}>
          {read?.origin ? <Origin origin={read.origin} /> : <p>{t('origin.unknown')}</p>}
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}

function Origin({ origin }: { origin: ImageOrigin }) {
  const { t } = useWords();
  const { identifiers, burnedInText, studyInstanceUid, sopInstanceUid } = origin;
  const facts: [string, string | null][] = [
    ...IDENTIFIERS.map((name): [string, string | null] => [t(`origin.${name}`), identifiers?.[name] ?? null]),
    [t('origin.method'), origin.deidentificationMethod],
    [
      t('origin.codes'),
      origin.deidentificationCodes.map(({ value, meaning }) => `${value} ${meaning}`).join('; ') || null,
    ],
    [t('origin.study'), studyInstanceUid],
    [t('origin.image'), sopInstanceUid],
  ];
  return (
    <>
      <p>{t(identifiers ? 'origin.kept' : 'origin.removed')}</p>
      <p>{t(`origin.writing.${burnedInText}`)}</p>
      <dl className={classes.facts}>
        {facts.map(
          ([name, value]) =>
            value !== null && (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ),
        )}
      </dl>
    </>
  );
}
