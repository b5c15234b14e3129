import {
  Color,
  DoubleSide,
  GLSL3,
  NormalBlending,
  RawShaderMaterial,
  type ShaderMaterial,
  type Side,
  Vector4,
} from 'three';
import { HATCH_PX, STRIPE_SHARE } from './tooFew.ts';

/**
 * One small shader for everything solid in the view. Colours pass through as given (sRGB in, sRGB out), dimmed by
 * a headlight only, so that a colour on the gland can be found again on the legend. The rim of a body is more
 * opaque than its middle: what lies inside stays visible and the outline readable.
 *
 * Light and opacity are worked out per vertex: the meshes are finer than a pixel is wide at usual sizes, and
 * without a graphics card every instruction per pixel counts. Cut, fade and hatch are asked for by defines: what is
 * not shown costs nothing. They are measured in the body's own millimetres, before the gland is scaled. The shader is
 * raw, without what three writes before others: all bodies then share one small program, which the first frame waits
 * for.
 */
const VERTEX = /* glsl */ `
  precision highp float;
  uniform mat4 modelViewMatrix;
  uniform mat4 projectionMatrix;
  uniform mat3 normalMatrix;
  uniform float opacity;
  uniform float rim;
  uniform vec4 fade;
  in vec3 position;
  in vec3 normal;
  in vec3 tint;
  out vec4 vColour;
  #ifdef CUT
    out vec3 vPlace;
  #endif
  #ifdef HATCH
    in float sparse;
    out float vSparse;
  #endif
  void main() {
    vec4 eye = modelViewMatrix * vec4(position, 1.0);
    vec3 n = normalize(normalMatrix * normal);
    float facing = dot(n, normalize(-eye.xyz));
    vec3 light = normalize(vec3(-0.35, 0.5, 0.8));
    float lambert = max(dot(n, light) * sign(facing), 0.0);
    float edge = 1.0 - abs(facing);
    float alpha = opacity + (1.0 - opacity) * rim * edge * edge;
    alpha *= smoothstep(fade.x, fade.y, position.y) * (1.0 - smoothstep(fade.z, fade.w, position.y));
    vColour = vec4(min(tint * (0.74 + 0.3 * lambert), vec3(1.0)), alpha);
    #ifdef CUT
      vPlace = position;
    #endif
    #ifdef HATCH
      vSparse = sparse;
    #endif
    gl_Position = projectionMatrix * eye;
  }
`;
const FRAGMENT = /* glsl */ `
  precision highp float;
  in vec4 vColour;
  out vec4 colour;
  #ifdef CUT
    uniform vec4 cut;
    in vec3 vPlace;
  #endif
  #ifdef HATCH
    uniform float hatchPx;
    uniform vec3 stripe;
    in float vSparse;
  #endif
  void main() {
    #ifdef CUT
      if (dot(vPlace, cut.xyz) > cut.w) discard;
    #endif
    colour = vColour;
    #ifdef HATCH
      float across = fract((gl_FragCoord.x + gl_FragCoord.y) / hatchPx);
      if (vSparse > 0.5 && across < ${STRIPE_SHARE.toFixed(2)}) colour.rgb = stripe;
    #endif
  }
`;

/** Cuts a body (points with dot(p, plane.xyz) > plane.w are taken away), or with null leaves it whole. */
export function setCut(material: ShaderMaterial, plane: Vector4 | null): void {
  if (plane) (material.uniforms.cut!.value as Vector4).copy(plane);
  const isCut = 'CUT' in material.defines;
  if (isCut === (plane !== null)) return;
  if (plane) material.defines.CUT = 1;
  else delete material.defines.CUT;
  material.needsUpdate = true;
}

/** Hatches the places of a body that are marked sparse, in stripes of this colour; null where there are none. */
export function setHatch(material: ShaderMaterial, stripe: string | null): void {
  if (stripe) (material.uniforms.stripe!.value as Color).set(stripe);
  const isHatched = 'HATCH' in material.defines;
  if (isHatched === (stripe !== null)) return;
  if (stripe) material.defines.HATCH = 1;
  else delete material.defines.HATCH;
  material.needsUpdate = true;
}

/** Keeps the stripes as wide as they are on the legend. @param ratio drawn pixels for each CSS pixel */
export function setHatchRatio(material: ShaderMaterial, ratio: number): void {
  material.uniforms.hatchPx!.value = HATCH_PX * Math.SQRT2 * ratio;
}

const NO_FADE = [-1e4, -9e3, 9e3, 1e4] as const;

export function bodyMaterial(options: {
  opacity: number;
  rim: number;
  side?: Side;
  depthWrite?: boolean;
  depthTest?: boolean;
  /** Heights (mm) at which it fades in from below and out above. */
  fade?: readonly [number, number, number, number];
}): ShaderMaterial {
  return new RawShaderMaterial({
    glslVersion: GLSL3,
    vertexShader: VERTEX,
    fragmentShader: FRAGMENT,
    uniforms: {
      opacity: { value: options.opacity },
      rim: { value: options.rim },
      cut: { value: new Vector4() },
      fade: { value: new Vector4(...(options.fade ?? NO_FADE)) },
      stripe: { value: new Color() },
      hatchPx: { value: HATCH_PX },
    },
    transparent: true,
    blending: NormalBlending,
    side: options.side ?? DoubleSide,
    depthWrite: options.depthWrite ?? false,
    depthTest: options.depthTest ?? true,
  });
}
