import { DoubleSide, NormalBlending, ShaderMaterial, type Side, Vector4 } from 'three';

/**
 * One small shader for everything solid in the view. Colours pass through as given (sRGB in, sRGB out), dimmed by
 * a headlight only, so that a colour on the gland can be found again on the legend. The rim of a body is more
 * opaque than its middle: what lies inside stays visible and the outline readable.
 */
const VERTEX = /* glsl */ `
  attribute vec3 tint;
  varying vec3 vTint;
  varying vec3 vNormal;
  varying vec3 vEye;
  varying vec3 vWorld;
  void main() {
    vTint = tint;
    vec4 world = modelMatrix * vec4(position, 1.0);
    vWorld = world.xyz;
    vec4 eye = viewMatrix * world;
    vEye = -eye.xyz;
    vNormal = normalMatrix * normal;
    gl_Position = projectionMatrix * eye;
  }
`;
const FRAGMENT = /* glsl */ `
  uniform float opacity;
  uniform float rim;
  uniform vec4 cut;
  uniform vec4 fade;
  varying vec3 vTint;
  varying vec3 vNormal;
  varying vec3 vEye;
  varying vec3 vWorld;
  void main() {
    if (dot(vWorld, cut.xyz) > cut.w) discard;
    vec3 n = normalize(vNormal);
    vec3 e = normalize(vEye);
    float facing = abs(dot(n, e));
    vec3 light = normalize(vec3(-0.35, 0.5, 0.8));
    float lambert = max(gl_FrontFacing ? dot(n, light) : dot(-n, light), 0.0);
    float shade = 0.74 + 0.3 * lambert;
    float alpha = opacity + (1.0 - opacity) * rim * pow(1.0 - facing, 2.0);
    alpha *= smoothstep(fade.x, fade.y, vWorld.y) * (1.0 - smoothstep(fade.z, fade.w, vWorld.y));
    gl_FragColor = vec4(min(vTint * shade, vec3(1.0)), alpha);
  }
`;

/** Nothing is cut: every point lies on the kept side. */
export const NO_CUT = new Vector4(0, 0, 0, 1);

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
      cut: { value: NO_CUT.clone() },
      fade: { value: new Vector4(...(options.fade ?? NO_FADE)) },
    },
    transparent: true,
    blending: NormalBlending,
    side: options.side ?? DoubleSide,
    depthWrite: options.depthWrite ?? false,
    depthTest: options.depthTest ?? true,
  });
}
