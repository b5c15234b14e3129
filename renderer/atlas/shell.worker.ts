import { capsuleShell } from '../../atlas/template/capsuleDepth.ts';
import { buildTemplate, type Template } from '../../atlas/template/template.ts';
import type { ShellQuestion } from './shellBuilder.ts';

let known: { dimensions: string; template: Template } | null = null;

addEventListener('message', ({ data }: MessageEvent<ShellQuestion>) => {
  const dimensions = JSON.stringify(data.dimensions);
  if (known?.dimensions !== dimensions) known = { dimensions, template: buildTemplate(data.dimensions) };
  postMessage(capsuleShell(known.template, data.depthMm));
});
