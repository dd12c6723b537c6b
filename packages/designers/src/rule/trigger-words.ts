import { say } from '@mortise/errors'
import type { DateRelativeDocument, RuleDocument, ScheduleDocument } from '@mortise/schema'
import { useLocale, useT } from '@mortise/ui'
import { pathLabel } from '../kit/names.ts'
import { useWorkbench } from '../workbench/context.tsx'
import { messages as ruleMessages } from './messages.ts'
import { messages } from './trigger-messages.ts'

const plain = new Set(['create', 'update', 'delete', 'restore', 'manual', 'message', 'left'])

/** Says what sets off a rule as the first part of its sentence. */
export function useTriggerWords(): (rule: RuleDocument) => string {
  const t = useT(messages)
  const rt = useT(ruleMessages)
  const locale = useLocale()
  const { model } = useWorkbench()
  const dateWords = (rule: RuleDocument, date: DateRelativeDocument): string => {
    const entity = model.entity(rule.entity)
    const n = Math.abs(date.offset)
    const distance = date.offset < 0 ? 'wordsBefore' : 'wordsAfter'
    const when = date.offset === 0 ? t('wordsDay') : t(distance, { n, unit: t(date.unit) })
    const repeated = date.lunar === true || date.lunarField !== undefined ? 'wordsLunar' : 'wordsYearly'
    return [
      t('wordsDate', {
        entity: say(entity?.document.label, locale) || rule.entity,
        field: date.field === '' ? t('unset') : pathLabel({ model, locale }, entity, date.field),
        when,
      }),
      date.calendar === undefined ? '' : t('wordsWorking'),
      date.at === undefined ? '' : t('wordsAt', { at: date.at }),
      date.repeat === undefined && date.lunar !== true ? '' : t(repeated),
    ].join('')
  }
  const scheduleWords = (schedule: ScheduleDocument): string => {
    const { every, interval = 1, weekdays = [], days = [], months = [], at } = schedule
    const named = [
      ...months.map((n) => t('monthN', { n })),
      ...days.map((n) => (n === -1 ? t('lastDay') : t('dayN', { n }))),
      ...weekdays.map((n) => t(`weekday${n as 1}`)),
    ]
    const times = (at === undefined ? [] : typeof at === 'string' ? [at] : at).join(t('comma'))
    return t('wordsSchedule', {
      every:
        interval === 1
          ? t('wordsEvery', { unit: t(`one_${every}`) })
          : t('wordsEveryN', { n: interval, unit: t(every) }),
      days: named.length === 0 ? '' : t('wordsOn', { days: named.join(t('comma')) }),
      at: times === '' ? '' : t('wordsAt', { at: times }),
    })
  }
  return (rule) => {
    const { on, watch = [], fire, dateRelative, schedule, cron, related = [], behaviours = [] } = rule.trigger
    const entity = model.entity(rule.entity)
    const events = on.filter((one) => plain.has(one)).map((one) => rt(one))
    const fields = watch
      .map((key) => say(entity?.field(key)?.document.label, locale) || key)
      .join(rt('comma'))
    const parts: string[] = []
    if (events.length > 0) {
      const name = say(entity?.document.label, locale) || rule.entity
      const sentence = rt('whenSentence', { entity: name, events: events.join(rt('or')) })
      parts.push(`${sentence}${fields === '' ? '' : rt('watching', { fields })}`)
    }
    if (on.includes('dateRelative'))
      parts.push(dateRelative ? dateWords(rule, dateRelative) : rt('dateRelative'))
    if (on.includes('schedule'))
      parts.push(schedule !== undefined ? scheduleWords(schedule) : `${rt('schedule')} ${cron ?? ''}`.trim())
    if (on.includes('related')) {
      const names = related.map((one) => say(model.entity(one.entity)?.document.label, locale) || one.entity)
      parts.push(t('wordsRelated', { names: names.join(t('comma')) || t('unset') }))
    }
    if (on.includes('behaviour')) {
      const kinds = behaviours.length === 0 ? t('anyBehaviour') : behaviours.join(t('comma'))
      parts.push(t('wordsBehaviour', { kinds }))
    }
    const again = on.includes('update') ? rt(fire === 'everyMatch' ? 'everyTime' : 'onlyBecomes') : ''
    return `${parts.join(t('wordsOr'))}${again}`
  }
}
