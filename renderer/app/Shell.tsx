import type { ReactNode } from 'react';
import { MeaningSheet } from '../help/MeaningSheet.tsx';
import { ConnectionStrip } from '../trouble/Strips.tsx';
import { Footer } from './Footer.tsx';
import classes from './Frame.module.css';
import { useRoute } from './route.ts';
import { Toasts } from './Toasts.tsx';
import { TopBar } from './TopBar.tsx';

export type ShellProps = { strips: ReactNode; list: ReactNode; sheets: ReactNode; children: ReactNode };

/** What every screen stands in; without a list (locked, in trouble) there is nothing to work with. */
export function Shell({ strips, list, sheets, children }: ShellProps) {
  const route = useRoute();
  const usable = list !== null;
  return (
    <div className={classes.frame} data-list={usable && route.listShown}>
      <div className={classes.top}>
        <TopBar usable={usable} />
        <ConnectionStrip />
        {strips}
      </div>
      {usable && (
        <aside className={classes.list} hidden={!route.listShown}>
          {list}
        </aside>
      )}
      <main className={classes.main}>{children}</main>
      <Footer />
      <MeaningSheet />
      {sheets}
      <Toasts />
    </div>
  );
}
