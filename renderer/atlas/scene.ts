import {
  Color,
  ColorManagement,
  FrontSide,
  Group,
  LinearSRGBColorSpace,
  Mesh,
  type MeshBasicMaterial,
  PerspectiveCamera,
  Raycaster,
  Scene,
  type ShaderMaterial,
  Vector2,
  WebGLRenderer,
} from 'three';
import type { Placement } from '../../atlas/place.types.ts';
import { fieldAt, type RiskField } from '../../atlas/riskField/field.ts';
import { neighbours } from '../../atlas/template/neighbours.ts';
import { type Region, regionAt } from '../../atlas/template/regions.ts';
import type { Point3, Template } from '../../atlas/template/template.ts';
import { colourGland, glandGeometry, plainGeometry } from './bodies.ts';
import { CUTS, type Cut } from './cutPlane.names.ts';
import { cutAt, cutFace, cutVector } from './cutPlane.ts';
import { noduleGeometry } from './noduleBody.ts';
import { axesOf } from './orbit.ts';
import { FIRST_STATE, type SceneColours, type SceneState } from './sceneState.ts';
import { bodyMaterial, setCut } from './shader.ts';
import { triangleSorter } from './sortedTriangles.ts';

/** What lies under the pointer. */
export type Picked = {
  readonly point: Point3;
  readonly region: Region;
  /** Null where too few cases stand behind the place. */
  readonly value: number | null;
  readonly behind: number;
};

export type AtlasScene = {
  /** Shows a state; draws once, in the next frame. */
  readonly show: (state: SceneState) => void;
  readonly resize: (width: number, height: number, pixelRatio: number) => void;
  /** What lies under a point of the canvas, CSS pixels. */
  readonly pick: (x: number, y: number) => Picked | null;
  /** Draws at once; for measuring and for pictures. */
  readonly draw: () => void;
  /** The current view as a canvas of the given size in pixels. */
  readonly picture: (width: number, height: number) => HTMLCanvasElement;
  readonly dispose: () => void;
};

const FIELD_OF_VIEW = 24;

/** After this long without a change the view is drawn finely, ms. */
const REST_MS = 160;
/** More pixels than this are not drawn even at rest. */
const MAX_PIXELS = 17e6;

/**
 * Pixels drawn for each CSS pixel at rest: four for each the screen has, which the browser averages. Without a
 * graphics card this costs a quarter of what multisampling would while the view is turned.
 */
function fineRatio({
  width,
  height,
  pixelRatio,
}: {
  width: number;
  height: number;
  pixelRatio: number;
}): number {
  return Math.max(pixelRatio, Math.min(2 * pixelRatio, Math.sqrt(MAX_PIXELS / (width * height))));
}

