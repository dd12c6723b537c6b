import type { Json } from '@mortise/expressions'
import { useT } from '@mortise/ui'
import { Input, InputNumber, Select } from 'antd'
import type { ReactNode } from 'react'
import { ChoiceBox, ChoicesBox } from '../kit/editors/choice-box.tsx'
import { NamedFace } from '../kit/named-face.tsx'
import { useDesignFaces } from '../workbench/context.tsx'
import { choicesOf } from '@mortise/fields/react'
import { say } from '@mortise/errors'
import { type Around, comparedFields, fieldOf, isNumeric } from './fields.ts'
import { messages } from './messages.ts'
import { PeriodBox } from './period-box.tsx'
import { daysFromToday, isOwnPeople, type Term, todayPlus } from './terms.ts'

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
  period: ({ term, onChange }) => <PeriodBox value={term.value} onChange={onChange} />,
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
  const people = ownPeople[linkedTo(around, term.path) ?? '']
  if (people !== undefined)
    return (
      <span className="d-operand">
        <Select<'fixed' | 'mine'>
          size="small"
          variant="borderless"
          aria-label={t('source')}
          value={isOwnPeople(term.value) ? 'mine' : 'fixed'}
          popupMatchSelectWidth={false}
          options={[
            { value: 'fixed', label: t('fixed') },
            { value: 'mine', label: t(people.label) },
          ]}
          onChange={(next) => onChange(next === 'mine' ? { user: people.name } : null)}
        />
        {isOwnPeople(term.value) ? null : <TagsBox term={term} around={around} onChange={onChange} />}
      </span>
    )
  return <TagsBox term={term} around={around} onChange={onChange} />
}

/** Lists of people that go with the acting one, by what a link leads to. */
const ownPeople: {
  readonly [entity: string]: { readonly name: string; readonly label: 'myTeam' | 'myDepts' } | undefined
} = {
  user: { name: 'subordinates', label: 'myTeam' },
  department: { name: 'deptTree', label: 'myDepts' },
}

/** The entity behind a link field; undefined for other fields. */
function linkedTo(around: Around, path: string): string | undefined {
  const type = around.entity?.scope.find(path)?.type
  return type?.kind === 'id' ? type.entity : undefined
}

function TagsBox({ term, onChange }: Props): ReactNode {
  const t = useT(messages)
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

const sources = ['fixed', 'otherField', 'me', 'myDept', 'today', 'fromToday'] as const
type Source = (typeof sources)[number]

function sourceOf(value: Json): Source {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'fixed'
  if ('user' in value) return value['user'] === 'dept' ? 'myDept' : 'me'
  if (daysFromToday(value) !== undefined) return 'fromToday'
  return 'today' in value ? 'today' : 'otherField'
}

const starts: { readonly [K in Source]: Json } = {
  fixed: null,
  otherField: { var: '' },
  me: { user: 'id' },
  myDept: { user: 'dept' },
  today: { today: [] },
  fromToday: todayPlus(7),
}

function SameBox({ term, around, onChange }: Props): ReactNode {
  const t = useT(messages)
  const found = fieldOf(around, term.path)
  const type = found === undefined ? undefined : around.entity?.scope.find(term.path)?.type
  const fits: { readonly [K in Source]: boolean } = {
    fixed: true,
    otherField: true,
    me: type?.kind === 'id' && type.entity === 'user',
    myDept: type?.kind === 'id' && type.entity === 'department',
    today: type?.kind === 'date',
    fromToday: type?.kind === 'date',
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
      {source === 'fromToday' ? (
        <InputNumber
          aria-label={t('fromToday')}
          precision={0}
          value={daysFromToday(term.value) ?? 0}
          addonAfter={t('daysAfter')}
          onChange={(next) => onChange(todayPlus(typeof next === 'number' ? next : 0))}
        />
      ) : null}
      {source === 'otherField' ? (
        <ChoiceBox
          label={t('otherField')}
          value={typeof path === 'string' ? path : null}
          choices={comparedFields(around)}
          onChange={(next) => onChange({ var: typeof next === 'string' ? next : '' })}
        />
      ) : null}
    </span>
  )
}
