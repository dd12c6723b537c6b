import type { FlowInstanceSummary } from '@mortise/client'
import type { EntityModel } from '@mortise/schema'
import { Avatar, RelativeTime, Tag, useT } from '@mortise/ui'
import { Fragment, type ReactNode } from 'react'
import '../styles/inbox.css'
import { useFaceContext } from '../workspace/metadata.tsx'
import { Edits, editsOf } from './edits.tsx'
import { messages } from './messages.ts'

const tints: { readonly [state: string]: string } = {
  active: 'blue',
  approved: 'green',
  rejected: 'red',
  returned: 'amber',
  timedOut: 'orange',
}

type Instance = FlowInstanceSummary
type Item = NonNullable<Instance['items']>[number]

/** What was said with a task: kept with it, or with what happened to it. */
function saidOf({ events = [] }: Instance, item: Item): string | undefined {
  if (typeof item.comment === 'string' && item.comment !== '') return item.comment
  const event = events.findLast(
    (one) =>
      typeof one.comment === 'string' &&
      one.comment !== '' &&
      (one.itemId === item.id ||
        (one.itemId === undefined && one.nodeName === item.nodeName && one.actorName === item.assigneeName)),
  )
  return event?.comment ?? undefined
}

/** Who has done what in a flow run, what they changed and said, and whom it waits for now. */
export function FlowHistory({
  instance,
  entity,
}: {
  readonly instance: Instance
  readonly entity: EntityModel
}): ReactNode {
  const t = useT(messages)
  const items = instance.items ?? []
  const ended = instance.endedAt ?? null
  const status = wordOf(t, 'run', instance.state)
  const deeds = keepersDeeds(instance)
  return (
    <ol className="m-flow">
      {instance.starter === undefined || instance.startedAt === undefined ? null : (
        <li data-state="started">
          <Avatar name={instance.starter} size={26} />
          <div>
            <div className="m-row">
              <b>{t('begin')}</b>
              <span className="m-spring" />
              <RelativeTime value={instance.startedAt} />
            </div>
            <span className="m-faint">{instance.starter}</span>
          </div>
        </li>
      )}
      {items.map((item, at) => {
        const round = item.round ?? 1
        const first = round > 1 && (items[at - 1]?.round ?? 1) < round
        return (
          <Fragment key={item.id}>
            <Deeds deeds={deeds.filter(isBetween(items[at - 1]?.createdAt, item.createdAt))} />
            <Entry {...{ instance, entity, item }} round={first ? round : undefined} />
          </Fragment>
        )
      })}
      <Deeds deeds={deeds.filter(isBetween(items.at(-1)?.createdAt, undefined))} />
      {(instance.incidents ?? [])
        .filter(({ open }) => open && ended === null)
        .map(({ id, nodeName, why }) => (
          <li key={id} data-state="stopped">
            <i className="m-flow-end" />
            <div>
              <b>{t('stoppedHere', { step: nodeName })}</b>
              <p className="m-prose">{why}</p>
              <span className="m-faint">{t('stoppedTold')}</span>
            </div>
          </li>
        ))}
      {ended === null || status === undefined ? null : (
        <li data-state="ended">
          <i className="m-flow-end" />
          <div className="m-row">
            <b>{status}</b>
            <span className="m-spring" />
            <RelativeTime value={ended} />
          </div>
        </li>
      )}
    </ol>
  )
}

type Event = NonNullable<Instance['events']>[number]

const kept: ReadonlySet<string> = new Set(['suspended', 'resumed', 'jumped', 'reactivated', 'completed_now'])

/** What those who keep the flow did with the run. */
function keepersDeeds({ events = [] }: Instance): readonly Event[] {
  return events.filter(
    ({ type, data }) => kept.has(type) || (type === 'incident_closed' && deedNames.has(String(data?.['by']))),
  )
}

const deedNames: ReadonlySet<string> = new Set(['retryIncident', 'skipIncident'])