/**
 * The 3D view without React: template gland coloured by the field, neighbours, nodule, cut. Draws only when
 * something changed; at rest it costs nothing.
 *
 * @throws when WebGL is not available (the caller shows the table instead)
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
  const raycaster = new Raycaster();

  const geometry = glandGeometry(t, field);
  const sortTriangles = triangleSorter(geometry);
  const gland = new Mesh(geometry, bodyMaterial({ opacity: FIRST_STATE.opacity, rim: 0.5 }));
  const around = new Mesh(
    plainGeometry(neighbours(t.dimensions), colours.neighbours),
    bodyMaterial({ opacity: 0.09, rim: 0.5, side: FrontSide, fade: fadeOf(t) }),
  );
  const noduleGroup = new Group();
  const cutGroup = new Group();
  scene.add(around, noduleGroup, cutGroup, gland);
  // what is solid first, then the quiet neighbours, then the gland over both
  around.renderOrder = 2;
  gland.renderOrder = 3;

  const size = { width: 1, height: 1, pixelRatio: 1 };
  let state: SceneState = FIRST_STATE;
  let frame = 0;
  let rest = 0;

  const placeCamera = () => {
    const { up, toward } = axesOf(state.eye);
    const middle = middleOf(t);
    // a narrow panel steps back so that the gland's width still fits
    const back = state.eye.distance * Math.max(1, 1.22 / camera.aspect);
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
    placeCamera();
    sortTriangles(axesOf(state.eye).toward);
    renderer.render(scene, camera);
  };
  const draw = () => {
    frame = 0;
    drawAt(size.pixelRatio);
    // what rests is drawn once more, finely; what moves is drawn fast
    clearTimeout(rest);
    rest = window.setTimeout(() => drawAt(fineRatio(size)), REST_MS);
  };
  const requestDraw = () => {
    if (frame === 0) frame = requestAnimationFrame(draw);
  };

  const showNodule = (placement: Placement | null) => {
    empty(noduleGroup);
    if (!placement) return;
    const nodule = noduleGeometry(placement, t, colours.nodule);
    const unknown = Object.values(placement.uncertaintyMm).some((mm) => mm > 0);
    const body = new Mesh(
      nodule,
      unknown
        ? bodyMaterial({ opacity: 0.3, rim: 0.5, side: FrontSide, depthWrite: true })
        : bodyMaterial({ opacity: 1, rim: 0, depthWrite: true }),
    );
    body.renderOrder = 0;
    // once more through whatever covers it, so that the nodule is never lost
    const through = new Mesh(
      nodule,
      bodyMaterial({ opacity: 0.38, rim: 0.75, side: FrontSide, depthTest: false }),
    );
    through.renderOrder = 5;
    noduleGroup.add(body, through);
  };

  const showCut = (cut: Cut | null, print: boolean) => {
    empty(cutGroup);
    setCut(gland.material as ShaderMaterial, cut && cutVector(cut, t));
    if (!cut) return;
    const face = cutFace(cut, t, field, print);
    face.renderOrder = 1;
    cutGroup.add(face);
  };

  const show = (next: SceneState) => {
    const old = state;
    state = next;
    if (next.placement !== old.placement) showNodule(next.placement);
    if (next.cut !== old.cut || next.print !== old.print) showCut(next.cut, next.print);
    if (next.print !== old.print) colourGland(geometry, t, field, next.print);
    around.visible = next.neighbours;
    (gland.material as ShaderMaterial).uniforms.opacity!.value = next.opacity;
    scene.background = new Color(next.print ? colours.printGround : colours.ground);
    requestDraw();
  };

  const pick = (x: number, y: number): Picked | null => {
    placeCamera();
    camera.updateMatrixWorld();
    raycaster.setFromCamera(new Vector2((2 * x) / size.width - 1, 1 - (2 * y) / size.height), camera);
    const point = firstVisible(raycaster, gland, state.cut, t);
    if (!point) return null;
    const reading = fieldAt(field, point);
    return {
      point,
      region: regionAt(t, point),
      value: reading?.value ?? null,
      behind: reading?.behind ?? 0,
    };
  };

  const frameFor = (width: number, height: number) => {
    renderer.setSize(width, height, false);
    camera.aspect = width / height;
    camera.updateProjectionMatrix();
  };

  const resize = (width: number, height: number, pixelRatio: number) => {
    size.width = Math.max(1, width);
    size.height = Math.max(1, height);
    size.pixelRatio = Math.min(2, pixelRatio);
    frameFor(size.width, size.height);
    // resizing clears the canvas: draw in the same turn, or the panel flashes
    draw();
  };

  const picture = (width: number, height: number): HTMLCanvasElement => {
    const copy = document.createElement('canvas');
    copy.width = width;
    copy.height = height;
    frameFor(width, height);
    drawAt(fineRatio({ width, height, pixelRatio: 1 }));
    const g = copy.getContext('2d')!;
    g.imageSmoothingQuality = 'high';
    g.drawImage(canvas, 0, 0, width, height);
    frameFor(size.width, size.height);
    draw();
    return copy;
  };

  const dispose = () => {
    if (frame !== 0) cancelAnimationFrame(frame);
    clearTimeout(rest);
    empty(noduleGroup);
    empty(cutGroup);
    for (const mesh of [gland, around]) {
      mesh.geometry.dispose();
      (mesh.material as ShaderMaterial).dispose();
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

function middleOf(t: Template): Point3 {
  const { min, max } = t.box;
  return [(min[0] + max[0]) / 2, (min[1] + max[1]) / 2, (min[2] + max[2]) / 2];
}

/** Empties a group and frees what it held. */
function empty(group: Group): void {
  for (const child of [...group.children]) {
    const mesh = child as Mesh;
    mesh.geometry.dispose();
    const material = mesh.material as ShaderMaterial | MeshBasicMaterial;
    if ('map' in material) material.map?.dispose();
    material.dispose();
    group.remove(child);
  }
}

/** The first point of the gland on a ray: its surface where it is not cut away, or the cut face. */
function firstVisible(raycaster: Raycaster, surface: Mesh, cut: Cut | null, t: Template): Point3 | null {
  const candidates: { distance: number; point: Point3 }[] = [];
  const axis = cut ? CUTS[cut.name] : null;
  const at = cut ? cutAt(cut, t) : 0;
  for (const hit of raycaster.intersectObject(surface)) {
    const point: Point3 = [hit.point.x, hit.point.y, hit.point.z];
    if (axis !== null && point[axis] > at) continue;
    candidates.push({ distance: hit.distance, point });
    break;
  }
  if (axis !== null) {
    const { origin, direction } = raycaster.ray;
    const o = [origin.x, origin.y, origin.z] as const;
    const d = [direction.x, direction.y, direction.z] as const;
    const distance = (at - o[axis]) / d[axis];
    const point: Point3 = [o[0] + distance * d[0], o[1] + distance * d[1], o[2] + distance * d[2]];
    if (Number.isFinite(distance) && distance > 0 && t.shape(...point) <= 0)
      candidates.push({ distance, point });
  }
  candidates.sort((a, b) => a.distance - b.distance);
  return candidates[0]?.point ?? null;
}
