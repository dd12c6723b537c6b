import { setting } from '@mortise/schema'
import { type ActionType, defineAction } from '../define.ts'
import { errors } from '../errors.ts'
import { textSetting } from '../values.ts'

/** Prints the record by a template and keeps the PDF in a file field of it. It is drawn after the save. */
export const generateDocument: ActionType = defineAction({
  type: 'generate_document',
  version: 1,
  label: { zh: '生成文档', en: 'Generate document' },
  icon: 'file-text',
  group: 'record',
  phases: ['afterSave', 'async'],
  settings: [
    setting('template', { zh: '打印模板', en: 'Print template' }, { editor: 'print', required: true }),
    setting(
      'field',
      { zh: '存到哪个附件字段', en: 'File field' },
      { editor: 'field', required: true, help: { zh: '生成的 PDF 放在这里', en: 'takes the PDF' } },
    ),
    setting(
      'replace',
      { zh: '替换原有附件', en: 'Replace what it holds' },
      { type: 'boolean', default: false },
    ),
  ],
  describe: (settings) => {
    const template = textSetting(settings['template']) ?? '?'
    return { zh: `用“${template}”生成文档`, en: `Generate a document by "${template}"` }
  },
  writes: (settings, entity) => {
    const field = textSetting(settings['field'])
    return [{ entity, fields: field === undefined ? ['*'] : [field], op: 'update' }]
  },
  run: (settings, ctx) => {
    const [template, field] = [textSetting(settings['template']), textSetting(settings['field'])]
    const action = 'generate_document'
    if (template === undefined) throw errors.ACTION_SETTING_MISSING({ action, setting: 'template' })
    if (field === undefined) throw errors.ACTION_SETTING_MISSING({ action, setting: 'field' })
    const { entity, id: recordId } = ctx.record
    return [{ type: action, template, entity, recordId, field, replace: settings['replace'] === true }]
  },
})
