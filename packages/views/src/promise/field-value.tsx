import type { WireRecord } from '@mortise/client'
import type { FaceContext } from '@mortise/fields/react'
import type { EntityModel, FieldModel } from '@mortise/schema'
import type { ReactNode } from 'react'
import { Value } from '../workspace/value.tsx'
import { Countdown } from './countdown.tsx'
import { ScoreWhy, useScoreOf } from './score-why.tsx'
import { promiseOf } from './standing.ts'

/** A field of a record on its page: a due moment with what is left of it, points with why they are so many. */
export function FieldValue({
  entity,
  record,
  field,
  ctx,
  full = false,
}: {
  readonly entity: EntityModel
  readonly record: WireRecord
  readonly field: FieldModel
  readonly ctx: FaceContext
  readonly full?: boolean
}): ReactNode {
  const sla = promiseOf(entity, field.key)
  const score = useScoreOf(entity, field.key)
  const value = <Value value={record[field.key]} field={field.document} ctx={ctx} full={full} />
  if (sla === undefined && score === undefined) return value
  return (
    <span className="m-row">
      {value}
      {sla === undefined ? null : <Countdown sla={sla} record={record} />}
      {score === undefined ? null : <ScoreWhy score={score} record={record} />}
    </span>
  )
}
