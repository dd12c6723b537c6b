import { isApiError, type WireRecord } from '@mortise/client'
import { say } from '@mortise/errors'
import type { EntityModel, FieldModel, PageDocument } from '@mortise/schema'
import {
  Avatar,
  EmptyState,
  ErrorState,
  Icon,
  IconButton,
  Link,
  Skeleton,
  StageBar,
  useLocale,
  useNarrow,
  useNavigator,
  useT,
} from '@mortise/ui'
import { type ReactNode, useEffect, useState } from 'react'
import { RecordForm } from '../form/record-form.tsx'
import '../styles/record.css'
import { FavouriteButton } from '../panels/favourite-button.tsx'
import { AcceptBar, AssignedWhy } from '../promise/assigned.tsx'
import { Promises } from '../promise/promises.tsx'
import { FieldValue } from '../promise/field-value.tsx'
import { pluralOf, useFaceContext, useWorkspace } from '../workspace/metadata.tsx'
import { paths } from '../workspace/paths.ts'
import { useRecord, useRecordRights, useTimeline } from '../workspace/queries.ts'
import { RecordActions } from './actions.tsx'
import { pageOf } from './default-page.ts'
import { messages } from './messages.ts'
import { Blocks, PageTabs } from './page-blocks.tsx'
import { daysInStage, stageFieldOf, stagesOf } from './stages.ts'
import { useMove } from './use-move.tsx'
import { useStanding } from './use-standing.ts'

export type RecordPageProps = {
  readonly entity: EntityModel
  readonly id: string
  /** Given when the page stands in a drawer. */
  readonly onClose?: () => void
}

/** One record from all sides: head, stage, details and related lists at the left, its story at the right. */
export function RecordPage({ entity, id, onClose }: RecordPageProps): ReactNode {
  const record = useRecord(entity.key, id)
  const t = useT(messages)
  const locale = useLocale()
  const { model, labels } = useWorkspace()
  // What was opened for editing stays as it was: an answer that comes meanwhile must not throw away what was typed.
  const [editing, setEditing] = useState<WireRecord>()
  const { current, go } = useNavigator()
  const asked = /[?&]edit=1\b/.test(current) ? record.data?.data : undefined
  useEffect(() => {
    if (asked === undefined) return
    setEditing(asked)
    // Asked once: going back must not open it again.
    go(current.replace(/[?&]edit=1\b/, ''), { replace: true })
  }, [asked, current, go])
  const title = record.data?.data[entity.document.title]
  useEffect(() => {
    // Forms that open over the page name the record they belong to.
    if (typeof title === 'string') labels.set(entity.key, id, title)
  }, [labels, entity.key, id, title])
  if (record.isPending) return <Skeleton shape="record" count={5} />
  if (record.isError) {
    const isGone = isApiError(record.error) && (record.error.status === 404 || record.error.status === 403)
    if (!isGone) return <ErrorState error={record.error} onRetry={() => void record.refetch()} />
    const back = (
      <Link href={paths.list(entity.key)}>{t('goneBack', { name: pluralOf(entity, locale) })}</Link>
    )
    return <EmptyState drawing="search" title={t('gone')} text={t('goneText')} action={back} />
  }
  const { data } = record.data
  const page = pageOf(model, entity)
  const { side = [] } = page
  return (
    <article className="m-record">
      <RecordHead
        entity={entity}
        record={data}
        editing={editing !== undefined}
        page={page}
        onEdit={() => setEditing(data)}
        onClose={onClose}
      />
      <div className="m-record-body" data-side={side.length > 0}>
        <div className="m-record-left">
          {editing === undefined ? (
            <PageTabs page={page} entity={entity} record={data} />
          ) : (
            <RecordForm
              entity={entity}
              record={editing}
              onCancel={() => setEditing(undefined)}
              onSaved={() => setEditing(undefined)}
            />
          )}
        </div>
        {side.length === 0 ? null : (
          <aside className="m-story" aria-label={t('timeline')}>
            <Blocks blocks={side} entity={entity} record={data} />
          </aside>
        )}
      </div>
    </article>
  )
}

type HeadProps = {
  readonly entity: EntityModel
  readonly record: WireRecord
  readonly editing: boolean
  readonly page: PageDocument
  readonly onEdit: () => void
  readonly onClose: (() => void) | undefined
}

