import type { Json } from '@mortise/expressions'
import type { InputProps, RefChoice } from '@mortise/fields/react'
import { type EntityModel, type FieldDocument, joinTarget } from '@mortise/schema'
import { useLocale } from '@mortise/ui'
import type { ReactNode } from 'react'
import { FormulaBar } from '../../condition/formula-bar.tsx'
import { useWorkbench } from '../../workbench/context.tsx'
import { fieldAtPath, fieldChoices } from '../names.ts'
import { usePanel } from '../panel-context.tsx'
import { ChoiceBox } from './choice-box.tsx'

/** The entity whose fields a setting means: its own, one named beside it, or the one that a way named beside it leads to. */
export function useRowsOf(field: FieldDocument): EntityModel | undefined {
  const { model } = useWorkbench()
  const { home = '', values } = usePanel()
  const of = field.settings?.['of']
  if (typeof of !== 'string') return model.entity(home)
  const named = values[of]
  if (typeof named !== 'string' || named === '') return undefined
  return model.entity(named) ?? model.entity(joinTarget(model, home, { path: named }) ?? '')
}

function useFitting(field: FieldDocument, paths: boolean): readonly RefChoice[] {
  const { model } = useWorkbench()
  const entity = useRowsOf(field)
  const locale = useLocale()
  const { kinds, options } = field.settings ?? {}
  return fieldChoices({ model, locale }, entity, { paths }).filter(({ value }) => {
    const found = fieldAtPath(model, entity, value)
    const kind =
      found === undefined ? undefined : model.entity(found.entity)?.scope.find(found.key)?.type.kind
    if (kind === undefined || kind === 'rows' || kind === 'json') return false
    if (options === true && !Array.isArray(found?.document.settings?.['options'])) return false
    return !Array.isArray(kinds) || (kinds as readonly Json[]).includes(kind)
  })
}

function pathIn(value: Json): string | null {
  const named = typeof value === 'object' && value !== null && 'var' in value ? value['var'] : undefined
  return typeof named === 'string' ? named : null
}

/** A value of a record: a field chosen by its name and kept as an expression; a formula that somebody wrote stays one. */
export function ValueOfEditor(props: InputProps): ReactNode {
  const choices = useFitting(props.field, true)
  const entity = useRowsOf(props.field)
  const path = pathIn(props.value)
  if (props.value !== null && path === null)
    return (
      <FormulaBar
        id={props.id}
        value={props.value}
        onChange={props.onChange}
        scope={entity?.scope}
        entity={entity?.key}
        previous={false}
      />
    )
  return (
    <ChoiceBox
      {...props}
      value={path}
      choices={choices}
      onChange={(next) => props.onChange(typeof next === 'string' ? { var: next } : null)}
    />
  )
}

/** A field of the record itself, of the kinds that fit. */
export function FieldOfEditor(props: InputProps): ReactNode {
  return <ChoiceBox {...props} choices={useFitting(props.field, false)} />
}
