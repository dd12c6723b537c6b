import type { DuplicateHit } from '@mortise/client'
import { say } from '@mortise/errors'
import type { FaceContext } from '@mortise/fields/react'
import { type DuplicateDocument, duplicateName, type EntityModel } from '@mortise/schema'
import { Icon, useT } from '@mortise/ui'
import { Button } from 'antd'
import { lazy, type MouseEvent, type ReactNode, Suspense, useState } from 'react'
import { useWorkspace } from '../workspace/metadata.tsx'
import { paths } from '../workspace/paths.ts'
import { Value } from '../workspace/value.tsx'
import { useFormStore } from './form-store.ts'
import { messages } from './messages.ts'
import { useDuplicatesAround } from './use-duplicates.ts'

const RecordDrawer = lazy(async () => ({
  default: (await import('../record/record-drawer.tsx')).RecordDrawer,
}))

/** Most records that are named; the server stops looking at ten. */
const named = 3
const searched = 10

/** The records found by the rules of a field, each once however many rules found it. */
function unique(hits: readonly DuplicateHit[]): readonly DuplicateHit[] {
  const seen = new Set<string>()
  return hits.filter(({ id }) => id === null || (!seen.has(id) && seen.add(id)))
}

/** Says under a field, quietly, that there are records like the one being written, and leads to them beside the form. */
export function DuplicateHint({
  path,
  ctx,
}: {
  readonly path: string
  readonly ctx: FaceContext
}): ReactNode {
  const { rulesAt, hits, goOn } = useDuplicatesAround()
  const rules = rulesAt(path)
  if (rules.length === 0) return null
  const names = new Set(rules.map(duplicateName))
  const found = hits.filter((hit) => names.has(hit.key))
  // There from the start: a screen reader tells only what changes inside.
  return (
    <div aria-live="polite">
      {found.length === 0 ? null : <Found found={found} rules={rules} ctx={ctx} onGoOn={() => goOn(rules)} />}
    </div>
  )
}

function Found({
  found,
  rules,
  ctx,
  onGoOn,
}: {
  readonly found: readonly DuplicateHit[]
  readonly rules: readonly DuplicateDocument[]
  readonly ctx: FaceContext
  readonly onGoOn: () => void
}): ReactNode {
  const t = useT(messages)
  const [open, setOpen] = useState<DuplicateHit>()
  const blocks = found.some(({ level }) => level === 'block')
  const seen = unique(found).filter(({ id }) => id !== null)
  const unseen = found.filter(({ id }) => id === null)
  const byEntity = Map.groupBy(seen, ({ entity }) => entity ?? '')
  const first = seen[0]
  const own = rules
    .filter((rule) => found.some((hit) => hit.key === duplicateName(rule)))
    .map((rule) => say(rule.message, ctx.locale))
    .filter((text) => text !== '')
  return (
    <div className="m-duplicates" data-level={blocks ? 'block' : 'warn'}>
      <Icon name={blocks ? 'triangle-alert' : 'info'} size={14} />
      <div className="m-duplicates-body">
        {own.map((text) => (
          <p key={text}>{text}</p>
        ))}
        {[...byEntity].map(([entity, list]) => (
          <Named key={entity} entity={entity} list={list} ctx={ctx} onOpen={setOpen} />
        ))}
        {unseen.length === 0 ? null : <Unseen hits={unseen} alone={seen.length === 0} ctx={ctx} />}
        <p className="m-duplicates-acts">
          {blocks ? <span>{t('blocked')}</span> : null}
          {first === undefined ? null : (
            <Button type="link" size="small" onClick={() => setOpen(first)}>
              {t('openExisting')}
            </Button>
          )}
          {blocks ? null : (
            <Button type="link" size="small" onClick={onGoOn}>
              {t('goOn')}
            </Button>
          )}
        </p>
      </div>
      <Beside hit={open} onClose={() => setOpen(undefined)} />
    </div>
  )
}

const labelOf = (entity: EntityModel | undefined, locale: FaceContext['locale']): string =>
  say(entity?.document.label, locale)

/** The records of one kind that may be read, the first few by name. */
function Named({
  entity,
  list,
  ctx,
  onOpen,
}: {
  readonly entity: string
  readonly list: readonly DuplicateHit[]
  readonly ctx: FaceContext
  readonly onOpen: (hit: DuplicateHit) => void
}): ReactNode {
  const { model } = useWorkspace()
  const t = useT(messages)
  const n = list.length >= searched ? t('orMore', { n: list.length }) : String(list.length)
  const name = labelOf(model.entity(entity), ctx.locale)
  // A plain click looks beside the form; any other is the browser's own.
  const plain = (event: MouseEvent, hit: DuplicateHit): void => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return
    event.preventDefault()
    onOpen(hit)
  }
  return (
    <p>
      {t(list.length === 1 ? 'similarOne' : 'similar', { n, name })}
      {list.slice(0, named).map((hit, at) => (
        <span key={hit.id}>
          {at === 0 ? '' : t('between')}
          <a
            href={paths.record(entity, hit.id ?? '')}
            title={hit.title ?? undefined}
            target="_blank"
            rel="noreferrer"
            onClick={(event) => plain(event, hit)}
          >
            {hit.title ?? '—'}
          </a>
        </span>
      ))}
      {list.length > named ? ' …' : ''}
    </p>
  )
}

/** That there is one out of reach, and what its rule tells of it all the same. */
function Unseen({
  hits,
  alone,
  ctx,
}: {
  readonly hits: readonly DuplicateHit[]
  readonly alone: boolean
  readonly ctx: FaceContext
}): ReactNode {
  const { program } = useFormStore()
  const t = useT(messages)
  const shown = hits.flatMap((hit) => Object.entries(hit.shown))
  const told = [
    ...new Map(shown.map(([key, value]) => [JSON.stringify([key, value]), { key, value }])).values(),
  ]
  return (
    <p>
      {t(alone ? 'unseenOnly' : 'unseenToo')}
      {told.map(({ key, value }) => {
        const field = program.entity.field(key)?.document
        return field === undefined ? null : (
          <span key={`${key} ${String(value)}`} className="m-duplicates-told">
            {say(field.label, ctx.locale)} <Value value={value} field={field} ctx={ctx} />
          </span>
        )
      })}
    </p>
  )
}

/** A found record beside the form; the drawer stays so that it can close with its motion. */
function Beside({
  hit,
  onClose,
}: {
  readonly hit: DuplicateHit | undefined
  readonly onClose: () => void
}): ReactNode {
  const { model } = useWorkspace()
  const [last, setLast] = useState<EntityModel>()
  const entity = model.entity(hit?.entity ?? '')
  if (entity !== undefined && entity !== last) setLast(entity)
  if (last === undefined) return null
  return (
    // What is done beside stays there: its events would rise through React into the form below.
    <div onSubmit={(event) => event.stopPropagation()} onBlur={(event) => event.stopPropagation()}>
      <Suspense fallback={null}>
        <RecordDrawer entity={last} id={hit?.id ?? undefined} onClose={onClose} />
      </Suspense>
    </div>
  )
}
