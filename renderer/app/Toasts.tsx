import { ActionIcon, Button } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconInfoCircle, IconX } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { Detail } from '../trouble/Detail.tsx';
import { useWords } from '../words/words.ts';
import { useWatched } from './store.ts';
import classes from './Toasts.module.css';
import { closeToast, type Toast, toasts } from './toasts.ts';

const ICONS = { note: IconInfoCircle, ok: IconCheck, failure: IconAlertTriangle };

function OneToast({ toast }: { toast: Toast }) {
  const { t } = useWords();
  const [held, setHeld] = useState(false);
  const { id, stayMs } = toast;
  useEffect(() => {
    if (held || stayMs === null) return;
    const timer = setTimeout(() => closeToast(id), stayMs);
    return () => clearTimeout(timer);
  }, [held, id, stayMs]);
  const Icon = ICONS[toast.tone];
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: holding the pointer over it only stops its clock
    <div
      className={classes.toast}
      data-tone={toast.tone}
      role={toast.tone === 'failure' ? 'alert' : 'status'}
      onMouseEnter={() => setHeld(true)}
      onMouseLeave={() => setHeld(false)}
    >
      <Icon size={18} className={classes.icon} aria-hidden />
      <div className={classes.body}>
        <div>{toast.text}</div>
        <Detail text={toast.detail} />
      </div>
      {toast.action && (
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => {
            toast.action?.run();
            closeToast(id);
          }}
        >
          {toast.action.label}
        </Button>
      )}
      <ActionIcon
        variant="subtle"
        color="gray"
        size="sm"
        aria-label={t('shell.close')}
        onClick={() => closeToast(id)}
      >
        <IconX size={14} />
      </ActionIcon>
    </div>
  );
}

export function Toasts() {
  const all = useWatched(toasts);
  return (
    <div className={classes.stack}>
      {all.map((toast) => (
        <OneToast key={toast.id} toast={toast} />
      ))}
    </div>
  );
}
