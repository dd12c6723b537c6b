import type { Json } from '@mortise/expressions'
import { Icon, shortNumber, type Translate, useT } from '@mortise/ui'
import type { ReactNode } from 'react'
import { Value } from '../workspace/value.tsx'
import type { Column } from './columns.ts'
import { bucketText } from './group-text.ts'
import type { GroupHead, TableItem } from './items.ts'
import { messages } from './messages.ts'
import type { TableProps } from './table.tsx'

type Place = { readonly top: number; readonly height: number }

const at = ({ top, height }: Place): { readonly height: number; readonly transform: string } => ({
  height,
  transform: `translateY(${top}px)`,
})

/** The head of a group: its value, how many records it holds, and its sums under their columns. */
export function GroupRow(
  props: Pick<TableProps, 'columns' | 'ctx'> &
    Place & {
      readonly item: Extract<TableItem, { kind: 'group' }>
      readonly index: number
      readonly active: boolean
    },
): ReactNode {
  const { columns, ctx, item, index, active } = props
  const { group, open } = item
  const t = useT(messages)
  const first = columns.findIndex((column) => column.summed && Object.hasOwn(group.sums, column.field.key))
  const span = first < 0 ? columns.length : first
  return (
    <div
      role="row"
      className="m-tr m-tr-group"
      aria-rowindex={index + 2}
      aria-level={group.level + 1}
      aria-expanded={open}
      data-row={index}
      data-active={active ? true : undefined}
      style={at(props)}
    >
      <div
        role="gridcell"
        className="m-td m-group-cell"
        style={{ gridColumn: `1 / span ${Math.max(1, span) + 1}`, paddingInlineStart: 20 + group.level * 24 }}
      >
        <button type="button" tabIndex={-1} aria-expanded={open}>
          <Icon name={open ? 'chevron-down' : 'chevron-right'} size={14} />
          <GroupValue group={group} ctx={ctx} columns={columns} />
          <small>
            {t(group.countAll === undefined ? 'count' : 'moreThan', {
              n: group.count.toLocaleString('en-US'),
            })}
          </small>
        </button>
        <CountAll group={group} />
      </div>
      {columns.slice(Math.max(1, span)).map((column) => (
        <div key={column.field.key} role="gridcell" className="m-td" data-end={column.end}>
          {sumOf(group.sums, column, ctx)}
        </div>
      ))}
    </div>
  )
}

/** A group that is too large to be counted along the way says so, and is counted for who wants to know. */
function CountAll({ group: { countAll } }: { readonly group: GroupHead }): ReactNode {
  const t = useT(messages)
  if (countAll === undefined) return null
  return (
    <button
      type="button"
      className="m-group-count"
      // The line itself opens and closes the group.
      onKeyDown={(event) => event.stopPropagation()}
      onClick={(event) => {
        event.stopPropagation()
        countAll()
      }}
    >
      {t('countAll')}
    </button>
  )
}

function GroupValue({
  group,
  ctx,
}: Pick<TableProps, 'columns' | 'ctx'> & { readonly group: GroupHead }): ReactNode {
  const t = useT(messages)
  const { by, key, field } = group
  if (key === null) return <span className="m-faint">{t('noValue')}</span>
  if (by.bucket !== undefined && typeof key === 'string') {
    return <span>{bucketText(key, by.bucket, ctx.locale)}</span>
  }
  return <Value value={key} field={field.document} ctx={ctx} />
}

/** Letters of a figure are about this wide; the rest of a cell is its padding. */
const digitWidth = 8
const cellPadding = 24

/** A sum as the values of its column are shown; shortened to 万 and 亿 (K, M) where the column is too narrow for it. */
export function sumOf(
  sums: { readonly [field: string]: Json },
  column: Column,
  ctx: TableProps['ctx'],
): ReactNode {
  const { key, document } = column.field
  if (!column.summed || !Object.hasOwn(sums, key)) return null
  const value = sums[key] ?? null
  const whole = fullText(value, column, ctx)
  if (
    whole.length * digitWidth + cellPadding > column.width &&
    Number.isFinite(Number(value ?? Number.NaN))
  ) {
    const sign = /^[^\d-]*/.exec(whole)?.[0] ?? ''
    return (
      <span className="m-number" title={whole}>
        {sign}
        {shortNumber(Number(value), ctx.locale)}
      </span>
    )
  }
  return <Value value={value} field={document} ctx={ctx} />
}

function fullText(value: Json, { field }: Column, ctx: TableProps['ctx']): string {
  if (value === null) return ''
  const given = { field: field.document, locale: ctx.locale, timeZone: ctx.timeZone }
  return ctx.types.find(field.type)?.toText(value, given) ?? String(value)
}

/** The line at the end of what is loaded: asks for the next part. */
export function MoreRow({
  item,
  t,
  ...place
}: Place & {
  readonly item: Extract<TableItem, { kind: 'more' }>
  readonly t: Translate<keyof typeof messages>
}): ReactNode {
  if (item.level < 0 || item.busy) {
    return (
      <div className="m-tr m-tr-more" style={at(place)}>
        {t('more')}
      </div>
    )
  }
  return (
    <div className="m-tr m-tr-more" style={{ ...at(place), paddingInlineStart: 44 + item.level * 24 }}>
      <button type="button" className="m-plain-link" onClick={item.onMore}>
        {t('showMore')}
      </button>
    </div>
  )
}
