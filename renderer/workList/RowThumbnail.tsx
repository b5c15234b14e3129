import { useCallback, useEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { useLink } from '../link/link.ts';
import { useWords } from '../words/words.ts';
import classes from './RowThumbnail.module.css';

/** How long the pointer rests on a row before its picture comes up, ms. */
const REST_MS = 450;
/** Height of picture and caption with their border, to keep them inside the window, px. */
const HEIGHT_PX = 205;

export type Hovered = { caseId: string; views: number; left: number; top: number };

/** One picture for the whole list: rows stay light, and it is asked for only when the pointer rests. */
export function useHovered(): {
  hovered: Hovered | null;
  hover: (row: HTMLElement | null, of: Pick<Hovered, 'caseId' | 'views'>) => void;
} {
  const [hovered, setHovered] = useState<Hovered | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const hover = useCallback((row: HTMLElement | null, of: Pick<Hovered, 'caseId' | 'views'>) => {
    clearTimeout(timer.current);
    setHovered(null);
    if (!row) return;
    timer.current = setTimeout(() => {
      if (!row.isConnected) return;
      const { right, top } = row.getBoundingClientRect();
      setHovered({
        caseId: of.caseId,
        views: of.views,
        left: right + 6,
        top: Math.max(4, Math.min(top, innerHeight - HEIGHT_PX)),
      });
    }, REST_MS);
  }, []);
  return { hovered, hover };
}

/** The first picture of a case beside its row. */
export function RowThumbnail({ caseId, views, left, top }: Hovered) {
  const link = useLink();
  const { t } = useWords();
  const [png, setPng] = useState<string | null>(null);
  useEffect(() => {
    let gone = false;
    void (async () => {
      const bundle = await link.send('case.get', { caseId });
      const imageId = bundle.ok ? bundle.value.case.views[0]?.imageId : undefined;
      if (gone || !imageId) return;
      const image = await link.send('image.get', { imageId });
      if (!gone && image.ok) setPng(image.value.pngBase64);
    })();
    return () => {
      gone = true;
    };
  }, [link, caseId]);
  return createPortal(
    <figure className={classes.figure} style={{ left, top }}>
      {png ? <img src={`data:image/png;base64,${png}`} alt="" /> : <div className={classes.waiting} />}
      <figcaption>{t(views === 1 ? 'list.oneView' : 'list.views', { n: views })}</figcaption>
    </figure>,
    document.body,
  );
}
