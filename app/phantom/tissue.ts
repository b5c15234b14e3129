/**
 * Acoustic properties. Attenuation in dB/cm/MHz, one way: Culjat et al., Ultrasound Med. Biol. 36:861 (2010), and
 * Duck, Physical Properties of Tissue (1990): fat 0.5, muscle across fibres 1.0 (0.5 to 1.5), blood 0.2, soft tissue
 * 0.5 to 0.7, cartilage 5, calcified tissue and bone 7 and more. Echo is the mean backscatter in dB below white at
 * 60 dB dynamic range, set by eye and by grey statistics against real frames (`tools/lookAtPhantom.ts`).
 */
export type Tissue = { readonly echoDb: number; readonly attenuationDbPerCmMHz: number };

export const TISSUES = {
  connective: { echoDb: -31, attenuationDbPerCmMHz: 0.55 },
  skin: { echoDb: -22, attenuationDbPerCmMHz: 0.7 },
  fat: { echoDb: -40, attenuationDbPerCmMHz: 0.5 },
  muscle: { echoDb: -43, attenuationDbPerCmMHz: 0.7 },
  gland: { echoDb: -30, attenuationDbPerCmMHz: 0.5 },
  blood: { echoDb: -56, attenuationDbPerCmMHz: 0.18 },
  fluid: { echoDb: -64, attenuationDbPerCmMHz: 0.02 },
  vesselWall: { echoDb: -30, attenuationDbPerCmMHz: 0.6 },
  cartilage: { echoDb: -43, attenuationDbPerCmMHz: 2.6 },
  gutWall: { echoDb: -43, attenuationDbPerCmMHz: 0.7 },
  mucosa: { echoDb: -24, attenuationDbPerCmMHz: 0.9 },
  calcification: { echoDb: -8, attenuationDbPerCmMHz: 9 },
} as const satisfies Record<string, Tissue>;
