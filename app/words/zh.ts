import { accessZh } from './access.zh.ts';
import { atlasZh } from './atlas.zh.ts';
import { backupZh } from './backup.zh.ts';
import { cytologyZh } from './cytology.zh.ts';
import type { WordKey } from './en.ts';
import { explanationZh } from './explanation.zh.ts';
import { fieldZh } from './field.zh.ts';
import { hostsZh } from './hosts.zh.ts';
import { importsZh } from './imports.zh.ts';
import { modelPacksZh } from './modelPacks.zh.ts';
import { newCaseZh } from './newCase.zh.ts';
import { opinionsZh } from './opinions.zh.ts';
import { originZh } from './origin.zh.ts';
import { resultZh } from './result.zh.ts';
import { sankeyZh } from './sankey.zh.ts';
import { settingsZh } from './settings.zh.ts';
import { termsZh } from './terms.zh.ts';
import { workListZh } from './workList.zh.ts';

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
  // shell: frame, keys, what an estimate means, trouble, welcome
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
  'keys.nextCase': '下一病例',
  'keys.previousCase': '上一病例',
  'keys.search': '搜索工作列表',
  'keys.mark': '标记此病例（Shift 点击可标记一段）',
  'keys.archive': '归档或取消归档',
  'keys.delete': '删除（可撤销）',
  'keys.areaNewCase': '新建病例',
  'link.lost': '与 ThyroMap 的连接中断，此步骤可能未完成。请在恢复后查看当前内容，必要时重做。',
  'trouble.lost':
    '与 ThyroMap 的连接中断，正在重新连接。屏幕内容仍可阅读，已输入的内容不会丢失。若无法恢复，请重新启动 ThyroMap。',
  'trouble.brokenTitle': '无法显示此界面',
  'trouble.broken': '已保存的内容没有改变。请重试或重新加载窗口；若再次出现，请将详细信息发送给支持人员。',
  'trouble.tryAgain': '重试',
  'trouble.reload': '重新加载',
  'trouble.dataFolder': '数据文件夹：{folder}',
  'trouble.title.store': '无法打开病例库',
  'trouble.title.store.inUse': 'ThyroMap 已在运行',
  'trouble.title.store.newer': '病例库来自更新的版本',
  'trouble.title.store.readOnly': '数据文件夹不可写',
  'trouble.title.store.corrupt': '病例库已损坏',
  'trouble.title.store.diskFull': '磁盘已满',
  'trouble.title.store.diskError': '磁盘出现故障',
  'welcome.title': '甲状腺手术前的侧颈转移风险',
  'welcome.what':
    'ThyroMap 读取结节的超声切面、报告、年龄和性别，估计侧颈淋巴结转移风险，并显示估计的依据。所有数据均保存在本机。',
  'welcome.examples': '可添加十二个示例病例立即试用。其图像为模拟图像，凡出现之处均有标注。',
  'welcome.own': '使用自己的图像',
  'welcome.notNow': '暂不',
  'welcome.later': '之后也可从“导入”中添加示例。',
  'shell.examplesReady': '正在生成示例图像：{n}/{of}',

  // by screen and subject
  ...accessZh,
  ...atlasZh,
  ...backupZh,
  ...cytologyZh,
  ...explanationZh,
  ...fieldZh,
  ...hostsZh,
  ...importsZh,
  ...modelPacksZh,
  ...newCaseZh,
  ...opinionsZh,
  ...originZh,
  ...resultZh,
  ...sankeyZh,
  ...settingsZh,
  ...termsZh,
  ...workListZh,
};
