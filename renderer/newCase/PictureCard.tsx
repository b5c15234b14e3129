import { ActionIcon, Loader, SegmentedControl, Tooltip } from '@mantine/core';
import { IconAlertTriangle, IconCopy, IconX } from '@tabler/icons-react';
import { showCase } from '../app/route.ts';
import { useLink } from '../link/link.ts';
import { Detail } from '../trouble/Detail.tsx';
import { useWords } from '../words/words.ts';
import { type DraftPicture, pickKind } from './draft.ts';
import { draft, removePicture } from './draftStore.ts';
import { FramePicker } from './FramePicker.tsx';
import classes from './PictureCard.module.css';
import { SpacingField } from './SpacingField.tsx';
import { WritingChoice, WritingMarks } from './Writing.tsx';

const NOT_USED = 'none';

/** One dropped picture: what was understood, what is missing, and which view it is. */
export function PictureCard({ picture }: { picture: DraftPicture }) {
  const { t, fail } = useWords();
  const link = useLink();
  const { staged, failure } = picture;
  return (
    <article className={classes.card} data-used={picture.kind !== null} aria-label={picture.fileName}>
      <header className={classes.head}>
        <span className={classes.name} title={picture.fileName}>
          {picture.fileName}
        </span>
        <Tooltip label={t('newCase.remove')} openDelay={400}>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={`${t('newCase.remove')} ${picture.fileName}`}
            onClick={() => removePicture(link, picture.key)}
          >
            <IconX size={16} />
          </ActionIcon>
        </Tooltip>
      </header>
      {picture.state === 'reading' && (
        <div className={classes.wait}>
          <Loader size={20} /> {t('newCase.reading')}
        </div>
      )}
      {failure && (
        <div className={classes.failure} role="alert">
          <IconAlertTriangle size={18} aria-hidden />
          <div>
            {fail(failure)}
            <Detail text={failure.detail} />
          </div>
        </div>
      )}
      {staged && (
        <>
          <div className={classes.frame}>
            <img
              className={classes.picture}
              src={`data:image/png;base64,${staged.thumbnailBase64}`}
              alt={t('newCase.pictureOf', { file: picture.fileName })}
            />
            <WritingMarks staged={staged} kept={picture.keepWriting} />
          </div>
          {staged.frames > 1 && <FramePicker picture={picture} staged={staged} />}
          <p className={classes.facts}>
            {[
              t(`newCase.format.${staged.format}`),
              `${staged.width} × ${staged.height}`,
              staged.viewGuess
                ? t('newCase.looksLike', { view: t(`view.${staged.viewGuess}`).toLocaleLowerCase() })
                : '',
              staged.format === 'dicom' && staged.patientId === null ? t('newCase.identityLeftOut') : '',
            ]
              .filter(Boolean)
              .join(' · ')}
          </p>
          <SegmentedControl
            fullWidth
            size="xs"
            aria-label={t('newCase.whichView')}
            value={picture.kind ?? NOT_USED}
            onChange={(value) =>
              draft.set((now) => ({
                ...now,
                pictures: pickKind(
                  now.pictures,
                  picture.key,
                  value === 'transverse' || value === 'longitudinal' ? value : null,
                ),
              }))
            }
            data={[
              { value: 'transverse', label: t('view.transverse') },
              { value: 'longitudinal', label: t('view.longitudinal') },
              { value: NOT_USED, label: t('newCase.notUsed') },
            ]}
          />
          <WritingChoice picture={picture} staged={staged} />
          <SpacingField picture={picture} staged={staged} />
          {staged.findings
            // the field of the scale says so itself, until it is typed
            .filter(({ code }) => code !== 'scaleMissing')
            .map((finding) => (
              <p key={finding.code} className={classes.finding}>
                <IconAlertTriangle size={15} aria-hidden /> {t(`finding.${finding.code}`, finding.values)}
              </p>
            ))}
          {staged.duplicateOf.map(({ caseId, label }) => (
            <p key={caseId} className={classes.finding}>
              <IconCopy size={15} aria-hidden /> {t('newCase.duplicate')}{' '}
              <button type="button" className={classes.link} onClick={() => void showCase(caseId)}>
                {label}
              </button>
            </p>
          ))}
        </>
      )}
    </article>
  );
}
