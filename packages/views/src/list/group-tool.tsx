import { say } from '@mortise/errors'
import type { FaceContext } from '@mortise/fields/react'
import type { FieldModel } from '@mortise/schema'
import { IconButton, useT } from '@mortise/ui'
import { Popover, Select } from 'antd'
import { type ReactNode, useState } from 'react'
import { messages } from './messages.ts'
import { type Bucket, buckets, type GroupBy } from './shape.ts'

/** Whether records may be grouped by a field, and whether its values are days. */
export function groupKind(field: FieldModel, ctx: FaceContext): 'none' | 'plain' | 'date' {
  const type = ctx.types.find(field.type)
  const result = type?.resultType?.(field.document) ?? type
  const stored = type?.column(field.document) ?? null
  if (result?.groupable !== true || (stored === null && !field.system)) return 'none'
  return result.column(field.document)?.type === 'date' ? 'date' : 'plain'
}

type EditorProps = {
  readonly group: GroupBy
  readonly fields: readonly FieldModel[]
  readonly ctx: FaceContext
  readonly onChange: (group: GroupBy) => void
}

/** The field of a group, and for dates how they are taken together. */
export function GroupEditor({ group, fields, ctx, onChange }: EditorProps): ReactNode {
  const t = useT(messages)
  const usable = fields.filter((field) => groupKind(field, ctx) !== 'none')
  const field = fields.find(({ key }) => key === group.field)
  return (
    <div className="m-term">
      <Select
        aria-label={t('groupField')}
        value={group.field}
        onChange={(key: string) => onChange({ field: key })}
        options={usable.map((one) => ({ value: one.key, label: say(one.document.label, ctx.locale) }))}
      />
      {field !== undefined && groupKind(field, ctx) === 'date' ? (
        <Select
          aria-label={t('groupBucket')}
          value={group.bucket ?? 'day'}
          onChange={(bucket: Bucket) => onChange({ field: group.field, bucket })}
          options={buckets.map((bucket) => ({ value: bucket, label: t(`bucket_${bucket}`) }))}
        />
      ) : null}
    </div>
  )
}

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
