import { Button } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useAddExamples } from '../app/useAddExamples.ts';
import { useLink } from '../link/link.ts';
import trouble from '../trouble/trouble.module.css';
import { useWords } from '../words/words.ts';
import { useSession } from './access.ts';

/** Under the top bar while only the examples are there; brings them in. */
export function DemoStrip() {
  const { t } = useWords();
  const link = useLink();
  const { add } = useAddExamples();
  const demo = useSession()?.demo ?? false;
  useEffect(() => {
    if (demo) add();
  }, [demo, add]);
  if (!demo) return null;
  return (
    <div className={trouble.strip}>
      <IconInfoCircle size={18} aria-hidden />
      <span className={trouble.stripWords}>{t('demo.strip')}</span>
      <Button size="compact-xs" variant="default" onClick={() => void link.send('access.leaveExamples', {})}>
        {t('demo.leave')}
      </Button>
    </div>
  );
}
