import type { ReactNode } from 'react'
import type { FieldContext, FieldType } from '../define.ts'
import type { CellProps, FaceContext } from './types.ts'

/** The pure half's context for one field. */
export function pureContext(field: CellProps['field'], ctx: FaceContext): FieldContext {
  const labelOf = ctx.labelOf
  return {
    field,
    locale: ctx.locale,
    timeZone: ctx.timeZone,
    ...(labelOf === undefined
      ? {}
      : { labelOf: (entity: string, id: string) => labelOf(entity, id) ?? undefined }),
  }
}

/** A value as its type formats it; numbers get figures of equal width. */
export function FormattedCell({
  value,
  field,
  ctx,
  type,
  number = false,
}: CellProps & { readonly type: FieldType; readonly number?: boolean }): ReactNode {
  if (value === null) return null
  const shown = type.format(value, pureContext(field, ctx))
  return <span className={number ? 'm-num' : undefined}>{shown}</span>
}
