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
};
