import { Avatar, Link, useT } from '@mortise/ui'
import { Fragment, type ReactNode } from 'react'
import { messages } from './messages.ts'
import type { CellProps } from './types.ts'

/** A linked record by its name; a person with their mark. */
export function ReferenceCell({
  entity,
  person = false,
  value,
  ctx,
}: CellProps & { readonly entity: string; readonly person?: boolean }): ReactNode {
  const t = useT(messages)
  if (typeof value !== 'string') return null
  const label = ctx.labelOf?.(entity, value)
  if (label === null) return <span className="m-faint">{t('noAccess')}</span>
  if (label === undefined) return <span className="m-faint">…</span>
  if (person) return <Avatar name={label} size={22} withName />
  const href = ctx.href?.(entity, value)
  if (href === undefined) return <span>{label}</span>
  return (
    <Link href={href} onClick={(event) => event.stopPropagation()}>
      {label}
    </Link>
  )
}

/** Several linked records by their names, in the order of the names. */
export function ReferencesCell({ entity, ...props }: CellProps & { readonly entity: string }): ReactNode {
  const { value, ctx } = props
  const ids = Array.isArray(value) ? value.map(String) : []
  if (ids.length === 0) return null
  const name = (id: string): string => ctx.labelOf?.(entity, id) ?? ''
  const sorted = ids.toSorted((a, b) => name(a).localeCompare(name(b), 'zh-Hans-CN'))
  return (
    <span className="m-references">
      {sorted.map((id, index) => (
        <Fragment key={id}>
          {index > 0 ? (ctx.locale === 'zh' ? '、' : ', ') : null}
          <ReferenceCell {...props} value={id} entity={entity} />
        </Fragment>
      ))}
    </span>
  )
}
