import { listed, say } from '@mortise/errors'
import type { Json } from '@mortise/expressions'
import type { FaceContext } from '@mortise/fields/react'
import type { FieldModel } from '@mortise/schema'
import { FilterChip, Icon, SegmentedControl, type Translate, useNarrow, useT, laterPart } from '@mortise/ui'
import { Popover } from 'antd'
import { type ReactNode, Suspense, useState } from 'react'
import type { FilterTerm } from './filter-terms.ts'
import { messages } from './messages.ts'
import { periods } from './periods.ts'
import type { ListSearch } from './search.ts'
import { readTerms, writeTerms } from './search.ts'
import { QuickSearch } from './quick-search.tsx'
import { readGroups, writeGroups } from './shape.ts'

const GroupEditor = laterPart(async () => (await import('./group-editor.tsx')).GroupEditor)
const TermEditor = laterPart(async () => (await import('./term-editor.tsx')).TermEditor)

type FilterBarProps = {
  readonly search: ListSearch
  readonly onSearch: (change: ListSearch) => void
  readonly fields: readonly FieldModel[]
  readonly ctx: FaceContext
  readonly tools?: ReactNode
  /** The condition that was just begun, by its place: its editor opens. */
  readonly fresh: number | undefined
  readonly onFresh: (at: number | undefined) => void
  /** Begins a condition on a field. */
  readonly onAdd: (field: string) => void
}

/** The conditions with one more, on a field and as yet without a value; undefined where a field can't be filtered by. */
export function withTerm(
  terms: readonly FilterTerm[],
  field: FieldModel,
  ctx: FaceContext,
): readonly FilterTerm[] | undefined {
  const first = ctx.types.find(field.type)?.operators[0]
  if (first === undefined) return undefined
  return [...terms, { field: field.key, operator: first.operator, operand: first.operand, value: null }]
}

/** Quick search, conditions as chips, and the tools of a list in one row. */
export function FilterBar(props: FilterBarProps): ReactNode {
  const { search, onSearch, fields, ctx, tools, fresh, onFresh, onAdd } = props
  const t = useT(messages)
  const terms = readTerms(search.filter)
  const setTerms = (next: readonly FilterTerm[]): void => onSearch({ filter: writeTerms(next) })
  return (
    <div className="m-filter-bar">
      <QuickSearch value={search.q ?? ''} onChange={(q) => onSearch({ q: q === '' ? undefined : q })} />
      {search.where === undefined ? null : (
        <FilterChip
          name={t('drilled')}
          value={t('drilledValue')}
          onRemove={() => onSearch({ where: undefined })}
        >
          {t('drilledValue')}
        </FilterChip>
      )}
      <GroupChips {...{ search, onSearch, fields, ctx }} />
      {terms.map((term, at) => {
        const field = fields.find((one) => one.key === term.field)
        const type = field === undefined ? undefined : ctx.types.find(field.type)
        if (field === undefined || type === undefined) return null
        return (
          <FilterChip
            key={`${term.field}-${at}-${terms.length}`}
            name={say(field.document.label, ctx.locale)}
            value={termText(term, { field, ctx, t })}
            startOpen={at === fresh}
            onClose={() => onFresh(undefined)}
            onRemove={() => setTerms(terms.toSpliced(at, 1))}
          >
            <Suspense fallback={null}>
              <TermEditor
                {...{ term, field, type, ctx }}
                onApply={(next) => {
                  onFresh(undefined)
                  setTerms(terms.with(at, next))
                }}
              />
            </Suspense>
          </FilterChip>
        )
      })}
      <AddFilter fields={fields} ctx={ctx} onAdd={(field) => onAdd(field.key)} plain={terms.length > 0} />
      {terms.length > 1 ? (
        <SegmentedControl
          label={t('match')}
          value={search.any === true ? 'any' : 'all'}
          options={[
            { value: 'all', label: t('matchAll') },
            { value: 'any', label: t('matchAny') },
          ]}
          onChange={(value) => onSearch({ any: value === 'any' ? true : undefined })}
        />
      ) : null}
      <span className="m-spring" />
      {tools}
    </div>
  )
}

