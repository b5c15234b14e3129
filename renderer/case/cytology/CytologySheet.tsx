import { Alert, Button, Modal } from '@mantine/core';
import { IconPhotoPlus, IconRefresh } from '@tabler/icons-react';
import { useState } from 'react';
import type { Opinion } from '../../../app/opinion/opinion.ts';
import { useMay } from '../../unlock/access.ts';
import { useWords } from '../../words/words.ts';
import { useCaseAccess } from '../caseContext.ts';
import { ClassBars } from './ClassBars.tsx';
import classes from './CytologySheet.module.css';
import { chooseSmears, dropHandlers, OWN_DROP } from './dropSmears.ts';
import { SmearCard } from './SmearCard.tsx';
import { isCurrent, shownSmears } from './shownSmears.ts';
import { useColourPicture } from './useColourPicture.ts';
import type { useSmears } from './useSmears.ts';

type Props = {
  data: ReturnType<typeof useSmears>;
  opinion: Opinion | null;
  opened: boolean;
  onClose: () => void;
};

/** All smear pictures of a case: what was said of each and of all together, and what stands behind it. */
export function CytologySheet({ data, opinion, opened, onClose }: Props) {
  const { t } = useWords();
  const { asAssessed, readOnly, running, assess } = useCaseAccess();
  const mayAdd = useMay('cytology.add') && !readOnly;
  const [over, setOver] = useState(false);
  const [enlarged, setEnlarged] = useState<string | null>(null);
  const answer = opinion?.answer ?? null;
  const shown = shownSmears(data.smears, opinion, asAssessed);
  const unread = !asAssessed && !isCurrent(data.smears, opinion);
  const take = (files: File[]) => void data.add(files);
  const drops = !mayAdd ? {} : { ...OWN_DROP, ...dropHandlers(take, setOver) };
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('cytology.title')}
      size="min(980px, 94vw)"
      closeButtonProps={{ 'aria-label': t('shell.close') }}
    >
      <div className={classes.sheet} data-over={over} {...drops}>
        {shown.length === 0 && <p className={classes.none}>{t('cytology.none')}</p>}
        {unread && shown.length > 0 && (
          <Alert color="yellow" variant="light" className={classes.unread}>
            <span>{t('cytology.notReadYet')}</span>
            <Button
              size="compact-sm"
              variant="default"
              leftSection={<IconRefresh size={15} />}
              disabled={running || readOnly}
              onClick={assess}
            >
              {t('cytology.assess')}
            </Button>
          </Alert>
        )}
        {opinion?.answer && <Together opinion={{ ...opinion, answer: opinion.answer }} />}
        {shown.length > 0 && (
          <section>
            <h3 className={classes.heading}>{t('cytology.each')}</h3>
            {enlarged && <Enlarged imageId={enlarged} onClose={() => setEnlarged(null)} />}
            <ul className={classes.cards}>
              {shown.map((one) => (
                <SmearCard
                  key={one.imageId ?? one.fileName}
                  shown={one}
                  answer={answer}
                  calibrated={opinion?.calibrated ?? false}
                  onEnlarge={() => setEnlarged(enlarged === one.imageId ? null : one.imageId)}
                  onRemove={readOnly ? null : one.smear && (() => data.remove(one.smear!))}
                />
              ))}
            </ul>
          </section>
        )}
        {mayAdd && (
          <Button
            variant="default"
            leftSection={<IconPhotoPlus size={16} />}
            loading={data.adding}
            onClick={() => chooseSmears(take)}
          >
            {t('cytology.add')}
          </Button>
        )}
      </div>
    </Modal>
  );
}

function Together({ opinion }: { opinion: Opinion & { answer: NonNullable<Opinion['answer']> } }) {
  const { t, language } = useWords();
  const { system, answer, calibrated, trainedOn, notFor } = opinion;
  return (
    <section>
      <h3 className={classes.heading}>
        {system} · {t('cytology.overAll')}
      </h3>
      {calibrated ? (
        <>
          <ClassBars opinion={opinion} />
          {answer.parts.length > 1 && <p className={classes.quiet}>{t('cytology.meanAndSpread')}</p>}
        </>
      ) : (
        <p className={classes.quiet}>{t('opinion.uncalibrated')}</p>
      )}
      {answer.rows.map((row) => (
        <p key={row.label.en} className={classes.quiet}>
          {row.label[language]}: {row.value[language]}
        </p>
      ))}
      <p className={classes.about}>{t('opinion.trainedOn', { text: trainedOn[language] })}</p>
      <p className={classes.about}>{t('opinion.notFor', { text: notFor[language] })}</p>
    </section>
  );
}

function Enlarged({ imageId, onClose }: { imageId: string; onClose: () => void }) {
  const { t } = useWords();
  const source = useColourPicture(imageId);
  return (
    <button type="button" className={classes.enlarged} aria-label={t('shell.close')} onClick={onClose}>
      {source ? <img src={source} alt="" /> : t('shell.loading')}
    </button>
  );
}
