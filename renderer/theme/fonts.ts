/** One font stack for screens, drawings and exported pictures; the last two ship with the product. */
export const FONT_FAMILY =
  "'Inter Variable', 'Segoe UI', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Noto Sans SC Variable', sans-serif";
