import type { Expression, Json, Scope } from '@mortise/expressions'
import { Icon, IconButton, SegmentedControl, useLocale, useT } from '@mortise/ui'
import { Button, Select } from 'antd'
import { type ReactNode, useState } from 'react'
import { ChoiceBox } from '../kit/editors/choice-box.tsx'
import { fieldChoices } from '../kit/names.ts'
import { useWorkbench } from '../workbench/context.tsx'
import { type Around, operatorKey, operatorsOf, sameOperator } from './fields.ts'
import { FormulaBar } from './formula-bar.tsx'
import { furtherNames } from './further-names.ts'
import { messages } from './messages.ts'
import { OperandBox } from './operand-box.tsx'
import { type Group, type Item, readCondition, type Term, writeCondition } from './terms.ts'

/** What a condition is built over. */
export type ConditionProps = {
  readonly value: Expression | null
  readonly onChange: (value: Json) => void
  readonly entity: string | undefined
  readonly scope: Scope | undefined
  readonly previous?: boolean
  /** Path of a field that an empty condition begins with. */
  readonly begin?: string
  /** Entity of the record that stands beside those asked for, called `record` in the scope. */
  readonly record?: string
}

/** Builds a condition from a list of comparisons, in groups; what doesn't fit the list is written as a formula. */
export function ConditionBuilder({
  value,
  onChange,
  entity,
  scope,
  previous = false,
  begin,
  record,
}: ConditionProps): ReactNode {
  const t = useT(messages)
  const { model, kit } = useWorkbench()
  const locale = useLocale()
  const around: Around = {
    model,
    kit,
    locale,
    entity: model.entity(entity ?? ''),
    scope,
    record: record === undefined ? undefined : model.entity(record),
  }
  // Half-filled terms are no expression yet: they live here while the dialog is open.
  const [draft, setDraft] = useState<Group>(() =>
    value === null && begin !== undefined
      ? { type: 'group', any: false, items: [newTerm(around, begin, previous)] }
      : readCondition(value ?? undefined),
  )
  const [text, setText] = useState(
    around.entity === undefined ||
      draft.items.some((item) => item.type === 'raw' && draft.items.length === 1),
  )
  const [told, setTold] = useState<Json>(value)
  if (JSON.stringify(told) !== JSON.stringify(value)) {
    setTold(value)
    setDraft(readCondition(value ?? undefined))
  }
  const change = (next: Group): void => {
    setDraft(next)
    const written = writeCondition(next) ?? null
    setTold(written)
    onChange(written)
  }
  const switchButton = (
    <Button
      size="small"
      type="text"
      icon={<Icon name="square-function" size={14} />}
      onClick={() => setText(!text)}
    >
      {t(text ? 'asList' : 'asFormula')}
    </Button>
  )
  return (
    <div className="d-condition">
      {text ? (
        <FormulaBar
          value={value}
          onChange={onChange}
          scope={scope}
          entity={entity}
          previous={previous}
          expect="boolean"
        />
      ) : (
        <GroupBox group={draft} onChange={change} around={around} scope={scope} previous={previous} top />
      )}
      {around.entity === undefined ? null : switchButton}
    </div>
  )
}

type BoxProps<T> = {
  readonly onChange: (next: T) => void
  readonly around: Around
  readonly scope: Scope | undefined
  readonly previous: boolean
}

