import type { WireRecord } from '@mortise/client'
import type { EntityModel } from '@mortise/schema'
import { type Tint, tintOf, useUi } from '@mortise/ui'
import type { CSSProperties } from 'react'
import { optionsOf } from '../record/stages.ts'

/** The colours of an event: the tint of its option, or the plain one. */
export function useColors(
  entity: EntityModel,
  colorField: string | undefined,
): (record: WireRecord) => CSSProperties {
  const { mode } = useUi()
  const field = entity.field(colorField ?? '')
  const byValue = new Map<unknown, Tint>(
    field === undefined ? [] : optionsOf(field).map(({ value, color }) => [value, tintOf(color, mode)]),
  )
  return (record) => {
    const tint = field === undefined ? undefined : byValue.get(record[field.key])
    const plain = {
      background: 'var(--m-primary-tint)',
      color: 'var(--m-text)',
      borderColor: 'var(--m-primary)',
    }
    return tint === undefined ? plain : { background: tint.ground, color: tint.text, borderColor: tint.dot }
  }
}
