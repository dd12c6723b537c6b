import { defineFieldType, type FieldType } from '../define.ts'
import { fileParts, fileSettings } from '../shared/files.ts'
import { sentence } from '../shared/settings.ts'

/** Pictures, shown as pictures. */
export const image: FieldType = defineFieldType({
  type: 'image',
  version: 1,
  label: { zh: '图片', en: 'Images' },
  icon: 'image',
  group: 'file',
  settings: fileSettings('image/*'),
  describe: sentence('图片', 'pictures'),
  pictures: true,
  ...fileParts('image/*'),
})
