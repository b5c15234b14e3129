/** The web host's own two pages; everything else is the renderer's. */

const page = (head: string, body: string): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>ThyroMap</title>${head}` +
  '<style>body{background:#101214;color:#e6e6e6;font:16px system-ui;margin:20vh auto;max-width:32em}</style>' +
  `</head><body>${body}</body></html>`;

/**
 * Sent with the cookie. A second navigation, begun by our own page, carries a SameSite=Strict cookie even when the
 * first was begun by another application, and takes the token out of the address.
 */
export const admittedPage = page('<meta http-equiv="refresh" content="0;url=/">', '');

export const strangerPage = page(
  '',
  '<p>This address needs the key that ThyroMap printed when it started. Open the whole address from that window.</p>' +
    '<p lang="zh">请使用 ThyroMap 启动时显示的完整地址打开。</p>',
);

export const spentPage = page(
  '',
  '<p>This address has been used already: each opens one browser. ThyroMap has printed a new one in the window where ' +
    'it was started; open that.</p>' +
    '<p lang="zh">该地址已使用过：每个地址只能打开一次。ThyroMap 已在启动窗口中显示新的地址，请打开新地址。</p>',
);