function RecordHead({ entity, record, editing, page, onEdit, onClose }: HeadProps): ReactNode {
  const { labels } = useWorkspace()
  const ctx = useFaceContext(entity.key)
  const t = useT(messages)
  const narrow = useNarrow()
  const { go } = useNavigator()
  const standing = useStanding(entity, record)
  const owner = record['owner']
  const figures = keyFigures(entity, record, { faces: ctx.faces, named: page.highlights })
  const ownerName = typeof owner === 'string' ? labels.get('user', owner) : undefined
  return (
    <header className="m-record-head">
      <div className="m-record-title">
        <span className="m-record-icon">
          <Icon name={entity.document.icon} size={20} />
        </span>
        <div className="m-record-names">
          <small>{say(entity.document.label, ctx.locale)}</small>
          <h1 className="m-two-lines">{String(record[entity.document.title] ?? '')}</h1>
        </div>
        <span className="m-spring" />
        {editing ? null : <RecordActions {...{ entity, record, standing, onEdit }} onGone={onClose} />}
        {onClose === undefined ? null : (
          <>
            <FavouriteButton />
            {narrow ? null : (
              <IconButton
                icon="maximize-2"
                label={t('fullPage')}
                onClick={() => go(paths.record(entity.key, record.id))}
              />
            )}
            <IconButton icon="x" label={t('cancel')} onClick={onClose} />
          </>
        )}
      </div>
      <dl className="m-figures">
        {ownerName ? (
          <div>
            <dt>{t('owner')}</dt>
            <dd>
              <span className="m-row">
                <Avatar name={ownerName} size={20} withName />
                <AssignedWhy entity={entity} record={record} field="owner" name={ownerName} />
              </span>
            </dd>
          </div>
        ) : null}
        {figures.map((field) => (
          <div key={field.key}>
            <dt>{say(field.document.label, ctx.locale)}</dt>
            <dd>
              <FieldValue entity={entity} record={record} field={field} ctx={ctx} />
            </dd>
          </div>
        ))}
        <Promises entity={entity} record={record} shown={figures.map(({ key }) => key)} />
      </dl>
      <AcceptBar entity={entity} record={record} />
      {page.stages === false ? null : (
        <Stages entity={entity} record={record} locked={standing.lock !== undefined} />
      )}
    </header>
  )
}

/** What a head shows: the fields the entity names, else its first numbers, dates and links that have a value. */
function keyFigures(
  entity: EntityModel,
  record: WireRecord,
  {
    faces,
    named = entity.document.settings?.['highlights'],
  }: { readonly faces: ReturnType<typeof useFaceContext>['faces']; readonly named?: unknown },
): readonly FieldModel[] {
  const keys = Array.isArray(named) ? named.map(String) : undefined
  const filled = (key: string): boolean => (record[key] ?? null) !== null
  if (keys !== undefined) return keys.filter(filled).flatMap((key) => entity.field(key) ?? [])
  const telling = entity.fields.filter((field) => {
    if (field.system || field.key === entity.document.title) return false
    const width = faces.find(field.type)?.width ?? 0
    return filled(field.key) && width >= 100 && width <= 160
  })
  return telling.slice(0, 4)
}

function Stages({
  entity,
  record,
  locked,
}: {
  readonly entity: EntityModel
  readonly record: WireRecord
  readonly locked: boolean
}): ReactNode {
  const { model } = useWorkspace()
  const rights = useRecordRights(entity.key, record.id)
  const ctx = useFaceContext(entity.key)
  const field = stageFieldOf(model, entity)
  const story = useTimeline(entity.key, record.id)
  const [now] = useState(() => Date.now())
  const { move, dialog } = useMove(entity, field)
  if (field === undefined || !Object.hasOwn(rights.fields, field.key)) return null
  const value = record[field.key]
  const current = typeof value === 'string' ? value : null
  const days = story.data === undefined ? undefined : daysInStage(field, record, { story: story.data, now })
  return (
    <>
      <StageBar
        stages={stagesOf(field, { locale: ctx.locale, current, days })}
        current={current}
        disabled={locked || !rights.update || rights.fields[field.key] !== 'write'}
        onMove={(to) => void move(record, to)}
      />
      {dialog}
    </>
  )
}
