import { DoubleSide, NormalBlending, ShaderMaterial, type Side, Vector4 } from 'three';

/**
 * One small shader for everything solid in the view. Colours pass through as given (sRGB in, sRGB out), dimmed by
 * a headlight only, so that a colour on the gland can be found again on the legend. The rim of a body is more
 * opaque than its middle: what lies inside stays visible and the outline readable.
 *
 * Light and opacity are worked out per vertex: the meshes are finer than a pixel is wide at usual sizes, and
 * without a graphics card every instruction per pixel counts.
 */
const VERTEX = /* glsl */ `
  uniform float opacity;
  uniform float rim;
  uniform vec4 fade;
  attribute vec3 tint;
  varying vec4 vColour;
  #ifdef CUT
    varying vec3 vWorld;
  #endif
  void main() {
    vec4 world = modelMatrix * vec4(position, 1.0);
    vec4 eye = viewMatrix * world;
    vec3 n = normalize(normalMatrix * normal);
    float facing = dot(n, normalize(-eye.xyz));
    vec3 light = normalize(vec3(-0.35, 0.5, 0.8));
    float lambert = max(dot(n, light) * sign(facing), 0.0);
    float edge = 1.0 - abs(facing);
    float alpha = opacity + (1.0 - opacity) * rim * edge * edge;
    alpha *= smoothstep(fade.x, fade.y, world.y) * (1.0 - smoothstep(fade.z, fade.w, world.y));
    vColour = vec4(min(tint * (0.74 + 0.3 * lambert), vec3(1.0)), alpha);
    #ifdef CUT
      vWorld = world.xyz;
    #endif
    gl_Position = projectionMatrix * eye;
  }
`;
const FRAGMENT = /* glsl */ `
  varying vec4 vColour;
  #ifdef CUT
    uniform vec4 cut;
    varying vec3 vWorld;
  #endif
  void main() {
    #ifdef CUT
      if (dot(vWorld, cut.xyz) > cut.w) discard;
    #endif
    gl_FragColor = vColour;
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
  return new ShaderMaterial({
    vertexShader: VERTEX,
    fragmentShader: FRAGMENT,
    uniforms: {
      opacity: { value: options.opacity },
      rim: { value: options.rim },
      cut: { value: new Vector4() },
      fade: { value: new Vector4(...(options.fade ?? NO_FADE)) },
    },
    transparent: true,
    blending: NormalBlending,
    side: options.side ?? DoubleSide,
    depthWrite: options.depthWrite ?? false,
    depthTest: options.depthTest ?? true,
  });
}
