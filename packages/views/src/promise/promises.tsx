import type { WireRecord } from '@mortise/client'
import { say } from '@mortise/errors'
import type { EntityModel } from '@mortise/schema'
import { useLocale } from '@mortise/ui'
import type { ReactNode } from 'react'
import { Countdown } from './countdown.tsx'

/** The promises of service about a record, as figures of its head: those that were made and may be seen. */
export function Promises({
  entity,
  record,
  shown,
}: {
  readonly entity: EntityModel
  readonly record: WireRecord
  /** Fields the head shows already: a due moment among them counts down where it stands. */
  readonly shown: readonly string[]
}): ReactNode {
  const locale = useLocale()
  return (entity.document.slas ?? []).map((sla) => {
    const made = [sla.dueField, sla.stateField].some(
      (key) => key !== undefined && (record[key] ?? null) !== null,
    )
    return made && !shown.includes(sla.dueField ?? '') ? (
      <div key={sla.key}>
        <dt>{say(sla.label, locale)}</dt>
        <dd>
          <Countdown sla={sla} record={record} />
        </dd>
      </div>
    ) : null
  })
}
