import type { modelPacksEn } from './modelPacks.en.ts';

/** Models, in Chinese: exactly the keys of `modelPacks.en.ts`. */
export const modelPacksZh: Record<keyof typeof modelPacksEn, string> = {
  'models.checking': '正在核对每个文件的哈希值…',
  'models.intro':
    '仅当文件与此处描述完全一致时才会使用该模型。本院自己的模型以模型包导入；制作方法见 docs/own-model-pack.md。',
  'models.none': '未安装模型，无法评估。已保存的病例仍可查看。',
  'models.unreadable': '无法读取的模型包',
  'models.notUsable': '不可用',
  'models.active': '使用中',
  'models.installed': '已安装',
  'models.packHash': '描述文件的 SHA-256',
  'models.networks': '网络',
  'models.role.nodule': '结节勾画',
  'models.role.gland': '腺体勾画',
  'models.role.report': '报告读取',
  'models.role.fusion': '风险',
  'models.name': '名称',
  'models.file': '文件',
  'models.trainedOn': '训练数据',
  'models.labels': '标签',
  'models.labelsSimulated': '模拟标签',
  'models.labelsReal': '真实标签',
  'models.licence': '许可',
  'models.metric': '指标',
  'models.on': '测量数据',
  'models.value': '数值（95% 区间）',
  'models.baseline': '基线',
  'models.command': '输出命令',
};
