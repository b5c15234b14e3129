import {
  Color,
  ColorManagement,
  FrontSide,
  Group,
  LinearSRGBColorSpace,
  Mesh,
  PerspectiveCamera,
  Scene,
  WebGLRenderer,
} from 'three';
import type { Placement } from '../../atlas/place.types.ts';
import type { RiskField } from '../../atlas/riskField/field.ts';
import { neighbours } from '../../atlas/template/neighbours.ts';
import type { Template } from '../../atlas/template/template.ts';
import { colourGland, glandGeometry, plainGeometry } from './bodies.ts';
import { cutFace, cutVector } from './cutPlane.ts';
import { emptyGroup } from './emptyGroup.ts';
import { noduleGeometry } from './noduleBody.ts';
import { axesOf } from './orbit.ts';
import { type Picked, pickAt } from './picking.ts';
import { eyeDistance, FIELD_OF_VIEW, liftOf } from './projection.ts';
import { FIRST_STATE, type SceneColours, type SceneState } from './sceneState.ts';
import { bodyMaterial, setCut, setHatch, setHatchRatio } from './shader.ts';
import { shellBody, shellColour, shellDepth } from './shellBody.ts';
import { depthOf, middleOf, shownMesh } from './shownGland.ts';
import { triangleSorter } from './sortedTriangles.ts';
import { tooFewHatch } from './tooFew.ts';

export type AtlasScene = {
  /** Shows a state; draws once, in the next frame. */
  readonly show: (state: SceneState) => void;
  /** Fits the drawing to its panel; call it before the first `show`. */
  readonly resize: (width: number, height: number, pixelRatio: number) => void;
  /** What lies under a point of the canvas, CSS pixels. */
  readonly pick: (x: number, y: number) => Picked | null;
  /** Draws at once; for measuring and for pictures. */
  readonly draw: () => void;
  /** The current view as a canvas of the given size in pixels, drawn as a panel of `pixelRatio` times less. */
  readonly picture: (width: number, height: number, pixelRatio: number) => HTMLCanvasElement;
  readonly dispose: () => void;
};

/** After this long without a change the view is drawn finely, ms. */
const REST_MS = 160;
/** More pixels than this are not drawn even at rest. */
const MAX_PIXELS = 17e6;

/**
 * Pixels drawn for each CSS pixel at rest: four for each the screen has, which the browser averages. Without a
 * graphics card this costs a quarter of what multisampling would while the view is turned.
 */
function fineRatio(size: { width: number; height: number; pixelRatio: number }): number {
  const { width, height, pixelRatio } = size;
  return Math.max(pixelRatio, Math.min(2 * pixelRatio, Math.sqrt(MAX_PIXELS / (width * height))));
}

/**
 * The 3D view without React: template gland coloured by the field, neighbours, nodule, shell, cut. Draws only when
 * something changed; at rest it costs nothing.
 *
 * @throws when WebGL is not available (the caller shows sections and table instead)
 */
