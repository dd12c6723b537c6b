import { say } from '@mortise/errors'
import type { EntityModel, Model } from '@mortise/schema'

/** Columns a table begins with: more are seldom wanted and never fit. */
const mostColumns = 6

/** A field of the rows that a table begins with; numbers are told apart, since they stand at the right. */
export type FirstColumn = { readonly field: string; readonly number: boolean }

/** Fields of the rows of a relation that a new table shows: those that say something beside the record they belong to. */
export function firstColumns(
  entity: EntityModel | undefined,
  source: string,
  model: Model,
): readonly FirstColumn[] {
  const child = model.entity(entity?.relation(source)?.target ?? '')
  return (child?.fields ?? [])
    .filter(({ key, system }) => !system && child?.relation(key) === undefined)
    .filter(({ document }) => document.settings?.['target'] !== entity?.key)
    .slice(0, mostColumns)
    .map(({ key }) => ({ field: key, number: child?.scope.find(key)?.type.kind === 'number' }))
}

type Named = { readonly key: string; readonly label: string }

/** Fields and sub-tables of the record, for the palette. */
export function recordItems(
  model: Model,
  entity: string,
  locale: 'zh' | 'en',
): { readonly fields: readonly Named[]; readonly rows: readonly Named[] } {
  const record = model.entity(entity)
  const relations = new Set((record?.relations ?? []).map(({ key }) => key))
  return {
    fields: (record?.fields ?? [])
      .filter(({ key }) => !relations.has(key))
      .map(({ key, document }) => ({ key, label: say(document.label, locale) })),
    rows: (record?.relations ?? []).map(({ key, target }) => ({
      key,
      label: say(record?.field(key)?.document.label ?? model.entity(target)?.document.label, locale) || key,
    })),
  }
}
