import type { DecisionTableDocument } from '@mortise/schema'
import { Icon, useLocale, useT } from '@mortise/ui'
import { Select } from 'antd'
import type { ReactNode } from 'react'
import { fieldChoices } from '../kit/names.ts'
import { useWorkbench } from '../workbench/context.tsx'
import { addInput, addOutput, type Column } from './commands.ts'
import { messages } from './messages.ts'

const formula = '='

/** A name for a column's value that no other column has. */
export function freeName(table: DecisionTableDocument, wanted: string): string {
  const taken = new Set([...table.inputs, ...table.outputs].map(({ key }) => key))
  const base = wanted.replaceAll('.', '_').slice(0, 40)
  if (!taken.has(base)) return base
  return [...Array(99).keys()].map((at) => `${base}_${at + 2}`).find((one) => !taken.has(one)) ?? base
}

/** Adds a column: a field that is looked at or filled in, or something of the table's own. */
export function AddColumn({
  side,
  table,
  onAdd,
}: {
  readonly side: Column['side']
  readonly table: DecisionTableDocument
  readonly onAdd: (next: DecisionTableDocument, name: string, column: Column) => void
}): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const { model } = useWorkbench()
  const entity = model.entity(table.entity ?? '')
  const fields = fieldChoices({ model, locale }, entity, { paths: side === 'when' })
  const add = (path: string): void => {
    const name =
      fields.find((one) => one.value === path)?.label ?? t(side === 'when' ? 'byFormula' : 'ownResult')
    if (side === 'when') {
      const at = table.inputs.length
      const input =
        path === formula
          ? { key: freeName(table, 'value'), expr: null }
          : { key: freeName(table, path), expr: { var: path } }
      return onAdd(addInput(table, input), name, { side, at })
    }
    const at = table.outputs.length
    const type = entity?.field(path)?.type ?? 'text'
    // A result is written into the field of its name: there can be one of each.
    const key = path === formula ? freeName(table, 'result') : path
    onAdd(addOutput(table, { key, type }), name, { side, at })
  }
  const free =
    side === 'when' ? fields : fields.filter(({ value }) => !table.outputs.some(({ key }) => key === value))
  const label = t(side === 'when' ? 'addCondition' : 'addResult')
  return (
    <Select<string>
      aria-label={label}
      size="small"
      variant="borderless"
      suffixIcon={<Icon name="plus" size={14} />}
      value={null}
      placeholder={label}
      showSearch={{ optionFilterProp: 'label' }}
      popupMatchSelectWidth={240}
      options={[
        { value: formula, label: t(side === 'when' ? 'byFormula' : 'ownResult') },
        ...free.map(({ value, label: name }) => ({ value, label: name })),
      ]}
      onChange={add}
    />
  )
}
