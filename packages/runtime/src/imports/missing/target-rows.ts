import type { Localized } from '@mortise/errors'
import type { Actor, ImportLine, ImportRow } from '@mortise/store'
import type { Unit } from '../../context/unit.ts'
import { carryOutRows, decide, type Decision } from '../batch.ts'
import { mappingOf, standardMapping } from '../open-import.ts'
import type { ImportPlan } from '../types.ts'
import { causeOf } from '../write-rows.ts'
import { makingKey } from './business-key.ts'

/** A name that no record could be made of, and why. */
export type NameRefused = { readonly name: string; readonly message: Localized }

/** What becomes of names: those that records can be made of, and the others. */
export type NamesDecided = {
  readonly plan: ImportPlan | undefined
  readonly decisions: readonly Decision[]
  /** In the order of `decisions` that make a record. */
  readonly names: readonly string[]
  readonly refused: readonly NameRefused[]
}

/**
 * Decides which names can become records of a target: the same as importing a table of one column there, so that
 * required fields, duplicate rules and the person's rights say the same as always. Writes nothing.
 */
export async function decideNames(
  unit: Unit,
  actor: Actor,
  given: { readonly row: ImportRow; readonly target: string; readonly names: readonly string[] },
): Promise<NamesDecided> {
  const { row, target, names } = given
  const key = makingKey(unit, unit.door(actor).access, target)
  const entity = unit.published.model.entity(target)
  if ('why' in key || entity === undefined) {
    const message = 'why' in key ? key.why : { zh: '', en: '' }
    return { plan: undefined, decisions: [], names: [], refused: names.map((name) => ({ name, message })) }
  }
  const { runRules, keepBlanks } = mappingOf(row)
  const columns = { [key.field.key]: key.field.key }
  const mapping = { ...standardMapping, columns, onMatch: 'create' as const, runRules, keepBlanks }
  const plan: ImportPlan = { entity, columns: [key.field.key], mapping }
  const rows = names.map((name, index) => ({ index, line: index + 1, cells: [name] }))
  const decisions = await decide(unit, actor, {
    plan,
    rows,
    cause: causeOf(row, 0),
    seen: new Map(),
    stopAtTwin: false,
  })
  const made = decisions.filter((one) => one.do === 'create')
  return {
    plan,
    decisions: made,
    names: made.map(({ read }) => nameOf(read.row.index, names)),
    refused: decisions.flatMap((one) =>
      one.do === 'fail' ? [{ name: nameOf(one.read.row.index, names), message: reasonOf(one) }] : [],
    ),
  }
}

const nameOf = (index: number, names: readonly string[]): string => names[index] ?? ''

function reasonOf({ faults }: Extract<Decision, { readonly do: 'fail' }>): Localized {
  const parts = (locale: 'zh' | 'en'): string =>
    faults
      .map(({ column, message }) => (column === '' ? message[locale] : `${column}：${message[locale]}`))
      .join(locale === 'zh' ? '；' : '; ')
  return { zh: parts('zh'), en: parts('en') }
}

/** Makes the records that were decided on. Gives their ids in the order of `names`. */
export async function makeNames(
  unit: Unit,
  actor: Actor,
  given: { readonly row: ImportRow; readonly decided: NamesDecided },
): Promise<readonly (string | null)[]> {
  const { plan, decisions } = given.decided
  if (plan === undefined || decisions.length === 0) return []
  const lines: readonly ImportLine[] = await carryOutRows(unit, actor, {
    plan,
    decisions,
    cause: causeOf(given.row, 0),
  })
  return lines.map(({ recordId }) => recordId)
}