function GroupBox({
  group,
  onChange,
  onRemove,
  top = false,
  depth = 1,
  ...rest
}: BoxProps<Group> & {
  readonly group: Group
  readonly onRemove?: () => void
  readonly top?: boolean
  /** How many groups this one stands in, itself counted. */
  readonly depth?: number
}): ReactNode {
  const t = useT(messages)
  const put = (at: number, next: Item): void =>
    onChange({ ...group, items: group.items.map((item, index) => (index === at ? next : item)) })
  const remove = (at: number): void => onChange({ ...group, items: group.items.toSpliced(at, 1) })
  const [first] = rest.around.entity?.fields ?? []
  const fresh: Term = newTerm(rest.around, first?.key ?? '', rest.previous)
  return (
    <div className="d-group" data-top={top}>
      {group.items.length > 1 || !top ? (
        <div className="d-group-head">
          <SegmentedControl
            label={t('mode')}
            value={group.any ? 'any' : 'all'}
            options={[
              { value: 'all', label: t('all') },
              { value: 'any', label: t('any') },
            ]}
            onChange={(next) => onChange({ ...group, any: next === 'any' })}
          />
          {onRemove === undefined ? null : (
            <IconButton icon="x" label={t('removeGroup')} onClick={onRemove} />
          )}
        </div>
      ) : null}
      {group.items.length === 0 && top ? <p className="m-faint">{t('nothing')}</p> : null}
      {group.items.map((item, at) => (
        <ItemBox
          key={at}
          item={item}
          onChange={(next) => put(at, next)}
          onRemove={() => remove(at)}
          depth={depth}
          {...rest}
        />
      ))}
      <div className="d-group-foot">
        <Button
          size="small"
          type="dashed"
          icon={<Icon name="plus" size={14} />}
          onClick={() => onChange({ ...group, items: [...group.items, fresh] })}
        >
          {t('addTerm')}
        </Button>
        {depth < deepest ? (
          <Button
            size="small"
            type="text"
            onClick={() =>
              onChange({
                ...group,
                items: [...group.items, { type: 'group', any: !group.any, items: [fresh] }],
              })
            }
          >
            {t('addGroup')}
          </Button>
        ) : null}
        {rest.scope === undefined ? null : (
          <Button
            size="small"
            type="text"
            onClick={() => onChange({ ...group, items: [...group.items, { type: 'raw', expression: null }] })}
          >
            {t('addFormula')}
          </Button>
        )}
      </div>
    </div>
  )
}

/** Groups in groups that people can still follow. */
const deepest = 4

function newTerm(around: Around, path: string, previous: boolean): Term {
  const [operator] = operatorsOf(around, path, previous)
  return {
    type: 'term',
    path,
    operator: operator?.operator ?? '==',
    operand: operator?.operand ?? 'same',
    value: null,
  }
}

function ItemBox({
  item,
  onRemove,
  depth,
  ...rest
}: BoxProps<Item> & {
  readonly item: Item
  readonly onRemove: () => void
  readonly depth: number
}): ReactNode {
  const t = useT(messages)
  if (item.type === 'group') return <GroupBox group={item} onRemove={onRemove} depth={depth + 1} {...rest} />
  if (item.type === 'raw') {
    return (
      <div className="d-term" data-raw="true">
        <FormulaBar
          value={item.expression}
          onChange={(expression) => rest.onChange({ type: 'raw', expression })}
          scope={rest.scope}
          entity={rest.around.entity?.key}
          previous={rest.previous}
          expect="boolean"
        />
        <IconButton icon="x" label={t('remove')} onClick={onRemove} />
      </div>
    )
  }
  return <TermBox term={item} onRemove={onRemove} {...rest} />
}

function TermBox({
  term,
  onChange,
  onRemove,
  around,
  previous,
}: BoxProps<Item> & { readonly term: Term; readonly onRemove: () => void }): ReactNode {
  const t = useT(messages)
  const operators = operatorsOf(around, term.path, previous)
  const known = operators.find((one) => sameOperator(term, one))
  return (
    <div className="d-term">
      <ChoiceBox
        label={t('field')}
        value={term.path}
        choices={[
          ...fieldChoices(around, around.entity, { paths: true }),
          ...furtherNames(around).map(({ path, label }) => ({ value: path, label })),
        ]}
        onChange={(path) => onChange(newTerm(around, typeof path === 'string' ? path : '', previous))}
      />
      <Select<string>
        aria-label={t('operator')}
        value={operatorKey(term)}
        popupMatchSelectWidth={false}
        options={[
          ...(known === undefined ? [{ value: operatorKey(term), label: term.operator }] : []),
          ...operators.map((one) => ({ value: operatorKey(one), label: one.label[around.locale] })),
        ]}
        onChange={(key) => {
          const next = operators.find((one) => operatorKey(one) === key)
          if (next === undefined) return
          const kept = next.operand === term.operand ? term.value : null
          onChange({ ...term, operator: next.operator, operand: next.operand, value: kept })
        }}
      />
      <OperandBox term={term} around={around} onChange={(value) => onChange({ ...term, value })} />
      <IconButton icon="x" label={t('remove')} onClick={onRemove} />
    </div>
  )
}
