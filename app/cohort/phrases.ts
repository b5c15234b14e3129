/** The remarks of a simulated report; null where the sonographer makes none. */
export type ReportWords = {
  readonly composition: 'solid' | 'mixed' | 'cystic' | 'spongiform';
  readonly echogenicity: 'markedlyHypoechoic' | 'hypoechoic' | 'isoechoic' | 'hyperechoic';
  readonly margin: 'smooth' | 'wellDefined' | 'illDefined' | 'lobulated' | 'irregular' | 'spiculated';
  readonly shape: 'wider' | 'oval' | 'taller';
  readonly foci: 'none' | 'comet' | 'coarse' | 'punctate';
  readonly capsule: 'away' | 'intact' | 'near' | 'abutting' | 'interrupted' | null;
  readonly flow: 'none' | 'little' | 'rich' | null;
  readonly nodes: 'none' | 'suspicious' | null;
};

type Phrases = {
  [Topic in keyof ReportWords]: Readonly<Record<NonNullable<ReportWords[Topic]>, readonly string[]>>;
};

/** Wording after the ACR TI-RADS and C-TIRADS lexicons; the first of each is the plainest. */
export const PHRASES: Readonly<Record<'en' | 'zh', Phrases>> = {
  en: {
    composition: {
      solid: ['solid nodule', 'a solid lesion', 'solid'],
      mixed: ['mixed cystic and solid nodule', 'partly cystic nodule', 'mixed composition'],
      cystic: ['cystic nodule', 'almost completely cystic', 'cyst'],
      spongiform: ['spongiform nodule', 'spongiform'],
    },
    echogenicity: {
      markedlyHypoechoic: ['markedly hypoechoic', 'very hypoechoic'],
      hypoechoic: ['hypoechoic', 'low echogenicity'],
      isoechoic: ['isoechoic', 'echogenicity like the gland'],
      hyperechoic: ['hyperechoic', 'bright echo'],
    },
    margin: {
      smooth: ['smooth margin', 'smooth regular border'],
      wellDefined: ['well defined margin', 'clear margin'],
      illDefined: ['ill defined margin', 'indistinct margin', 'blurred margin'],
      lobulated: ['lobulated margin', 'microlobulated margin'],
      irregular: ['irregular margin', 'irregular border'],
      spiculated: ['spiculated margin', 'spiculated angular margin'],
    },
    shape: {
      wider: ['wider than tall', 'regular shape'],
      oval: ['oval shape', 'oval'],
      taller: ['taller than wide', 'taller than wide shape'],
    },
    foci: {
      none: ['no calcification', 'no echogenic foci'],
      comet: ['comet tail artifact', 'comet tail foci'],
      coarse: ['coarse calcification', 'rim calcification'],
      punctate: ['microcalcifications', 'punctate echogenic foci', 'multiple punctate calcifications'],
    },
    capsule: {
      away: ['away from the capsule', 'central, far from the capsule'],
      intact: ['capsule intact', 'thyroid capsule intact'],
      near: ['near the capsule', 'close to the capsule'],
      abutting: ['abutting the capsule', 'touching the capsule'],
      interrupted: ['capsule interrupted', 'invading the capsule', 'bulging beyond the capsule'],
    },
    flow: {
      none: ['no blood flow'],
      little: ['little blood flow', 'peripheral blood flow'],
      rich: ['rich blood flow', 'rich internal blood flow'],
    },
    nodes: {
      none: ['no enlarged lymph node', 'no abnormal lymph node'],
      suspicious: ['suspicious lymph node', 'abnormal lymph node in the lateral neck'],
    },
  },
  zh: {
    composition: {
      solid: ['实性结节', '实质性结节'],
      mixed: ['囊实性结节', '混合性结节'],
      cystic: ['囊性结节', '囊肿'],
      spongiform: ['海绵样结节'],
    },
    echogenicity: {
      markedlyHypoechoic: ['极低回声'],
      hypoechoic: ['低回声', '呈低回声'],
      isoechoic: ['等回声', '呈等回声'],
      hyperechoic: ['高回声'],
    },
    margin: {
      smooth: ['边缘光滑', '边缘光整'],
      wellDefined: ['边界清', '边界清楚'],
      illDefined: ['边界不清', '边界模糊'],
      lobulated: ['边缘分叶状', '小分叶'],
      irregular: ['边缘不规则', '边缘不光整'],
      spiculated: ['边缘毛糙', '边缘毛刺状'],
    },
    shape: {
      wider: ['纵横比<1', '形态规则', '水平位'],
      oval: ['椭圆形', '类圆形'],
      taller: ['纵横比>1', '垂直位', '纵横比大于1'],
    },
    foci: {
      none: ['未见钙化', '无钙化'],
      comet: ['彗星尾征'],
      coarse: ['粗大钙化', '环状钙化'],
      punctate: ['微钙化', '点状强回声', '点状钙化'],
    },
    capsule: {
      away: ['远离包膜', '远离被膜'],
      intact: ['包膜完整', '被膜完整'],
      near: ['邻近包膜', '贴近被膜'],
      abutting: ['紧贴包膜', '与被膜接触'],
      interrupted: ['包膜中断', '突破被膜', '侵犯被膜'],
    },
    flow: {
      none: ['未见血流'],
      little: ['少许血流', '周边血流'],
      rich: ['血流丰富', '内部血流丰富'],
    },
    nodes: {
      none: ['未见肿大淋巴结', '未见异常淋巴结'],
      suspicious: ['可疑淋巴结', '侧颈部异常淋巴结'],
    },
  },
};

/** Where the nodule lies; `{side}` and `{pole}` are filled. */
export const PLACE_WORDS: Readonly<
  Record<'en' | 'zh', Readonly<Record<'lobe' | 'isthmus', readonly string[]>>>
> = {
  en: {
    lobe: [
      '{side} lobe {pole} pole',
      '{pole} third of the {side} lobe',
      'in the {pole} part of the {side} lobe',
    ],
    isthmus: ['isthmus', 'in the isthmus'],
  },
  zh: {
    lobe: ['{side}叶{pole}极', '甲状腺{side}叶{pole}部', '{side}侧叶{pole}段'],
    isthmus: ['峡部', '甲状腺峡部'],
  },
};