/** What the list is grouped by, to be taken away again. */
function GroupChips({
  search,
  onSearch,
  fields,
  ctx,
}: Pick<FilterBarProps, 'search' | 'onSearch' | 'fields' | 'ctx'>): ReactNode {
  const t = useT(messages)
  const narrow = useNarrow()
  // Cards on a phone stand one below the other, without groups.
  const groups = narrow ? [] : readGroups(search.group)
  return groups.map((group, at) => {
    const field = fields.find(({ key }) => key === group.field)
    if (field === undefined) return null
    const name = say(field.document.label, ctx.locale)
    return (
      <FilterChip
        key={`group-${group.field}`}
        name={t('groupedBy')}
        value={group.bucket === undefined ? name : `${name} · ${t(`bucket_${group.bucket}`)}`}
        onRemove={() => onSearch({ group: writeGroups(groups.toSpliced(at, 1)) })}
      >
        <Suspense fallback={<div className="m-term" />}>
          <GroupEditor
            {...{ group, fields, ctx }}
            onChange={(next) => onSearch({ group: writeGroups(groups.with(at, next)) })}
          />
        </Suspense>
      </FilterChip>
    )
  })
}

function AddFilter({
  fields,
  ctx,
  onAdd,
  plain,
}: Pick<FilterBarProps, 'fields' | 'ctx'> & {
  readonly onAdd: (field: FieldModel) => void
  readonly plain: boolean
}): ReactNode {
  const t = useT(messages)
  const [open, setOpen] = useState(false)
  const usable = fields.filter((field) => (ctx.types.find(field.type)?.operators.length ?? 0) > 0)
  const list = (
    <ul className="m-field-menu">
      {usable.map((field) => (
        <li key={field.key}>
          <button
            type="button"
            onClick={() => {
              setOpen(false)
              onAdd(field)
            }}
          >
            <Icon name={ctx.types.find(field.type)?.icon} size={14} />
            {say(field.document.label, ctx.locale)}
          </button>
        </li>
      ))}
    </ul>
  )
  return (
    <Popover
      trigger="click"
      arrow={false}
      placement="bottomLeft"
      open={open}
      onOpenChange={setOpen}
      content={list}
    >
      <button type="button" className="m-chip-add">
        <Icon name={plain ? 'plus' : 'list-filter'} size={14} />
        {t(plain ? 'addFilter' : 'filter')}
      </button>
    </Popover>
  )
}

type TextContext = {
  readonly field: FieldModel
  readonly ctx: FaceContext
  readonly t: Translate<keyof typeof messages>
}

/** A condition as a chip says it: 大于 5,000. */
function termText(term: FilterTerm, { field, ctx, t }: TextContext): string {
  const type = ctx.types.find(field.type)
  const operator = type?.operators.find(
    (one) => one.operator === term.operator && one.operand === term.operand,
  )
  const format = (value: Json): string =>
    value === null
      ? '…'
      : Array.isArray(value)
        ? listed(value.map(format), ctx.locale)
        : periods.some((name) => name === value) && term.operand === 'period'
          ? t(value as (typeof periods)[number])
          : (type?.format(value, {
              field: field.document,
              locale: ctx.locale,
              timeZone: ctx.timeZone,
              labelOf: (entity, id) => ctx.labelOf?.(entity, id) ?? undefined,
            }) ??
              '') ||
            String(value)
  const name = say(operator?.label ?? '', ctx.locale)
  if (term.operand === 'none') return name
  return `${name} ${Array.isArray(term.value) && term.operand === 'range' ? (term.value as readonly Json[]).map(format).join(' – ') : format(term.value)}`
}
