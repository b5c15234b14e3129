import { ActionIcon, Tooltip } from '@mantine/core';
import { IconArrowsDiagonal, IconArrowsDiagonalMinimize2 } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useWords } from '../../words/words.ts';
import classes from './Panel.module.css';

export type PanelId = 'transverse' | 'longitudinal' | 'where' | 'features';

/** Which panel fills the window, and which one keys are meant for. */
export type PanelFocus = {
  readonly enlarged: PanelId | null;
  enlarge: (id: PanelId | null) => void;
  /** The pointer or the keyboard is in a panel. */
  visit: (id: PanelId) => void;
};

type Props = {
  id: PanelId;
  focus: PanelFocus;
  title: ReactNode;
  actions?: ReactNode;
  footer?: ReactNode;
  children: ReactNode;
};

/** A panel with its title and tools; it grows to the whole window and back without losing its state. */
export function Panel({ id, focus, title, actions, footer, children }: Props) {
  const { t } = useWords();
  const enlarged = focus.enlarged === id;
  const label = t(enlarged ? 'result.shrink' : 'result.enlarge');
  return (
    <section
      className={classes.panel}
      data-enlarged={enlarged}
      data-panel={id}
      aria-labelledby={`panel-${id}`}
      // Over, not enter: React misses an enter when the element left behind was taken away (a closed dialog).
      onPointerOver={() => focus.visit(id)}
      onFocusCapture={() => focus.visit(id)}
    >
      <header className={classes.header}>
        <h2 id={`panel-${id}`} className={classes.title}>
          {title}
        </h2>
        {/* biome-ignore lint/a11y/noStaticElementInteractions: a click leaves the keyboard where it was, for Space */}
        <div className={classes.actions} onMouseDown={(event) => event.preventDefault()}>
          {actions}
          <Tooltip label={`${label} (F)`} openDelay={500}>
            <ActionIcon
              variant="subtle"
              color="gray"
              size="sm"
              aria-label={label}
              onClick={() => focus.enlarge(enlarged ? null : id)}
            >
              {enlarged ? <IconArrowsDiagonalMinimize2 size={16} /> : <IconArrowsDiagonal size={16} />}
            </ActionIcon>
          </Tooltip>
        </div>
      </header>
      <div className={classes.body}>{children}</div>
      {footer && <footer className={classes.footer}>{footer}</footer>}
    </section>
  );
}
