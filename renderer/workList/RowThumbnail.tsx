import { useEffect, useState } from 'react';
import { useLink } from '../link/link.ts';
import { useWords } from '../words/words.ts';
import classes from './RowThumbnail.module.css';

/** The first picture of a case, asked for only when the pointer rests on its row. */
export function RowThumbnail({ caseId, views }: { caseId: string; views: number }) {
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
  return (
    <figure className={classes.figure}>
      {png ? <img src={`data:image/png;base64,${png}`} alt="" /> : <div className={classes.waiting} />}
      <figcaption>{t(views === 1 ? 'list.oneView' : 'list.views', { n: views })}</figcaption>
    </figure>
  );
}
