import { holdInputs } from '@mortise/fields/inputs'
import { say } from '@mortise/errors'
import type { Json } from '@mortise/expressions'
import type { FieldType } from '@mortise/fields'
import type { FaceContext } from '@mortise/fields/react'
import type { FieldModel } from '@mortise/schema'
import { useT } from '@mortise/ui'
import { Button, Input, Select } from 'antd'
import { type ReactNode, useId, useState } from 'react'
import type { FilterTerm } from './filter-terms.ts'
import { messages } from './messages.ts'
import { periods } from './periods.ts'

// An input stands at once, with whatever shows it.
holdInputs()

type EditorProps = {
  readonly term: FilterTerm
  readonly field: FieldModel
  readonly type: FieldType
  readonly ctx: FaceContext
  readonly onApply: (term: FilterTerm) => void
}

/** Operator and value of one condition. The value is entered with the face of the field's own type. */
export function TermEditor({ term, field, type, ctx, onApply }: EditorProps): ReactNode {
  const t = useT(messages)
  const [draft, setDraft] = useState(term)
  const at = type.operators.findIndex(
    (one) => one.operator === draft.operator && one.operand === draft.operand,
  )
  const pick = (index: number): void => {
    const next = type.operators[index]
    if (next === undefined) return
    const keeps = next.operand === draft.operand
    setDraft({ ...draft, operator: next.operator, operand: next.operand, value: keeps ? draft.value : null })
  }
  return (
    <form
      className="m-term"
      onSubmit={(event) => {
        event.preventDefault()
        onApply(draft)
      }}
    >
      <strong>{say(field.document.label, ctx.locale)}</strong>
      <Select
        aria-label={t('operator')}
        value={at}
        onChange={pick}
        options={type.operators.map((one, index) => ({ value: index, label: say(one.label, ctx.locale) }))}
      />
      <Operand {...{ draft, field, ctx }} onChange={(value) => setDraft({ ...draft, value })} />
      <Button type="primary" htmlType="submit">
        {t('apply')}
      </Button>
    </form>
  )
}

type OperandProps = {
  readonly draft: FilterTerm
  readonly field: FieldModel
  readonly ctx: FaceContext
  readonly onChange: (value: Json) => void
}

function Operand(props: OperandProps): ReactNode {
  return operands[props.draft.operand](props)
}

function Single({ draft, field, ctx, onChange }: OperandProps): ReactNode {
  const t = useT(messages)
  const id = useId()
  const Face = ctx.faces.find(field.type)?.Input
  if (Face === undefined) return null
  return (
    <div>
      <label className="m-visually-hidden" htmlFor={id}>
        {t('value')}
      </label>
      <Face
        id={id}
        value={draft.value}
        onChange={onChange}
        field={withoutRequired(field)}
        ctx={ctx}
        autoFocus
      />
    </div>
  )
}

const withoutRequired = (field: FieldModel): FieldModel['document'] => ({
  ...field.document,
  required: false,
})

function TextOperand({ draft, onChange }: OperandProps): ReactNode {
  const t = useT(messages)
  return (
    <Input
      autoFocus
      aria-label={t('value')}
      value={typeof draft.value === 'string' ? draft.value : ''}
      onChange={(event) => onChange(event.target.value === '' ? null : event.target.value)}
    />
  )
}

function PeriodOperand({ draft, onChange }: OperandProps): ReactNode {
  const t = useT(messages)
  return (
    <Select
      aria-label={t('value')}
      value={typeof draft.value === 'string' ? draft.value : null}
      onChange={(value: string | null) => onChange(value)}
      options={periods.map((name) => ({ value: name, label: t(name) }))}
    />
  )
}

function RangeOperand({ draft, onChange, ...rest }: OperandProps): ReactNode {
  const t = useT(messages)
  const [from = null, to = null] = Array.isArray(draft.value) ? (draft.value as readonly Json[]) : []
  return (
    <div className="m-term-range">
      <span>{t('from')}</span>
      <Single {...rest} draft={{ ...draft, value: from }} onChange={(next) => onChange([next, to])} />
      <span>{t('to')}</span>
      <Single {...rest} draft={{ ...draft, value: to }} onChange={(next) => onChange([from, next])} />
    </div>
  )
}

/** Several values: the options of a choice, or one after another with the type's own control. */
function ListOperand({ draft, field, ctx, onChange }: OperandProps): ReactNode {
  const values = Array.isArray(draft.value) ? (draft.value as readonly Json[]) : []
  const Many = ctx.faces.find('multiselect')?.Input
  if (Many !== undefined && Array.isArray(field.document.settings?.['options'])) {
    return <Many value={draft.value} onChange={onChange} field={withoutRequired(field)} ctx={ctx} autoFocus />
  }
  const type = ctx.types.find(field.type)
  const label = (value: Json): string =>
    type?.format(value, {
      field: field.document,
      locale: ctx.locale,
      timeZone: ctx.timeZone,
      labelOf: (entity, id) => ctx.labelOf?.(entity, id) ?? undefined,
    }) ?? String(value)
  return (
    <div className="m-term-list">
      {values.map((value) => (
        <button
          key={String(value)}
          type="button"
          onClick={() => onChange(values.filter((one) => one !== value))}
        >
          {label(value)} ×
        </button>
      ))}
      <Single
        draft={{ ...draft, value: null }}
        field={field}
        ctx={ctx}
        onChange={(next) => {
          if (next !== null && !values.includes(next)) onChange([...values, next])
        }}
      />
    </div>
  )
}

const operands: { readonly [K in FilterTerm['operand']]: (props: OperandProps) => ReactNode } = {
  none: () => null,
  same: (props) => <Single {...props} />,
  text: (props) => <TextOperand {...props} />,
  period: (props) => <PeriodOperand {...props} />,
  range: (props) => <RangeOperand {...props} />,
  list: (props) => <ListOperand {...props} />,
}
