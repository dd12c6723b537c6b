import { say } from '@mortise/errors'
import type { FaceContext } from '@mortise/fields/react'
import type { FieldModel } from '@mortise/schema'
import { useT } from '@mortise/ui'
import { Select } from 'antd'
import type { ReactNode } from 'react'
import { groupKind } from './group-kind.ts'
import { messages } from './messages.ts'
import { type Bucket, buckets, type GroupBy } from './shape.ts'

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
