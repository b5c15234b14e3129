import type { opinionsEn } from './opinions.en.ts';

/** 第二意见与模型包的用语。 */
export const opinionsZh: Record<keyof typeof opinionsEn, string> = {
  'finding.opinionFailed': '无法获得 {system} 的第二意见。风险估计不受影响。请打开“模型”查看其文件状态。',
  'result.finding.opinionFailed': '缺少一项第二意见',
  'pack.wrongClasses':
    '模型包 {pack} 的类别名称与其网络的输出不符（应为 {expected} 个）。请联系该包的制作者。',
  'pack.noRunner': '此版本的 ThyroMap 无法使用模型包 {pack}。请安装更新的版本。',
  'pack.badAnswer': '模型包 {pack} 给出的内容不是有效结论，因此不显示。请联系该包的制作者。',
  'pack.choicesUnreadable': '无法从 {file} 读取已启用的模型。请打开“模型”，启用要使用的包；病例仍可阅读。',
  'pack.activeChanged':
    '已启用的模型包 {pack} 不见了或已改变，不会用它进行评估。请打开“模型”，启用要使用的包。',
  'pack.cannotWrite': '无法写入 {folder}。请检查是否有空间、是否只读。',
  'pack.crashes': '运行 {folder} 中的模型使计算进程中止，因此不使用该包。请联系其制作者。',
  'models.role.classifier': '结论',
  'models.role.mask': '裁剪区内轮廓',
  'models.role.features': '特征',
};
