/** Licences that may be in what is handed out or used to build it, by SPDX identifier. */
const ALLOWED = new Set([
  'MIT',
  'ISC',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  '0BSD',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'Zlib',
  'Python-2.0',
  'WTFPL',
]);

/** Allowed under a condition: as fonts, as a replaceable shared library, or where nothing of it is handed out. */
const CONDITIONAL: Readonly<Record<string, (one: { name: string; shipped: boolean }) => boolean>> = {
  'OFL-1.1': ({ name }) => name.startsWith('@fontsource'),
  'LGPL-3.0-or-later': ({ name }) => name.startsWith('@img/sharp-'),
  'MPL-2.0': ({ shipped }) => !shipped,
  'CC-BY-4.0': ({ shipped }) => !shipped,
};

/**
 * Whether a package's SPDX licence expression is on the list: of `A OR B` one, of `A AND B` both. Nested groups
 * are taken from the inside out.
 */
export function isAllowed(licence: string, one: { name: string; shipped: boolean }): boolean {
  let text = licence;
  for (let inner = /\(([^()]*)\)/.exec(text); inner; inner = /\(([^()]*)\)/.exec(text))
    text = text.replace(inner[0], flat(inner[1]!, one) ? 'yes' : 'no');
  return flat(text, one);
}

function flat(expression: string, one: { name: string; shipped: boolean }): boolean {
  return expression.split(/\s+OR\s+/).some((choice) =>
    choice.split(/\s+AND\s+/).every((part) => {
      const id = part.trim();
      return id === 'yes' || ALLOWED.has(id) || (CONDITIONAL[id]?.(one) ?? false);
    }),
  );
}
