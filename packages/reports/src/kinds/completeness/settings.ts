import type { EntityModel, FieldDocument, Settings } from '@mortise/schema'
import type { ReportContext } from '../../types.ts'
import { editedSetting, valueSetting } from '../settings.ts'

/** What a report of completeness is asked. */
export const completenessSettings: readonly FieldDocument[] = [
  editedSetting('fields', { zh: '检查哪些字段', en: 'Fields to look at' }, 'paths', { required: true }),
  valueSetting('by', { zh: '分别看（如每个负责人）', en: 'For each (owner, say)' }),
]

/** As many as a person reads at a glance. */
const shown = 8
const unsuited: ReadonlySet<string> = new Set(['rows', 'json', 'set'])

/** The first fields that people fill in. */
export function startCompleteness(entity: EntityModel, { fields }: Pick<ReportContext, 'fields'>): Settings {
  const filled = entity.fields.filter(
    ({ key, type, system }) =>
      !system &&
      fields.find(type)?.computed !== true &&
      !unsuited.has(entity.scope.find(key)?.type.kind ?? 'rows'),
  )
  return { fields: filled.slice(0, shown).map(({ key }) => key) }
}
