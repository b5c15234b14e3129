import type { cytologyEn } from './cytology.en.ts';

/** Chinese words of the needle-cytology pictures; the same keys as in cytology.en.ts. */
export const cytologyZh: Record<keyof typeof cytologyEn, string> = {
  'cytology.title': '细针穿刺细胞学',
  'cytology.add': '添加图像…',
  'cytology.dropHere': '将涂片图像拖放到此处',
  'cytology.open': '细针穿刺细胞学：{pictures} 张图像',
  'cytology.openOne': '细针穿刺细胞学：1 张图像',
  'cytology.none':
    '该病例没有穿刺涂片图像。请将图像拖放到此处或选择文件：彩色 PNG、JPEG、BMP、TIFF 或 DICOM。',
  'cytology.added': '已添加 {pictures} 张涂片图像。请重新评估以判读。',
  'cytology.addedOne': '已添加 1 张涂片图像。请重新评估以判读。',
  'cytology.adding': '正在读取文件…',
  'cytology.removed': '{file} 已从该病例中移出。',
  'cytology.undo': '撤销',
  'cytology.remove': '将 {file} 移出该病例',
  'cytology.enlarge': '放大 {file}',
  'cytology.picture': '涂片图像 {file}',
  'cytology.notRead': '尚未判读',
  'cytology.unlike': '未纳入：与其学习的涂片不同',
  'cytology.notReadYet': '部分图像尚未判读。',
  'cytology.assess': '重新评估',
  'cytology.overAll': '全部图像',
  'cytology.meanAndSpread': '各图像的平均值；细线表示单张图像的最低值至最高值。',
  'cytology.each': '每张图像',
  'cytology.range': '{low}–{high}',
  'cytology.pictureGone': '该图像已不在此病例中。',
  'cytology.notSmear':
    '{file} 的颜色不像染色涂片，因此未添加。超声图像应放入新病例；请选择显微镜拍摄的彩色图像。',
  'cytology.alreadyThere': '{file} 已在该病例的涂片图像中，未作更改。',
  'cytology.tooMany': '每个病例最多保存 {limit} 张涂片图像，因此未添加 {file}。请先移出一张。',
  'models.role.regions': '整个视野与分块合并',
};
