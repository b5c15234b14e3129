import { noteExport } from '../audit/noteExport.ts';
import { surfaces } from '../theme/colours.ts';

/**
 * The drawn Sankey as a standalone SVG file's text: colours as attributes, the dark ground behind it, no handles.
 *
 * @param drawing the `svg[data-sankey]` element on screen
 */
export function exportSankeySvg(drawing: SVGSVGElement): string {
  const copy = drawing.cloneNode(true) as SVGSVGElement;
  for (const handle of copy.querySelectorAll('[role="button"]')) handle.remove();
  for (const element of copy.querySelectorAll('[class]')) element.removeAttribute('class');
  copy.removeAttribute('class');
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  const ground = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
  ground.setAttribute('width', '100%');
  ground.setAttribute('height', '100%');
  ground.setAttribute('fill', surfaces.panel);
  copy.insertBefore(ground, copy.querySelector('title')?.nextSibling ?? copy.firstChild);
  return new XMLSerializer().serializeToString(copy);
}

/** Saves the drawing inside an element as a file; nothing where none is shown. */
export function saveSankey(inside: Element | null): void {
  const drawing = inside?.querySelector<SVGSVGElement>('svg[data-sankey]');
  if (!drawing) return;
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([exportSankeySvg(drawing)], { type: 'image/svg+xml' }));
  link.download = 'thyromap-features.svg';
  noteExport('picture of the features');
  link.click();
  URL.revokeObjectURL(link.href);
}
