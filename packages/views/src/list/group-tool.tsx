import { say } from '@mortise/errors'
import type { FaceContext } from '@mortise/fields/react'
import type { FieldModel } from '@mortise/schema'
import { IconButton, useT } from '@mortise/ui'
import { Popover } from 'antd'
import { type ReactNode, useState } from 'react'
import { groupKind } from './group-kind.ts'
import { messages } from './messages.ts'
import type { GroupBy } from './shape.ts'

/** Groups the list by a field, or within its groups by a second one. */
export function GroupTool({
  fields,
  groups,
  ctx,
  onChange,
}: {
  readonly fields: readonly FieldModel[]
  readonly groups: readonly GroupBy[]
  readonly ctx: FaceContext
  readonly onChange: (groups: readonly GroupBy[]) => void
}): ReactNode {
  const t = useT(messages)
  const [open, setOpen] = useState(false)
  const usable = fields.filter(
    (field) => groupKind(field, ctx) !== 'none' && !groups.some((one) => one.field === field.key),
  )
  const list = (
    <ul className="m-field-menu">
      {usable.map((field) => (
        <li key={field.key}>
          <button
            type="button"
            onClick={() => {
              setOpen(false)
              const bucket = groupKind(field, ctx) === 'date' ? ('month' as const) : undefined
              const next: GroupBy = bucket === undefined ? { field: field.key } : { field: field.key, bucket }
              onChange([...groups.slice(0, 1), next])
            }}
          >
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
      placement="bottomRight"
      open={open}
      onOpenChange={setOpen}
      content={list}
    >
      <span>
        <IconButton icon="layers" label={t('group')} pressed={groups.length > 0} />
      </span>
    </Popover>
  )
}
