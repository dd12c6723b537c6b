import type { Localized } from '@mortise/errors'
import type { FieldDocument } from '@mortise/schema'
import type { ColumnSpec } from '../define.ts'
import { choiceSetting, setting, textOf } from './settings.ts'

type Rule = NonNullable<ColumnSpec['onDelete']>

/** Entity that a link points at. */
export const targetOf = (field: FieldDocument): string | undefined => textOf(field, 'target')

/** What becomes of a link when the record it points at is deleted. */
export function deleteRule(field: FieldDocument, standard: Rule): Rule {
  const rules: readonly Rule[] = ['restrict', 'set_null', 'cascade']
  return rules.find((rule) => rule === textOf(field, 'onDelete')) ?? standard
}

/** Settings of every field that points at records: whose, what their deletion does, which may be chosen. */
export function linkSettings(given: {
  readonly standard: Rule
  readonly whenDeleted: { readonly [R in Rule]: Localized }
}): readonly FieldDocument[] {
  const { standard, whenDeleted } = given
  const order: readonly Rule[] = [
    standard,
    ...(['restrict', 'set_null', 'cascade'] as const).filter((one) => one !== standard),
  ]
  return [
    setting('target', 'entity_ref', { zh: '关联到', en: 'Links to', required: true }),
    choiceSetting(
      'onDelete',
      { zh: '对方被删除时', en: 'When the other is deleted', default: standard },
      order.map((rule) => [rule, whenDeleted[rule].zh, whenDeleted[rule].en] as const),
    ),
    setting('filter', 'expression', {
      zh: '可选范围',
      en: 'Which records may be chosen',
      settings: { expect: 'boolean', scope: 'target' },
    }),
  ]
}
