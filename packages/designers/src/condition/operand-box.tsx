import { type Json, rangeNames } from '@mortise/expressions'
import { useT } from '@mortise/ui'
import { Input, Select } from 'antd'
import type { ReactNode } from 'react'
import { ChoiceBox, ChoicesBox } from '../kit/editors/choice-box.tsx'
import { NamedFace } from '../kit/named-face.tsx'
import { fieldChoices } from '../kit/names.ts'
import { useDesignFaces } from '../workbench/context.tsx'
import { choicesOf } from '@mortise/fields/react'
import { say } from '@mortise/errors'
import { type Around, fieldOf, isNumeric } from './fields.ts'
import { messages, periodKey } from './messages.ts'
import type { Term } from './terms.ts'

type Props = { readonly term: Term; readonly around: Around; readonly onChange: (value: Json) => void }

/** What a term's field is compared with: a box for each kind of operand. */
export function OperandBox(props: Props): ReactNode {
  const Box = boxes[props.term.operand]
  return <Box {...props} />
}

const boxes: { readonly [K in Term['operand']]: (props: Props) => ReactNode } = {
  none: () => <span />,
  same: SameBox,
  text: TextBox,
  list: ListBox,
  range: RangeBox,
  period: PeriodBox,
}

function TextBox({ term, onChange }: Props): ReactNode {
  const t = useT(messages)
  return (
    <Input
      aria-label={t('value')}
      value={typeof term.value === 'string' ? term.value : ''}
      onChange={(event) => onChange(event.target.value === '' ? null : event.target.value)}
    />
  )
}

function PeriodBox({ term, onChange }: Props): ReactNode {
  const t = useT(messages)
  return (
    <Select<string>
      aria-label={t('value')}
      value={typeof term.value === 'string' ? term.value : null}
      options={rangeNames.map((name) => ({ value: name, label: t(periodKey(name)) }))}
      onChange={onChange}
    />
  )
}

function ValueBox({
  value,
  around,
  path,
  label,
  onChange,
}: {
  readonly value: Json
  readonly around: Around
  readonly path: string
  readonly label: string
  readonly onChange: (value: Json) => void
}): ReactNode {
  const ctx = useDesignFaces()
  // Boxes of decimals give a text, which keeps every digit; in an expression a number has to stand.
  const numeric = isNumeric(around, path)
  const give = (next: Json): void =>
    onChange(numeric && typeof next === 'string' && Number.isFinite(Number(next)) ? Number(next) : next)
  const found = fieldOf(around, path)
  const Face = found === undefined ? undefined : ctx.faces.find(found.type.type)?.Input
  if (Face === undefined || found === undefined) {
    return (
      <Input
        aria-label={label}
        value={typeof value === 'string' ? value : ''}
        onChange={(event) => onChange(event.target.value)}
      />
    )
  }
  const { placeholder: _, ...plain } = found.field
  return (
    <NamedFace
      Face={Face}
      name={label}
      value={value}
      onChange={give}
      field={{ ...plain, required: false }}
      ctx={ctx}
    />
  )
}

function RangeBox({ term, around, onChange }: Props): ReactNode {
  const t = useT(messages)
  const [from = null, to = null] = Array.isArray(term.value) ? (term.value as readonly Json[]) : []
  return (
    <span className="d-pair">
      <span className="m-faint">{t('from')}</span>
      <ValueBox
        label={t('from')}
        value={from}
        around={around}
        path={term.path}
        onChange={(next) => onChange([next, to])}
      />
      <span className="m-faint">{t('to')}</span>
      <ValueBox
        label={t('to')}
        value={to}
        around={around}
        path={term.path}
        onChange={(next) => onChange([from, next])}
      />
    </span>
  )
}

function ListBox({ term, around, onChange }: Props): ReactNode {
  const t = useT(messages)
  const found = fieldOf(around, term.path)
  const options = found === undefined ? [] : choicesOf(found.field)
  const choices = options.map((one) => ({ value: one.value, label: say(one.label, around.locale) }))
  if (choices.length > 0)
    return <ChoicesBox label={t('value')} value={term.value} choices={choices} onChange={onChange} />
  return (
    <Select<string[]>
      mode="tags"
      aria-label={t('value')}
      placeholder={t('listHint')}
      value={Array.isArray(term.value) ? term.value.map(String) : []}
      onChange={(next) => onChange(next.length === 0 ? null : next)}
    />
  )
}

const sources = ['fixed', 'otherField', 'me', 'today'] as const
type Source = (typeof sources)[number]

function sourceOf(value: Json): Source {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'fixed'
  if ('user' in value) return 'me'
  return 'today' in value ? 'today' : 'otherField'
}

const starts: { readonly [K in Source]: Json } = {
  fixed: null,
  otherField: { var: '' },
  me: { user: 'id' },
  today: { today: [] },
}

function SameBox({ term, around, onChange }: Props): ReactNode {
  const t = useT(messages)
  const found = fieldOf(around, term.path)
  const type = found === undefined ? undefined : around.entity?.scope.find(term.path)?.type
  const fits: { readonly [K in Source]: boolean } = {
    fixed: true,
    otherField: true,
    me: type?.kind === 'id' && type.entity === 'user',
    today: type?.kind === 'date' || type?.kind === 'datetime',
  }
  const source = sourceOf(term.value)
  const path =
    typeof term.value === 'object' && term.value !== null && 'var' in term.value ? term.value.var : ''
  return (
    <span className="d-operand">
      <Select<Source>
        size="small"
        variant="borderless"
        aria-label={t('source')}
        value={source}
        popupMatchSelectWidth={false}
        options={sources.filter((one) => fits[one]).map((one) => ({ value: one, label: t(one) }))}
        onChange={(next) => onChange(starts[next])}
      />
      {source === 'fixed' ? (
        <ValueBox
          label={t('value')}
          value={term.value}
          around={around}
          path={term.path}
          onChange={onChange}
        />
      ) : null}
      {source === 'otherField' ? (
        <ChoiceBox
          label={t('otherField')}
          value={typeof path === 'string' ? path : null}
          choices={fieldChoices(around, around.entity, { paths: true })}
          onChange={(next) => onChange({ var: typeof next === 'string' ? next : '' })}
        />
      ) : null}
    </span>
  )
}
