import { defineFieldType, type FieldType } from '../define.ts'
import { fileParts, fileSettings } from '../shared/files.ts'
import { sentence } from '../shared/settings.ts'

/** Attached files. The record holds their names and ids; the contents lie in the file store. */
export const file: FieldType = defineFieldType({
  type: 'file',
  version: 1,
  label: { zh: '附件', en: 'Files' },
  icon: 'paperclip',
  group: 'file',
  settings: fileSettings(''),
  describe: sentence('附件', 'attached files'),
  ...fileParts(),
})
