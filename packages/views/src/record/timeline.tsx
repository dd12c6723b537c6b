import type { TimelineEntry, WireRecord } from '@mortise/client'
import { say } from '@mortise/errors'
import type { EntityModel } from '@mortise/schema'
import {
  Avatar,
  EmptyState,
  ErrorState,
  Icon,
  Link,
  RelativeTime,
  SegmentedControl,
  Skeleton,
  useNavigator,
  useT,
  useToast,
} from '@mortise/ui'
import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { useFaceContext, useRights, useWorkspace } from '../workspace/metadata.tsx'
import { paths } from '../workspace/paths.ts'
import { queryKeys, useTimeline } from '../workspace/queries.ts'
import { Value } from '../workspace/value.tsx'
import { messages } from './messages.ts'
import { MentionBox } from './mention-box.tsx'
import { relatedOf } from './related.tsx'
import { RestoreMenu } from './restore-menu.tsx'

type Kind = TimelineEntry['kind'] | 'all'

const kinds: readonly Kind[] = ['all', 'comment', 'history', 'flow', 'task', 'related']

type Props = { readonly entity: EntityModel; readonly record: WireRecord }

/** The record's story, newest first, under a box to add to it. */
export function Timeline({ entity, record }: Props): ReactNode {
  const story = useTimeline(entity.key, record.id)
  const t = useT(messages)
  const [kind, setKind] = useState<Kind>('all')
  const entries = story.data ?? []
  const present = kinds.filter((one) => one === 'all' || entries.some((entry) => entry.kind === one))
  const shown = entries.filter((entry) => kind === 'all' || entry.kind === kind)
  return (
    <aside className="m-story" aria-label={t('timeline')}>
      <Composer entity={entity} record={record} />
      {present.length > 2 ? (
        <SegmentedControl
          label={t('timeline')}
          value={kind}
          onChange={setKind}
          options={present.map((one) => ({
            value: one,
            label: one === 'all' ? t('allKinds') : t(`kind_${one}`),
          }))}
        />
      ) : null}
      {story.isPending ? <Skeleton shape="lines" count={6} /> : null}
      {story.isError ? <ErrorState error={story.error} onRetry={() => void story.refetch()} /> : null}
      {story.isSuccess && entries.length === 0 ? (
        <EmptyState drawing="talk" title={t('nothing')} text={t('nothingText')} />
      ) : null}
      <ol className="m-story-list">
        {shown.map((entry, at) => (
          <Entry key={entry.id ?? `${entry.at}-${at}`} entry={entry} entity={entity} record={record} />
        ))}
      </ol>
    </aside>
  )
}

function Composer({ entity, record }: Props): ReactNode {
  const { client, model, me } = useWorkspace()
  const t = useT(messages)
  const toast = useToast()
  const queries = useQueryClient()
  const { go } = useNavigator()
  const ctx = useFaceContext(entity.key)
  const [text, setText] = useState('')
  const [mentions, setMentions] = useState<readonly string[]>([])
  const [busy, setBusy] = useState(false)
  const post = async (): Promise<void> => {
    setBusy(true)
    try {
      await client.records.comment(entity.key, record.id, text.trim(), mentions)
      setText('')
      await queries.invalidateQueries({ queryKey: queryKeys.timeline(entity.key, record.id) })
    } catch (error) {
      toast({ text: error instanceof Error ? error.message : String(error), tone: 'danger' })
    }
    setBusy(false)
  }
  const activities = relatedOf(model, entity).filter(
    ({ target }) => target.document.settings?.['activity'] === true,
  )
  return (
    <div className="m-composer">
      <MentionBox value={text} onChange={setText} onMention={setMentions} onSend={() => void post()} />
      <div className="m-row">
        {activities
          .filter(({ target }) => me.entities[target.key]?.create === true)
          .map(({ relation, target }) => (
            <Button
              key={target.key}
              type="text"
              size="small"
              icon={<Icon name={target.document.icon ?? 'plus'} size={14} />}
              onClick={() => go(paths.create(target.key, { [relation.via]: record.id }))}
            >
              {say(target.document.label, ctx.locale)}
            </Button>
          ))}
        <span className="m-spring" />
        <Button
          type="primary"
          size="small"
          disabled={text.trim() === ''}
          loading={busy}
          onClick={() => void post()}
        >
          {t('post')}
        </Button>
      </div>
    </div>
  )
}

const kindIcons: { readonly [kind: string]: string } = {
  history: 'pen-line',
  comment: 'message-square',
  flow: 'workflow',
  task: 'square-check',
  related: 'link-2',
}

function Entry({ entry, entity, record }: Props & { readonly entry: TimelineEntry }): ReactNode {
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
