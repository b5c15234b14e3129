import type { opinionsEn } from './opinions.en.ts';

/** 第二意见与模型包的用语。 */
export const opinionsZh: Record<keyof typeof opinionsEn, string> = {
  'finding.opinionFailed': '无法获得 {system} 的第二意见。风险估计不受影响。请打开“模型”查看其文件状态。',
  'result.finding.opinionFailed': '缺少一项第二意见',
  'pack.wrongClasses':
    '模型包 {pack} 的类别名称与其网络的输出不符（应为 {expected} 个）。请联系该包的制作者。',
  'models.role.classifier': '结论',
  'models.role.mask': '裁剪区内轮廓',
  'models.role.features': '特征',
};
