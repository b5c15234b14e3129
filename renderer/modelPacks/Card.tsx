import Markdown from 'react-markdown';
import remarkGfm from 'remark-gfm';
import classes from './models.module.css';

const PLUGINS = [remarkGfm];

/**
 * A model card. HTML inside it is not passed on, pictures are left out and links are text with their address:
 * a card can look like nothing but a card, and nothing is fetched.
 */
export function Card({ markdown }: { markdown: string }) {
  return (
    <article className={classes.card}>
      <Markdown
        remarkPlugins={PLUGINS}
        skipHtml
        disallowedElements={['img']}
        components={{
          a: ({ children, href }) => (
            <span>
              {children}
              {href && !String(children).includes(href) && ` (${href})`}
            </span>
          ),
        }}
      >
        {markdown}
      </Markdown>
    </article>
  );
}
