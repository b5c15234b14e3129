import {
  Color,
  DirectionalLight,
  HemisphereLight,
  Mesh,
  MeshBasicMaterial,
  MeshLambertMaterial,
  PerspectiveCamera,
  Scene,
  SphereGeometry,
  WebGLRenderer,
} from 'three';
import { builtInField } from '../../atlas/riskField/builtIn.ts';
import { fieldAt } from '../../atlas/riskField/field.ts';
import { template } from '../../atlas/template/template.ts';
import { ATLAS_COLOURS } from '../../renderer/atlas/atlasColours.ts';
import { turned } from '../../renderer/atlas/orbit.ts';
import { riskColour } from '../../renderer/atlas/riskColours.ts';
import { createAtlasScene } from '../../renderer/atlas/scene.ts';
import { FIRST_STATE, type SceneState } from '../../renderer/atlas/sceneState.ts';

/** Runs in the browser: turns each scene as fast as it can be drawn, waiting for every frame to be finished. */

const WIDTH = 1280;
const HEIGHT = 800;
const SECONDS = 3;
const SPHERES = 4580;

type Drawn = { turn(angle: number): void; canvas: HTMLCanvasElement; dispose(): void };

function newCanvas(): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = WIDTH;
  canvas.height = HEIGHT;
  document.body.replaceChildren(canvas);
  return canvas;
}

/** The product's own view with a nodule, as a surgeon sees it. */
function atlas(): Drawn {
  const canvas = newCanvas();
  const scene = createAtlasScene(canvas, template(), builtInField(), ATLAS_COLOURS);
  scene.resize(WIDTH, HEIGHT, 1);
  const place = { rightToLeft: 0.8, inferiorToSuperior: 0.5, anteriorToPosterior: 0.4 };
  const state: SceneState = {
    ...FIRST_STATE,
    placement: {
      side: 'left',
      pole: 'middle',
      place,
      extentMm: { rightToLeft: 9, inferiorToSuperior: 11, anteriorToPosterior: 10 },
      uncertaintyMm: { rightToLeft: 0, inferiorToSuperior: 0, anteriorToPosterior: 0 },
      band: [place],
      views: { transverse: null, longitudinal: null },
    },
  };
  return {
    canvas,
    turn: (angle) => {
      scene.show({ ...state, eye: turned(state.eye, angle, 0) });
      scene.draw();
    },
    dispose: scene.dispose,
  };
}

/** One mesh for each of 4,580 points of the gland, all with one shared geometry. */
function spheres(lit: boolean): Drawn {
  const canvas = newCanvas();
  const renderer = new WebGLRenderer({ canvas, antialias: true, alpha: false });
  renderer.setSize(WIDTH, HEIGHT, false);
  const scene = new Scene();
  scene.background = new Color('#14171a');
  scene.add(new HemisphereLight('#ffffff', '#444444', 1));
  const light = new DirectionalLight('#ffffff', 2);
  light.position.set(1, 1, 2);
  scene.add(light);
  const { mesh } = template();
  const field = builtInField();
  const ball = new SphereGeometry(0.6, 16, 16);
  const vertices = mesh.positions.length / 3;
  for (let n = 0; n < SPHERES; n++) {
    const i = Math.floor((n * vertices) / SPHERES) * 3;
    const point = [mesh.positions[i]!, mesh.positions[i + 1]!, mesh.positions[i + 2]!] as const;
    const color = new Color(riskColour(fieldAt(field, point)?.value ?? 0));
    const body = new Mesh(ball, lit ? new MeshLambertMaterial({ color }) : new MeshBasicMaterial({ color }));
    body.position.set(...point);
    scene.add(body);
  }
  const camera = new PerspectiveCamera(24, WIDTH / HEIGHT, 5, 900);
  return {
    canvas,
    turn: (angle) => {
      camera.position.set(168 * Math.sin(angle + 0.3), 33, 168 * Math.cos(angle + 0.3));
      camera.lookAt(0, 0, 0);
      renderer.render(scene, camera);
    },
    dispose: () => {
      renderer.dispose();
      renderer.forceContextLoss();
    },
  };
}

const SCENES: Record<string, () => Drawn> = {
  atlas,
  litSpheres: () => spheres(true),
  plainSpheres: () => spheres(false),
};

let drawn: Drawn | null = null;
let frame: (angle: number) => void = () => {};

/** Builds a scene and draws its first two frames, which compile shaders and send the geometry. */
function begin(name: string): void {
  const scene = SCENES[name]!();
  const gl = scene.canvas.getContext('webgl2')!;
  const pixel = new Uint8Array(4);
  frame = (angle) => {
    scene.turn(angle);
    // reading a pixel back waits until the frame is really drawn
    gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixel);
  };
  frame(0);
  frame(0.05);
  drawn = scene;
}

/** Turns the scene for three seconds, at least one frame: on a busy machine one frame of the spheres can take longer. */
function turn(): { frames: number; seconds: number } {
  const start = performance.now();
  let frames = 0;
  while (performance.now() - start < SECONDS * 1000) frame(++frames * 0.05);
  return { frames, seconds: (performance.now() - start) / 1000 };
}

async function end(): Promise<void> {
  drawn?.dispose();
  drawn = null;
  await new Promise((resolve) => setTimeout(resolve, 100));
}

/**
 * Milliseconds from nothing to the first finished frame: template, field, geometry, shaders and drawing. Only the
 * first call counts everything, as template and field are then kept.
 */
function firstFrame(): number {
  const start = performance.now();
  const drawn = atlas();
  drawn.turn(0);
  const gl = drawn.canvas.getContext('webgl2')!;
  gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4));
  const ms = performance.now() - start;
  drawn.dispose();
  return ms;
}

function graphics(): string {
  const gl = newCanvas().getContext('webgl2');
  const names = gl?.getExtension('WEBGL_debug_renderer_info');
  return names ? String(gl?.getParameter(names.UNMASKED_RENDERER_WEBGL)) : 'unknown';
}

Object.assign(globalThis, { thyroMapBench: { begin, turn, end, firstFrame, graphics } });
