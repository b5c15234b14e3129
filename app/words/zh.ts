import type { WordKey } from './en.ts';

/** 简体中文; the same keys as `en.ts`. */
export const zh: Record<WordKey, string> = {
  // general
  'app.name': 'ThyroMap',
  'app.researchUse': '仅供研究使用。提供参考，不作决定。',
  'app.simulatedLabels': '该估计所依据的标签为模拟标签。',
  'unexpected.error':
    '发生了未预见的错误。已保存的内容没有改变。请重试；若再次出现，请将详细信息发送给支持人员。',

  // contract
  'contract.badInput': '请求无法识别（{channel}）。没有任何内容被更改。',
  'contract.unknownChannel': '此版本中不存在请求 {channel}。',

  // shell: frame, work list, new case, settings, models, help, trouble
  'shell.close': '关闭',
  'shell.cancel': '取消',
  'shell.showDetails': '显示详细信息',
  'shell.hideDetails': '隐藏详细信息',
  'shell.newCase': '新建病例',
  'shell.import': '导入',
  'shell.importFiles': '选择图像…',
  'shell.importFolder': '含 CSV 的文件夹…',
  'shell.importExamples': '添加十二个示例病例',
  'shell.settings': '设置',
  'shell.models': '模型',
  'shell.help': '快捷键与帮助',
  'shell.language': '语言',
  'shell.showList': '显示工作列表',
  'shell.hideList': '隐藏工作列表',
  'shell.whatThisMeans': '这意味着什么',
  'shell.loading': '正在载入…',
  'shell.pickCase': '请从列表中选择病例，或将两幅超声切面拖放到任意位置以新建病例。',
  'keys.areaEverywhere': '全局',
  'keys.areaList': '工作列表',
  'keys.areaCase': '病例',
  'keys.newCase': '新建病例',
  'keys.help': '显示本表',
  'keys.list': '显示或隐藏工作列表',
  'keys.settings': '设置',
  'keys.closeSheet': '关闭当前窗口',
  'meaning.title': '该估计的含义',
  'meaning.simulated':
    '模型使用真实超声图像训练，但侧颈淋巴结是否受累以及报告内容，均由遵循已发表证据的、有文档说明的生成器产生。此处显示的数字背后没有真实的患者结局。',
  'meaning.research': 'ThyroMap 仅用于研究，未获准用于诊断或治疗决策。它提供参考，由外科医生作出决定。',
  'meaning.prevalence': '该风险假定您所在机构 {percent} % 的患者存在侧颈转移。如有不同，请在设置中更改。',
  'meaning.interval': '风险旁的数字为其 95% 区间。区间较宽表示模型对该类病例了解有限。',
  'meaning.source': '方法：LLNM-Net，Nature Communications 2025，s41467-025-62042-z。',
  // end shell

  // sankey
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
  'sankey.widthLegend': '宽度：贡献',
  'sankey.colourLegend': '颜色：响应',
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
  // end sankey
};
