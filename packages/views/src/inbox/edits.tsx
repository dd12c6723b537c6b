import type { FlowEvent } from '@mortise/client'
import { say } from '@mortise/errors'
import type { Json } from '@mortise/expressions'
import type { EntityModel } from '@mortise/schema'
import { useLocale, useT } from '@mortise/ui'
import type { ReactNode } from 'react'
import { useFaceContext } from '../workspace/metadata.tsx'
import { messages } from './messages.ts'

/** One field that was changed with a decision. */
export type Edit = { readonly field: string; readonly before: Json; readonly after: Json }

/** What was changed in the record with something that happened. */
export function editsOf({ data }: FlowEvent): readonly Edit[] {
  const edits = data?.['edits']
  return Array.isArray(edits) ? (edits as readonly Edit[]) : []
}

/** Fields that an approver changed: what they held and what they hold. */
export function Edits({
  edits,
  entity,
}: {
  readonly edits: readonly Edit[]
  readonly entity: EntityModel
}): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  return (
    <ul className="m-flow-edits">
      {edits.map(({ field, before, after }) => (
        <li key={field}>
          <span className="m-faint">
            {t('changed', { name: say(entity.field(field)?.document.label, locale) || field })}
          </span>
          <del>
            <Value {...{ entity, field }} value={before} />
          </del>
          <ins>
            <Value {...{ entity, field }} value={after} />
          </ins>
        </li>
      ))}
    </ul>
  )
}

function Value({
  entity,
  field,
  value,
}: {
  readonly entity: EntityModel
  readonly field: string
  readonly value: Json
}): ReactNode {
  const t = useT(messages)
  const ctx = useFaceContext(entity.key)
  const document = entity.field(field)?.document
  const Cell = document === undefined ? undefined : ctx.faces.find(document.type)?.Cell
  if (value === null || value === '') return t('emptyValue')
  return document === undefined || Cell === undefined ? (
    JSON.stringify(value)
  ) : (
    <Cell value={value} field={document} ctx={ctx} />
  )
}
