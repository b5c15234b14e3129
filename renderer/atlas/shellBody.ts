import { FrontSide, Group, Mesh, type ShaderMaterial } from 'three';
import { capsuleShell } from '../../atlas/template/capsuleDepth.ts';
import type { SurfaceMesh } from '../../atlas/template/surfaceNets.ts';
import type { Template } from '../../atlas/template/template.ts';
import { plainGeometry } from './bodies.ts';
import { cutVector } from './cutPlane.ts';
import { emptyGroup } from './emptyGroup.ts';
import { FIRST_STATE, type SceneColours, type SceneState } from './sceneState.ts';
import { bodyMaterial, setCut } from './shader.ts';
import { shellBuilder } from './shellBuilder.ts';
import { depthOf } from './shownGland.ts';

/** The part of the state that the shell stands by. */
type ShellState = Pick<SceneState, 'shellMm' | 'scale' | 'print' | 'cut'>;

/** Depth of the shell under the capsule, mm of the template; null where none is shown. */
export function shellDepth({ shellMm, scale }: ShellState): number | null {
  return shellMm === null ? null : shellMm / scale;
}

export function shellColour(colours: SceneColours, { print }: ShellState): string {
  return print ? colours.printShell : colours.shell;
}

/**
 * The surface that lies so many millimetres under the capsule, built beside the page: it appears when it is ready.
 *
 * @param appeared is called when it has
 */
export function shellBody(t: Template, colours: SceneColours, appeared: () => void) {
  const group = new Group();
  const builder = shellBuilder();
  /** The shell that is shown or was last: print colours and a cut need no new one. */
  let known: { readonly depthMm: number; readonly mesh: SurfaceMesh } | null = null;

  let wanted: ShellState = FIRST_STATE;

  const put = (mesh: SurfaceMesh) => {
    const geometry = plainGeometry(mesh, shellColour(colours, wanted));
    const shell = new Mesh(geometry, bodyMaterial({ opacity: 0.05, rim: 0.8, side: FrontSide }));
    shell.renderOrder = 3;
    // once more, fainter, over the gland: it lies under the capsule and must be seen through it
    const through = new Mesh(geometry, bodyMaterial({ opacity: 0, rim: 0.45, side: FrontSide }));
    through.renderOrder = 5;
    group.add(shell, through);
    cut(wanted);
  };
  const cut = (state: ShellState) => {
    wanted = state;
    for (const child of group.children)
      setCut((child as Mesh).material as ShaderMaterial, state.cut && cutVector(state.cut, t));
  };
  const show = (state: ShellState) => {
    wanted = state;
    emptyGroup(group);
    builder.cancel();
    const depthMm = shellDepth(state);
    if (depthMm === null) return;
    if (known?.depthMm === depthMm) {
      put(known.mesh);
      return;
    }
    builder.build(
      { dimensions: t.dimensions, depthMm },
      (mesh) => {
        known = { depthMm, mesh };
        put(mesh);
        appeared();
      },
      () => {
        showNow(wanted);
        appeared();
      },
    );
  };
  /** Waits for the shell: for a picture, and where no worker can be had. */
  const showNow = (state: ShellState) => {
    const depthMm = shellDepth(state);
    if (depthMm === null || known?.depthMm === depthMm) return;
    known = { depthMm, mesh: capsuleShell(t, depthMm, depthOf(t)) };
    show(state);
  };
  const close = () => {
    builder.close();
    emptyGroup(group);
  };
  return { group, show, showNow, cut, close };
}