/** Before the first task, between two of them, or behind the last one. */
const isBetween =
  (from: string | undefined, to: string | undefined) =>
  ({ at }: Event): boolean =>
    // What a deed brought about has its time as well, and stands behind it.
    (from === undefined || at > from) && (to === undefined || at <= to)

function Deeds({ deeds }: { readonly deeds: readonly Event[] }): ReactNode {
  const t = useT(messages)
  return deeds.map(({ at, type, nodeName, actorName, comment, data }) => {
    const what = type === 'incident_closed' ? String(data?.['by']) : type
    return (
      <li key={`${at} ${type}`} data-state="kept">
        <Avatar name={actorName ?? ''} size={26} />
        <div>
          <div className="m-row">
            <b>{wordOf(t, 'kept', what)}</b>
            <span className="m-spring" />
            <RelativeTime value={at} />
          </div>
          <span className="m-faint">
            {[actorName ?? '', nodeName ?? ''].filter((part) => part !== '').join(' · ')}
          </span>
          {(comment ?? '') === '' ? null : <p className="m-prose">{comment}</p>}
        </div>
      </li>
    )
  })
}

function wordOf(
  t: ReturnType<typeof useT<keyof typeof messages>>,
  kind: string,
  value: string | null | undefined,
) {
  const key = `${kind}_${value ?? ''}` as keyof typeof messages
  return Object.hasOwn(messages, key) ? t(key) : undefined
}

function Entry({
  instance,
  entity,
  item,
  round,
}: {
  readonly instance: Instance
  readonly entity: EntityModel
  readonly item: Item
  /** Said above it when another round begins here. */
  readonly round: number | undefined
}): ReactNode {
  const t = useT(messages)
  const said = saidOf(instance, item)
  const why = wordOf(t, 'why', item.reason)
  const kind = wordOf(t, 'kind', item.kind)
  const edits = (instance.events ?? []).filter((one) => one.itemId === item.id).flatMap(editsOf)
  return (
    <>
      {round === undefined ? null : <li className="m-flow-round">{t('round', { n: round })}</li>}
      <li data-state={item.state}>
        <Avatar name={item.assigneeName} size={26} />
        <div>
          <div className="m-row">
            <b>{item.nodeName}</b>
            {kind === undefined ? null : <Tag>{kind}</Tag>}
            <Tag color={tints[item.state]}>{stateOf(t, item)}</Tag>
            <span className="m-spring" />
            <RelativeTime value={item.decidedAt ?? item.createdAt} />
          </div>
          <span className="m-faint">
            {why === undefined ? item.assigneeName : `${item.assigneeName} · ${why}`}
          </span>
          {said === undefined ? null : <p className="m-prose">{said}</p>}
          {edits.length === 0 ? null : <Edits edits={edits} entity={entity} />}
          <Papers entity={entity.key} item={item} />
        </div>
      </li>
    </>
  )
}

/** What became of a task; work that is done was not agreed to. */
function stateOf(t: ReturnType<typeof useT<keyof typeof messages>>, { state, kind }: Item): string {
  if (state === 'approved' && kind === 'work') return t('state_done')
  if (kind === 'read') return t(state === 'active' ? 'state_unread' : 'state_read')
  return wordOf(t, 'state', state) ?? state
}

/** The handwritten name and the files that came with a decision. */
function Papers({ entity, item }: { readonly entity: string; readonly item: Item }): ReactNode {
  const t = useT(messages)
  const ctx = useFaceContext(entity)
  const signature = item.signature === undefined ? undefined : ctx.fileUrl?.(item.signature)
  const files = (item.attachments ?? []).flatMap((id) => ctx.fileUrl?.(id) ?? [])
  return (
    <>
      {signature === undefined ? null : (
        <img className="m-flow-sign" src={signature} alt={t('signedBy', { name: item.assigneeName })} />
      )}
      {files.map((url, at) => (
        <a key={url} href={url} target="_blank" rel="noreferrer" className="m-flow-file">
          {t('fileN', { n: at + 1 })}
        </a>
      ))}
    </>
  )
}
