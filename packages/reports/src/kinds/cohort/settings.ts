import type { EntityModel, FieldDocument, Settings } from '@mortise/schema'
import { choiceSetting, dates, firstOf, keySetting, numbers, valueSetting } from '../settings.ts'

/** What a report of cohorts is asked. */
export const cohortSettings: readonly FieldDocument[] = [
  keySetting('who', { zh: '看谁再来', en: 'Who comes again' }, { required: true, kinds: ['id'] }),
  keySetting('date', { zh: '按哪个日期算', en: 'Counted by which date' }, { required: true, kinds: dates }),
  choiceSetting('period', { zh: '按多久分期', en: 'Periods of' }, [
    ['month', '月', 'Months'],
    ['week', '周', 'Weeks'],
    ['quarter', '季度', 'Quarters'],
    ['year', '年', 'Years'],
  ]),
  valueSetting('value', { zh: '同时合计', en: 'Summed up beside' }, { kinds: numbers }),
]

/** Whoever the first link leads to, by the first date. */
export function startCohort(entity: EntityModel): Settings {
  return { who: firstOf(entity, ['id']) ?? '', date: firstOf(entity, dates) ?? '', period: 'month' }
}
