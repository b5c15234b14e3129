import type { sankeyEn } from './sankey.en.ts';

/** What carried the estimate, in Chinese: exactly the keys of `sankey.en.ts`. */
export const sankeyZh: Record<keyof typeof sankeyEn, string> = {
  'feature.location': '位置',
  'feature.report': '报告',
  'feature.internalMorphology': '内部形态',
  'feature.margin': '边缘',
  'feature.echogenicity': '回声',
  'feature.shape': '形状',
  'feature.sex': '性别',
  'feature.age': '年龄',
  'featureGroup.location': '位置',
  'featureGroup.morphology': '形态',
  'featureGroup.report': '报告',
  'featureGroup.demographics': '人口学',
  'sankey.title': '估计的依据',
  'sankey.risk': '估计风险',
  'sankey.summary':
    '八个特征汇入四个组，再汇入估计风险 {risk}。宽度为贡献，颜色为响应。相同数值见后面的表格。',
  'sankey.widthLegend': '宽度、%：贡献',
  'sankey.colourLegend': '颜色、0–1：响应',
  'sankey.feature': '特征',
  'sankey.group': '组',
  'sankey.contribution': '贡献',
  'sankey.response': '响应',
  'sankey.product': '贡献 × 响应',
  'sankey.total': '合计',
  'sankey.value': '{name}：贡献 {contribution}，响应 {response}，乘积 {product}',
  'sankey.withheld': '没有估计，因此没有依据可显示。',
  'sankey.export': '保存为 SVG',
  'sankey.showTable': '以表格显示',
  'sankey.showDiagram': '以图显示',
};