export function createAtlasScene(
  canvas: HTMLCanvasElement,
  t: Template,
  field: RiskField,
  colours: SceneColours,
): AtlasScene {
  // colours are given and shown as sRGB; the shader lights them as they are
  ColorManagement.enabled = false;
  const renderer = new WebGLRenderer({
    canvas,
    antialias: false,
    alpha: false,
    preserveDrawingBuffer: false,
  });
  renderer.outputColorSpace = LinearSRGBColorSpace;
  const scene = new Scene();
  const camera = new PerspectiveCamera(FIELD_OF_VIEW, 1, 5, 900);

  const gland = new Mesh(
    glandGeometry(shownMesh(t, false)),
    bodyMaterial({ opacity: FIRST_STATE.opacity, rim: 0.5 }),
  );
  const glandMaterial = gland.material;
  let sortTriangles = triangleSorter(gland.geometry);
  const around = new Mesh(
    plainGeometry(neighbours(t.dimensions), colours.neighbours),
    bodyMaterial({ opacity: 0.09, rim: 0.5, side: FrontSide, fade: fadeOf(t) }),
  );
  const noduleGroup = new Group();
  const cutGroup = new Group();
  const shell = shellBody(t, colours, () => requestDraw());
  /** Everything, in the template's millimetres; scaled to the shown gland's. */
  const body = new Group();
  body.add(around, noduleGroup, cutGroup, shell.group, gland);
  scene.add(body);
  // what is solid first, then the quiet neighbours, then the gland over both
  around.renderOrder = 2;
  gland.renderOrder = 4;

  const size = { width: 0, height: 0, pixelRatio: 1 };
  let state: SceneState = FIRST_STATE;
  let shown = false;
  let frame = 0;
  let rest = 0;

  const colour = () => {
    const sparse = colourGland(gland.geometry, t, field, state.print);
    setHatch(glandMaterial, sparse ? tooFewHatch(state.print).stripe : null);
  };
  colour();

  const placeCamera = () => {
    const { up, toward } = axesOf(state.eye);
    const middle = middleOf(t, state.scale);
    const back = eyeDistance(state.eye, camera.aspect);
    camera.position.set(
      middle[0] + toward[0] * back,
      middle[1] + toward[1] * back,
      middle[2] + toward[2] * back,
    );
    camera.up.set(up[0], up[1], up[2]);
    camera.lookAt(middle[0], middle[1], middle[2]);
  };

  const drawAt = (pixelRatio: number) => {
    if (renderer.getPixelRatio() !== pixelRatio) renderer.setPixelRatio(pixelRatio);
    setHatchRatio(glandMaterial, pixelRatio);
    placeCamera();
    sortTriangles(axesOf(state.eye).toward);
    renderer.render(scene, camera);
  };
  const draw = () => {
    cancelAnimationFrame(frame);
    frame = 0;
    drawAt(size.pixelRatio);
    // what rests is drawn once more, finely; what moves is drawn fast
    clearTimeout(rest);
    rest = window.setTimeout(() => drawAt(fineRatio(size)), REST_MS);
  };
  const requestDraw = () => {
    if (frame === 0) frame = requestAnimationFrame(draw);
  };

  const showNodule = (placement: Placement | null, print: boolean) => {
    emptyGroup(noduleGroup);
    if (!placement) return;
    const nodule = noduleGeometry(placement, t, print ? colours.printNodule : colours.nodule);
    const unknown = Object.values(placement.uncertaintyMm).some((mm) => mm > 0);
    const solid = new Mesh(
      nodule,
      unknown
        ? bodyMaterial({ opacity: 0.3, rim: 0.5, side: FrontSide, depthWrite: true })
        : bodyMaterial({ opacity: 1, rim: 0, depthWrite: true }),
    );
    solid.renderOrder = 0;
    // once more through whatever covers it, so that the nodule is never lost
    const through = new Mesh(
      nodule,
      bodyMaterial({ opacity: print ? 0.6 : 0.38, rim: 0.75, side: FrontSide, depthTest: false }),
    );
    through.renderOrder = 6;
    noduleGroup.add(solid, through);
  };

  const showCut = () => {
    emptyGroup(cutGroup);
    setCut(glandMaterial, state.cut && cutVector(state.cut, t));
    shell.cut(state);
    if (!state.cut) return;
    const depthMm = shellDepth(state);
    const line =
      depthMm === null ? null : { depthMm, depth: depthOf(t), colour: shellColour(colours, state) };
    const face = cutFace(state.cut, t, field, state.print, line);
    face.renderOrder = 1;
    cutGroup.add(face);
  };

  const show = (next: SceneState) => {
    const old = state;
    state = next;
    shown = true;
    const changed = (...names: (keyof SceneState)[]) => names.some((name) => next[name] !== old[name]);
    if (changed('pyramidal')) {
      gland.geometry.dispose();
      gland.geometry = glandGeometry(shownMesh(t, next.pyramidal));
      sortTriangles = triangleSorter(gland.geometry);
    }
    if (changed('pyramidal', 'print')) colour();
    if (changed('placement', 'print')) showNodule(next.placement, next.print);
    if (changed('shellMm', 'scale', 'print')) shell.show(next);
    if (changed('cut', 'print', 'shellMm', 'scale')) showCut();
    body.scale.setScalar(next.scale);
    around.visible = next.neighbours;
    glandMaterial.uniforms.opacity!.value = next.opacity;
    scene.background = new Color(next.print ? colours.printGround : colours.ground);
    requestDraw();
  };

  const pick = (x: number, y: number): Picked | null => {
    placeCamera();
    scene.updateMatrixWorld();
    camera.updateMatrixWorld();
    const at = { x: (2 * x) / size.width - 1, y: 1 - (2 * y) / size.height };
    return pickAt(at, camera, gland, { cut: state.cut, scale: state.scale, t, field });
  };

  const frameFor = (width: number, height: number) => {
    renderer.setSize(width, height, false);
    camera.aspect = width / height;
    camera.setViewOffset(width, height, 0, liftOf(height) * height, width, height);
  };

  const resize = (width: number, height: number, pixelRatio: number) => {
    const next = {
      width: Math.max(1, width),
      height: Math.max(1, height),
      pixelRatio: Math.min(2, pixelRatio),
    };
    if (next.width === size.width && next.height === size.height && next.pixelRatio === size.pixelRatio)
      return;
    Object.assign(size, next);
    frameFor(size.width, size.height);
    // resizing clears the canvas: draw in the same turn, or the panel flashes
    if (shown) draw();
  };

  const picture = (width: number, height: number, pixelRatio: number): HTMLCanvasElement => {
    const copy = document.createElement('canvas');
    copy.width = width;
    copy.height = height;
    const panel = { width: width / pixelRatio, height: height / pixelRatio, pixelRatio };
    shell.showNow(state);
    frameFor(panel.width, panel.height);
    drawAt(fineRatio(panel));
    const g = copy.getContext('2d')!;
    g.imageSmoothingQuality = 'high';
    g.drawImage(canvas, 0, 0, width, height);
    frameFor(size.width, size.height);
    draw();
    return copy;
  };

  const dispose = () => {
    cancelAnimationFrame(frame);
    clearTimeout(rest);
    shell.close();
    for (const group of [noduleGroup, cutGroup]) emptyGroup(group);
    for (const mesh of [gland, around]) {
      mesh.geometry.dispose();
      mesh.material.dispose();
    }
    renderer.dispose();
    renderer.forceContextLoss();
  };

  return { show, resize, pick, draw, picture, dispose };
}

/** Heights between which the neighbours fade out, mm: they end quietly, not at an edge. */
function fadeOf(t: Template): [number, number, number, number] {
  const { min, max } = t.box;
  return [min[1] - 13, min[1] - 3, max[1] - 4, max[1] + 8];
}
