import { Button, Drawer } from '@mantine/core';
import { IconArrowLeft, IconChevronRight, IconFileDescription } from '@tabler/icons-react';
import { showPack } from '../../modelPacks/shownPack.ts';
import { useSettings } from '../../settings/useSettings.ts';
import { useWords } from '../../words/words.ts';
import { useCaseAccess } from '../caseContext.ts';
import classes from './ExplanationDrawer.module.css';
import { explain } from './explain.ts';
import { SensitivityView } from './SensitivityView.tsx';
import type { Topic } from './topic.ts';

type Props = {
  /** The trail of questions; the last one is answered. Empty: closed. */
  trail: readonly Topic[];
  onAsk: (topic: Topic) => void;
  onBack: () => void;
  onClose: () => void;
};

/** The one place where anything that was clicked is explained. It leaves the frames in sight. */
export function ExplanationDrawer({ trail, onAsk, onBack, onClose }: Props) {
  const { t, language } = useWords();
  const { settings } = useSettings();
  const { assessment, views } = useCaseAccess();
  const topic = trail.at(-1);
  const answer = topic ? explain(topic, { t, language, settings, assessment, views }) : null;
  return (
    <Drawer
      opened={topic !== undefined}
      onClose={onClose}
      position="right"
      size="clamp(330px, 22.5vw, 430px)"
      zIndex={180}
      overlayProps={{ backgroundOpacity: 0.15 }}
      transitionProps={{ duration: 0 }}
      title={answer?.title}
      closeButtonProps={{ 'aria-label': t('shell.close') }}
      classNames={{ title: classes.title, content: classes.content, header: classes.header }}
    >
      {answer && (
        <>
          {answer.rows.length > 0 && (
            <dl className={classes.rows}>
              {answer.rows.map((row, i) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: rows never move while shown, and labels may repeat
                <div key={i} className={classes.row}>
                  <dt>{row.label}</dt>
                  <dd>
                    {row.topic ? (
                      <button type="button" onClick={() => row.topic && onAsk(row.topic)}>
                        {row.value}
                        <IconChevronRight size={14} aria-hidden />
                      </button>
                    ) : (
                      row.value
                    )}
                  </dd>
                </div>
              ))}
            </dl>
          )}
          {topic?.kind === 'sensitivity' && <SensitivityView key={assessment?.id} />}
          {answer.paragraphs.map((paragraph) => (
            <p key={paragraph} className={classes.paragraph}>
              {paragraph}
            </p>
          ))}
          {answer.source && <p className={classes.source}>{answer.source}</p>}
          {answer.card && (
            <Button
              size="compact-sm"
              variant="default"
              leftSection={<IconFileDescription size={15} />}
              onClick={() => showPack(answer.card ?? null)}
            >
              {t('opinion.card')}
            </Button>
          )}
          {trail.length > 1 && (
            <button type="button" className={classes.back} onClick={onBack}>
              <IconArrowLeft size={15} aria-hidden /> {t('result.back')}
            </button>
          )}
        </>
      )}
    </Drawer>
  );
}
