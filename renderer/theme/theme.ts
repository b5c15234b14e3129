import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';
import * as colours from './colours.ts';
import { surfaces, text } from './colours.ts';
import { FONT_FAMILY } from './fonts.ts';

/** Mantine's dark scale, index 0 text to 9 darkest, made neutral. */
const dark: MantineColorsTuple = [
  text.normal,
  '#b6bdc3',
  text.quiet,
  '#6f7880',
  surfaces.lineStrong,
  surfaces.hover,
  surfaces.raised,
  surfaces.panel,
  surfaces.room,
  surfaces.frame,
];

const accentScale: MantineColorsTuple = [
  '#eaf4ff',
  '#cfe5fd',
  '#aed3fb',
  '#8fc3f8',
  colours.accent,
  '#57a2ee',
  '#3f8fe0',
  '#2f7ac6',
  '#2463a3',
  colours.accentQuiet,
];

export const theme = createTheme({
  primaryColor: 'accent',
  primaryShade: 4,
  autoContrast: true,
  luminanceThreshold: 0.35,
  colors: { dark, accent: accentScale },
  fontFamily: FONT_FAMILY,
  fontFamilyMonospace: "ui-monospace, 'SF Mono', 'Cascadia Mono', 'DejaVu Sans Mono', monospace",
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '20px' },
  defaultRadius: 4,
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Modal: { styles: { content: { background: surfaces.panel }, header: { background: surfaces.panel } } },
    SegmentedControl: { styles: { label: { fontWeight: 500 } } },
    Tooltip: { defaultProps: { color: 'dark.4' } },
  },
});

/** Every colour as `--tm-…`, so that style sheets never hold one of their own. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {
    '--tm-frame': surfaces.frame,
    '--tm-room': surfaces.room,
    '--tm-panel': surfaces.panel,
    '--tm-raised': surfaces.raised,
    '--tm-hover': surfaces.hover,
    '--tm-line': surfaces.line,
    '--tm-line-strong': surfaces.lineStrong,
    '--tm-text-strong': text.strong,
    '--tm-text': text.normal,
    '--tm-text-quiet': text.quiet,
    '--tm-accent': colours.accent,
    '--tm-accent-quiet': colours.accentQuiet,
    '--tm-stage-1': colours.stage1,
    '--tm-stage-2': colours.stage2,
    '--tm-stage-3': colours.stage3,
    '--tm-withheld': colours.withheld,
    '--tm-withheld-hatch': colours.withheldHatch,
    '--tm-nodule': colours.nodule,
    '--tm-gland': colours.gland,
    '--tm-other-nodule': colours.otherNodule,
    '--tm-contour-edge': colours.contourEdge,
    '--tm-capsule-line': colours.capsuleLine,
    '--tm-warning': colours.warning,
    '--tm-danger': colours.danger,
    '--tm-ok': colours.ok,
    '--tm-note': colours.note,
    '--tm-stale': colours.stale,
    '--tm-simulated': colours.simulated,
  },
  light: {},
  dark: {
    '--mantine-color-body': surfaces.room,
    '--mantine-color-text': text.normal,
    '--mantine-color-dimmed': text.quiet,
    '--mantine-color-placeholder': text.quiet,
    '--mantine-color-default': surfaces.raised,
    '--mantine-color-default-hover': surfaces.hover,
    '--mantine-color-default-border': surfaces.lineStrong,
  },
});
