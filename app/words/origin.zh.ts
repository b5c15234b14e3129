import type { originEn } from './origin.en.ts';

/** 图像来源的中文词条。 */
export const originZh: Record<keyof typeof originEn, string> = {
  'origin.title': '图像来源',
  'origin.unknown': '没有来源记录：该图像为绘制的示例，或由不保存记录的早期版本存入。',
  'origin.removed': '未采集患者姓名、编号和日期。',
  'origin.kept': '已保留文件中的身份信息（由管理员开启）。',
  'origin.writing.none': '图像中未发现文字。',
  'origin.writing.blanked': '图像中的文字已被发现并涂盖。',
  'origin.writing.kept': '图像中的文字已被发现，由保存者选择保留。',
  'origin.method': '去标识方法',
  'origin.codes': '代码（DICOM PS3.16）',
  'origin.study': '检查（映射后）',
  'origin.image': '图像（映射后）',
  'origin.patientName': '患者姓名',
  'origin.patientId': '患者编号',
  'origin.birthDate': '出生日期',
  'origin.studyDate': '检查日期',
  'origin.accessionNumber': '检查号',
};
