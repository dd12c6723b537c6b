import { say } from '@mortise/errors'
import { type Expression, language } from '@mortise/expressions'
import { choicesOf } from '@mortise/fields/react'
import type { DecisionTableDocument, FieldModel, FieldDocument } from '@mortise/schema'
import { useLocale, useT } from '@mortise/ui'
import { printFormula } from '../condition/by-labels.ts'
import { useConditionWords } from '../condition/condition-words.tsx'
import { fieldAtPath, pathLabel } from '../kit/names.ts'
import { useWorkbench } from '../workbench/context.tsx'
import type { CellKind } from './cell-text.ts'
import type { Column } from './commands.ts'
import { messages } from './messages.ts'

/** A column as people know it, and how its cells are read. */
export type ColumnLook = { readonly name: string; readonly kind: CellKind }

const kinds: { readonly [kind: string]: CellKind['type'] } = {
  number: 'number',
  text: 'text',
  boolean: 'boolean',
  date: 'date',
  id: 'text',
}

/** The field a condition looks at, where it is one. */
function pathOf(expr: DecisionTableDocument['inputs'][number]['expr']): string | undefined {
  const path = typeof expr === 'object' && expr !== null && 'var' in expr ? expr['var'] : undefined
  return typeof path === 'string' ? path : undefined
}

/** Says of each column what it is called and what its cells hold. */
export function useColumnLooks(table: DecisionTableDocument): (column: Column) => ColumnLook {
  const t = useT(messages)
  const locale = useLocale()
  const words = useConditionWords()
  const { model } = useWorkbench()
  const entity = model.entity(table.entity ?? '')
  const printed = (expr: Expression): string => printFormula(expr, entity?.scope, locale)
  const yesAndNo = { yes: t('yes'), no: t('no') }
  const choices = (field: FieldDocument | undefined): Pick<CellKind, 'choices'> => {
    const options = field === undefined ? [] : choicesOf(field)
    if (options.length === 0) return {}
    return { choices: options.map(({ value, label }) => ({ value, label: say(label, locale) })) }
  }
  const typed = (field: FieldModel | undefined): CellKind['type'] | undefined => {
    const type = field === undefined ? undefined : model.entity(field.entity)?.scope.find(field.key)?.type
    return type === undefined ? undefined : (kinds[type.kind] ?? 'other')
  }
  return ({ side, at }) => {
    if (side === 'then') {
      const { key = '', type = 'text' } = table.outputs[at] ?? {}
      const field = entity?.field(key)
      const own = typed(field) ?? kinds[type] ?? 'other'
      return {
        name: say(field?.document.label, locale) || key,
        kind: { key, type: own, ...choices(field?.document), ...yesAndNo },
      }
    }
    const { key = '', expr = null } = table.inputs[at] ?? {}
    const path = pathOf(expr)
    if (path !== undefined) {
      const field = fieldAtPath(model, entity, path)
      return {
        name: pathLabel({ model, locale }, entity, path) || key,
        kind: { key, type: typed(field) ?? 'other', ...choices(field?.document), ...yesAndNo },
      }
    }
    const checked = entity === undefined || expr === null ? undefined : language.check(expr, entity.scope)
    const type = checked?.ok === true ? kinds[checked.info.type.kind] : undefined
    return {
      name: expr === null ? key : type === 'boolean' ? words(expr, entity?.key) : printed(expr),
      kind: { key, type: type ?? 'other', ...yesAndNo },
    }
  }
}
