import { Button } from '@mantine/core';
import { IconFileZip, IconFolder, IconShieldCheck } from '@tabler/icons-react';
import { useRef } from 'react';
import type { DroppedFile } from '../newCase/dropped.ts';
import { useRefusal } from '../unlock/access.ts';
import { useWords } from '../words/words.ts';
import classes from './models.module.css';
import type { PackWork } from './usePacks.ts';

type Props = {
  work: PackWork | null;
  onVerify: () => void;
  onBring: (files: DroppedFile[]) => void;
};

/** Check every file again, or bring in a pack of one's own. */
export function PackTools({ work, onVerify, onBring }: Props) {
  const { t } = useWords();
  const zip = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const take = (field: HTMLInputElement) => {
    const files = [...(field.files ?? [])].map((file) => ({
      file,
      path: file.webkitRelativePath || file.name,
    }));
    // The same file can be chosen again after it was put right.
    field.value = '';
    if (files.length > 0) onBring(files);
  };
  const busy = work !== null;
  const verifying = useRefusal('pack.verify');
  const bringing = useRefusal('pack.import');
  return (
    <div className={classes.tools}>
      <Button
        variant="default"
        size="compact-md"
        leftSection={<IconShieldCheck size={16} />}
        loading={work === 'verify'}
        disabled={busy || verifying !== null}
        title={verifying ? t(verifying) : undefined}
        onClick={onVerify}
      >
        {t('models.verify')}
      </Button>
      <span className={classes.space} />
      <Button
        variant="default"
        size="compact-md"
        leftSection={<IconFileZip size={16} />}
        loading={work === 'import'}
        disabled={busy || bringing !== null}
        title={bringing ? t(bringing) : undefined}
        onClick={() => zip.current?.click()}
      >
        {t('models.importZip')}
      </Button>
      <Button
        variant="default"
        size="compact-md"
        leftSection={<IconFolder size={16} />}
        disabled={busy || bringing !== null}
        title={bringing ? t(bringing) : undefined}
        onClick={() => folder.current?.click()}
      >
        {t('models.importFolder')}
      </Button>
      <input
        ref={zip}
        type="file"
        hidden
        accept=".zip,application/zip"
        data-testid="choose-pack-zip"
        onChange={(event) => take(event.currentTarget)}
      />
      <input
        ref={folder}
        type="file"
        hidden
        data-testid="choose-pack-folder"
        {...{ webkitdirectory: '' }}
        onChange={(event) => take(event.currentTarget)}
      />
    </div>
  );
}
