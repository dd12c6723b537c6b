import { defineFieldType, type FieldType } from '../../define.ts'
import { designParts, keyParts } from '../../shared/design.ts'
import { sentence, setting } from '../../shared/settings.ts'

/** The name of another document of the app: a flow, a print template, a calendar; `settings.kind` says of which kind. */
export const documentRef: FieldType = defineFieldType({
  ...designParts,
  type: 'document_ref',
  label: { zh: '文档', en: 'Document' },
  icon: 'file-json-2',
  settings: [setting('kind', 'text', { zh: '文档种类', en: 'Kind of document', required: true })],
  describe: sentence('一个文档', 'a document'),
  ...keyParts,
  samples: () => ['approval', 'deal.edit'],
})
