import type { TimelineEntry, WireRecord } from '@mortise/client'
import { say } from '@mortise/errors'
import type { EntityModel } from '@mortise/schema'
import { Avatar, Icon, Link, RelativeTime, useT } from '@mortise/ui'
import type { ReactNode } from 'react'
import { useFaceContext, useRights } from '../workspace/metadata.tsx'
import { paths } from '../workspace/paths.ts'
import { Value } from '../workspace/value.tsx'
import { messages } from './messages.ts'
import { RestoreMenu } from './restore-menu.tsx'

type Props = { readonly entity: EntityModel; readonly record: WireRecord }

const kindIcons: { readonly [kind: string]: string } = {
  history: 'pen-line',
  comment: 'message-square',
  flow: 'workflow',
  task: 'square-check',
  related: 'link-2',
}

/** One line of a record's story. */
export function Entry({ entry, entity, record }: Props & { readonly entry: TimelineEntry }): ReactNode {
  const t = useT(messages)
  const rights = useRights(entity.key)
  const name = entry.actorName ?? t('system')
  const changes = (entry.changes ?? []).filter((change) => Object.hasOwn(rights.fields, change.field))
  const title =
    entry.title ?? (entry.type === 'create' ? t('created') : changes.length > 0 ? t('changed') : '')
  const href = entry.entity && entry.recordId ? paths.record(entry.entity, entry.recordId) : undefined
  return (
    <li>
      <span className="m-story-mark">
        {entry.kind === 'comment' ? (
          <Avatar name={name} size={24} />
        ) : (
          <Icon name={kindIcons[entry.kind]} size={14} />
        )}
      </span>
      <div>
        <div className="m-story-head">
          {entry.kind === 'related' && entry.actorName === null ? null : <b>{name}</b>}{' '}
          {href === undefined ? title : <Link href={href}>{title}</Link>}
          <RelativeTime value={entry.at} />
        </div>
        {entry.mergedFrom === undefined ? null : (
          <div className="m-story-from">
            <Icon name="merge" size={12} />
            {entry.mergedFrom === null ? t('mergedFromOther') : t('mergedFrom', { name: entry.mergedFrom })}
          </div>
        )}
        {entry.text === undefined ? null : <p className="m-prose">{entry.text}</p>}
        {changes.length === 0 || entry.type === 'create' ? null : (
          <Changes changes={changes} entity={entity} />
        )}
        {entry.kind === 'history' ? (
          <RestoreMenu entry={entry} entity={entity} record={record} canUndo={changes.length > 0} />
        ) : null}
      </div>
    </li>
  )
}

function Changes({
  changes,
  entity,
}: {
  readonly changes: NonNullable<TimelineEntry['changes']>
  readonly entity: EntityModel
}): ReactNode {
  const ctx = useFaceContext(entity.key)
  const t = useT(messages)
  return (
    <ul className="m-changes">
      {changes.slice(0, 8).map((change) => {
        const field = entity.field(change.field)?.document
        if (field === undefined) return null
        const show = (value: typeof change.from): ReactNode =>
          value === null ? (
            <span className="m-faint">{t('empty')}</span>
          ) : (
            <Value value={value} field={field} ctx={ctx} />
          )
        return (
          <li key={change.field}>
            <span className="m-faint">{say(field.label, ctx.locale)}</span> {show(change.from)}
            <Icon name="arrow-right" size={12} /> {show(change.to)}
          </li>
        )
      })}
    </ul>
  )
}
