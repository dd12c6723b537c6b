import type { Expression, Json, Scope } from '@mortise/expressions'
import { type Translate, useLocale, useT, useUi } from '@mortise/ui'
import type { ReactNode } from 'react'
import { useDesignFaces, useWorkbench } from '../workbench/context.tsx'
import { printFormula } from './by-labels.ts'
import { type Around, fieldOf, labelOf, operatorsOf, sameOperator } from './fields.ts'
import { messages, periodWords, personKey } from './messages.ts'
import { daysFromToday, type Item, readCondition, type Term } from './terms.ts'

type Saying = {
  readonly around: Around
  readonly t: Translate<keyof typeof messages>
  readonly timeZone: string
  readonly nameOf: (entity: string, id: string) => string | undefined
  readonly scope?: Scope | undefined
}

/** A condition as a sentence: `来源 属于 转介绍、官网 且 评分 大于等于 60`. */
export function ConditionWords({
  expression,
  entity,
  scope,
}: {
  readonly expression: Expression
  readonly entity: string | undefined
  readonly scope?: Scope | undefined
}): ReactNode {
  return <>{useConditionWords()(expression, entity, { scope })}</>
}

/** Says conditions in words. */
export function useConditionWords(): (
  expression: Expression,
  entity: string | undefined,
  /** The record that stands beside those asked for, and the names that formulas may use. */
  beside?: { readonly record?: string; readonly scope?: Scope | undefined },
) => string {
  const t = useT(messages)
  const { model, kit } = useWorkbench()
  const locale = useLocale()
  const { timeZone } = useUi()
  const ctx = useDesignFaces()
  return (expression, entity, beside = {}) => {
    const record = beside.record === undefined ? undefined : model.entity(beside.record)
    const { scope } = beside
    const around: Around = { model, kit, locale, entity: model.entity(entity ?? ''), record, scope }
    const nameOf = (of: string, id: string): string | undefined => ctx.labelOf?.(of, id) ?? undefined
    const group = readCondition(expression)
    return said(group, { around, t, timeZone, nameOf, scope }, true)
  }
}

/** Says values that are stored in a field as people read them. */
export function useValueWords(): (entity: string, path: string, value: Json) => string {
  const { model, kit } = useWorkbench()
  const locale = useLocale()
  const { timeZone } = useUi()
  const ctx = useDesignFaces()
  return (entity, path, value) => {
    const around: Around = { model, kit, locale, entity: model.entity(entity) }
    const nameOf = (of: string, id: string): string | undefined => ctx.labelOf?.(of, id) ?? undefined
    return valueWords({ around, timeZone, nameOf }, path, value)
  }
}

function said(item: Item, saying: Saying, top = false): string {
  const { around, t, scope } = saying
  if (item.type === 'raw') return printFormula(item.expression, scope ?? around.entity?.scope, around.locale)
  if (item.type === 'term') return saidTerm(item, saying)
  const inner = item.items.map((one) => said(one, saying)).join(` ${t(item.any ? 'or' : 'and')} `)
  if (top || item.items.length < 2) return inner
  return around.locale === 'zh' ? `（${inner}）` : `(${inner})`
}

function saidTerm(term: Term, saying: Saying): string {
  const { around } = saying
  const operator = operatorsOf(around, term.path, true).find((one) => sameOperator(term, one))
  const value = term.operand === 'none' ? '' : saidValue(term.value, term, saying)
  return [labelOf(around, term.path), operator?.label[around.locale] ?? term.operator, value]
    .filter(Boolean)
    .join(' ')
}

/** A stored value of a field as people read it. */
export function valueWords(
  { around, timeZone, nameOf }: Pick<Saying, 'around' | 'timeZone' | 'nameOf'>,
  path: string,
  value: Json,
): string {
  const found = fieldOf(around, path)
  if (value === null) return ''
  if (found === undefined) return typeof value === 'object' ? JSON.stringify(value) : String(value)
  const place = { field: found.field, locale: around.locale, timeZone }
  const read = found.type.parse(value, place)
  return read.ok ? found.type.format(read.value, { ...place, labelOf: nameOf }) : String(value)
}

function saidValue(value: Json, term: Term, saying: Saying): string {
  const { around, t } = saying
  if (Array.isArray(value))
    return value
      .map((one: Json) => saidValue(one, term, saying))
      .join(term.operand === 'range' ? '–' : t('comma'))
  if (term.operand === 'period' && typeof value === 'string') return periodWords(value, t)
  if (typeof value === 'object' && value !== null) {
    const days = daysFromToday(value)
    if (days !== undefined) return `${t('today')} ${days < 0 ? '−' : '+'} ${Math.abs(days)} ${t('Days')}`
    if ('user' in value) return t(personKey(value['user']))
    if ('today' in value) return t('today')
    const path = 'var' in value ? value['var'] : undefined
    if (typeof path === 'string') return labelOf(around, path)
  }
  return valueWords(saying, term.path, value)
}
