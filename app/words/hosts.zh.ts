import type { hostsEn } from './hosts.en.ts';

/** What the terminal, packs, inference, queue, backend and store say, in Chinese: exactly the keys of `hosts.en.ts`. */
export const hostsZh: Record<keyof typeof hostsEn, string> = {
  'cli.risk': '侧颈风险 {percent}（{interval}）',
  'cli.stage': '第 {stage} 期（共 3 期），按患病率 {prevalence}',
  'cli.withheld': '估计已保留不发：原因见下',
  'cli.distance': '距包膜 {mm} 毫米',
  'cli.distanceUnknown': '距包膜：比例未知（为腺体中心距离的 {percent}）',
  'cli.placeRisk': '图谱中的位置风险 {value}',
  'cli.feature': '  {name}：承担 {contribution}，指向 {response}',
  'cli.cannotWrite': '无法写入 {file}。请检查文件夹是否存在、有无空间、是否只读。',
  'cli.cannotRead': '无法读取 {file}。请检查文件名以及是否允许打开。',
  'cli.noView':
    '请至少给出一幅图像：--transverse 文件 或 --longitudinal 文件；多个病例请用 --folder 文件夹。',
  'cli.badOption': '{option} 为 {value}；应为{expected}。',
  'cli.noTable': '{folder} 中没有列出病例的 CSV 文件。',
  'cli.severalTables': '{folder} 中有多个 CSV 文件（{files}）。请用 --csv 指定。',
  'cli.case': '{label}：{outcome}',
  'cli.resumed': '{count} 个病例此前已完成，予以保留。',
  'cli.folderDone': '已评估 {done}，保留不发 {withheld}，失败 {failed}。结果在 {folder}。',
  'cli.row': '第 {row} 行：{reason}',
  'assessment.badFrame': '无法评估 {file}：掩膜与图像大小不同。请重新勾画。',
  'pack.notCalibrated': '模型文件 {file} 没有校准数据，无法给出风险。请重新安装模型包。',
  'pack.networkMissing': '模型包 {pack} 中没有 {role} 网络。请重新安装模型包。',
  'pack.missing':
    '在 {folder} 中未找到模型包，因此无法评估。请重新安装 ThyroMap 或恢复其模型文件夹；已保存的病例仍可阅读。',
  'pack.manifestUnreadable':
    '无法读取 {folder} 中的模型清单（manifest.json）。请从安装包恢复模型文件夹；已保存的病例仍可阅读。',
  'pack.fileMissing': '{folder} 中缺少模型文件 {file}。请从安装包恢复模型文件夹；在此之前不进行评估。',
  'pack.altered':
    '{folder} 中的模型文件 {file} 内容已改变，不是经过测试的文件。请从安装包恢复；不会用它进行评估。',
  'pack.mismatch': '模型文件 {file} 的输入或输出与其说明不符。请从安装包恢复模型文件夹；在此之前不进行评估。',
  'pack.externalData': '模型文件 {file} 引用了自身以外的数据，这是不允许的。请从安装包恢复模型文件夹。',
  'pack.notLoadable': '无法加载模型文件 {file}。请从安装包恢复模型文件夹；在此之前不进行评估。',
  'inference.died':
    '运行模型的进程在本次评估中两次中止。病例已保留。请关闭其他程序后重新评估；若再次出现，请将详细信息发送给支持人员。',
  'inference.badInput': '网络 {network} 收到了无法处理的数据。请将详细信息发送给支持人员；病例已保留。',
  'inference.notFinite':
    '网络 {network} 给出的结果不是数值，因此不显示估计。请检查图像，或将详细信息发送给支持人员。',
  'inference.runFailed': '无法在此病例上运行网络 {network}。病例已保留；请将详细信息发送给支持人员。',
  'inference.closed': 'ThyroMap 正在关闭，不再进行评估。病例已保留。',
  'assessment.unknownJob': '该评估已不在队列中。',
  'backend.died':
    'ThyroMap 保存病例的部分在此请求期间中止。已保存的内容是安全的。请重试；若再次出现，请重新启动 ThyroMap。',
  'store.inUse':
    '另一个 ThyroMap 正在使用此数据文件夹（{file}）。请先关闭另一个，再重试。没有任何内容被更改。',
  'store.newer': '{file} 由更新版本的 ThyroMap 写入。请安装该版本或更新的版本后再打开。没有任何内容被更改。',
  'store.readOnly':
    'ThyroMap 无法写入 {file}。请为您的账户授予此文件夹的写入权限，或选择其他数据文件夹，然后重新启动。已保存的内容没有改变。',
  'store.corrupt':
    '{file} 已损坏，或不是 ThyroMap 的数据库。请关闭 ThyroMap，完整备份数据文件夹，然后恢复最近的备份；其余内容可请支持人员尝试抢救。',
  'store.diskFull': '存放 {file} 的磁盘已满。请腾出空间后重做上一步。此前保存的内容都还在。',
  'store.diskError': '磁盘无法读写 {file}。请检查磁盘及其连接，然后重新启动。此前保存的内容保持不变。',
  'case.notFound': '该病例已不在数据库中，可能已被删除。请返回工作列表。',
  'case.viewMissing': '该病例没有这一切面。没有任何内容被更改。',
  'case.sameView': '两幅图像被标记为同一切面。请将一幅标为横切，另一幅标为纵切。',
  'case.maskSize':
    '所画轮廓（{mask}）与图像 {file}（{frame}）的大小不符。没有任何内容被更改；请重新打开病例后再画。',
  'assessment.notFound': '该评估已不在数据库中。请重新打开病例。',
  'image.notFound': '该图像已不在数据库中。请重新打开病例。',
};
