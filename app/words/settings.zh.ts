import type { settingsEn } from './settings.en.ts';

/** Settings, in Chinese: exactly the keys of `settings.en.ts`. */
export const settingsZh: Record<keyof typeof settingsEn, string> = {
  'settings.prevalence': '本机构侧颈转移患者的比例',
  'settings.prevalence.what': '甲状腺癌患者中最终证实有侧颈转移的比例。每个估计都据此调整。',
  'settings.positiveCutoff': '判为阳性的阈值',
  'settings.positiveCutoff.what': '达到或超过此风险时，按阳性病例给出下一步建议。',
  'settings.nearCapsuleMm': '判为靠近被膜的距离',
  'settings.nearCapsuleMm.what':
    '结节距被膜小于此值时会特别提示。在 LLNM-Net 的患者中，小于 2.5 mm 者风险超过 72%。',
  'settings.inferenceThreads': '模型使用的处理器核数',
  'settings.inferenceThreads.what': '越多越快，但留给其他程序的越少。',
  'settings.keepIdentifiers': 'DICOM 文件中的患者姓名、编号和日期',
  'settings.keepIdentifiers.what':
    '不保存：读取文件时即予去除（DICOM PS3.15 基本保密规范），仅保留年龄和性别。保存：随图像一并保存，并以患者编号作为病例名称。',
  'settings.keepIdentifiers.on': '保存',
  'settings.keepIdentifiers.off': '不保存',
  'settings.default': '默认：{value} {unit}',
  'settings.range': '{min} 至 {max} {unit}',
  'settings.note': '已完成的估计保留当时的设置；如需应用新值，请重新评估病例。',
  'settings.defaults': '恢复默认值',
  'settings.version': '版本',
  'settings.dataFolder': '数据文件夹',
  'settings.host': '运行方式',
  'settings.host.electron': '桌面应用',
  'settings.host.web': '浏览器中的本地页面',
};
