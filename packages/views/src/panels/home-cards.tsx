import type { EntityModel } from '@mortise/schema'
import { Card, Icon, Link, RelativeTime, Tag, useLocale, useT } from '@mortise/ui'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { pluralOf, useWorkspace } from '../workspace/metadata.tsx'
import { paths } from '../workspace/paths.ts'
import { queryKeys, useRecords } from '../workspace/queries.ts'
import { optionsOf } from '../record/stages.ts'
import { HomeList } from './home-list.tsx'
import { favouriteLink, useFavourites, useVisited } from './marks.ts'
import { messages } from './messages.ts'

/** How many lines a card shows. */
const most = 6

/** What waits for the person's decision. */
export function TodoCard(): ReactNode {
  const { client } = useWorkspace()
  const t = useT(messages)
  const items = useQuery({ queryKey: [...queryKeys.inbox, 'todo'], queryFn: () => client.work.items('todo') })
  const list = items.data ?? []
  return (
    <Card
      className="m-home-card"
      title={
        <span className="m-row">
          <Icon name="inbox" /> {t('todo')} {list.length > 0 ? <Tag color="red">{list.length}</Tag> : null}
        </span>
      }
      actions={<Link href={paths.inbox()}>{t('allTodo')}</Link>}
    >
      <HomeList asked={items} empty={list.length === 0 ? t('todoEmpty') : undefined}>
        {list.slice(0, most).map((item) => (
          <li key={item.id}>
            <Link href={paths.inbox(item.id)}>
              <span className="m-clip">{item.title}</span>
              <RelativeTime value={item.createdAt} />
            </Link>
          </li>
        ))}
      </HomeList>
    </Card>
  )
}

/** The field that says when something of a kind is to be looked at again; undefined where there is none. */
export function dueFieldOf(entity: EntityModel): string | undefined {
  const named = entity.document.settings?.['due']
  const keys = [typeof named === 'string' ? named : '', 'next_at', 'due']
  return keys.find((key) => /^date(time)?$/.test(entity.field(key)?.type ?? ''))
}

/** Options after which nothing more is to be done. */
function openOnly(entity: EntityModel): object | undefined {
  const field = ['state', 'status']
    .flatMap((key) => entity.field(key) ?? [])
    .find((one) => one.type === 'select')
  const over = field === undefined ? [] : optionsOf(field).filter(isOver)
  if (field === undefined || over.length === 0) return undefined
  return { '!': [{ in: [{ var: field.key }, over.map(({ value }) => value)] }] }
}

const isOver = ({ value, kind }: { readonly value: unknown; readonly kind?: unknown }): boolean =>
  (typeof kind === 'string' && kind !== 'open') ||
  /^(done|closed|finished|canceled|cancelled)$/.test(String(value))

/** The person's records of a kind whose day has come, the longest waiting first. */
export function DueCard({
  entity,
  field,
}: {
  readonly entity: EntityModel
  readonly field: string
}): ReactNode {
  const { me } = useWorkspace()
  const t = useT(messages)
  const locale = useLocale()
  const [now] = useState(() => Date.now())
  const person = entity.field('assignee') === undefined ? 'owner' : 'assignee'
  const { title } = entity.document
  const isDay = entity.field(field)?.type === 'date'
  const end = new Date(now + 86_400_000).toISOString()
  const still = openOnly(entity)
  const due = useRecords({
    entity: entity.key,
    fields: [title, field],
    filter: {
      and: [
        { '==': [{ var: person }, me.user.id] },
        { '<': [{ var: field }, isDay ? end.slice(0, 10) : end] },
        ...(still === undefined ? [] : [still as never]),
      ],
    },
    sort: [{ field, dir: 'asc' }],
    limit: most,
  })
  const records = due.data?.data ?? []
  const name = pluralOf(entity, locale)
  return (
    <Card
      className="m-home-card"
      title={
        <span className="m-row">
          <Icon name="alarm-clock" /> {t('dueTitle')}
          <span className="m-faint">{name}</span>
        </span>
      }
      actions={
        <Link href={paths.list(entity.key)} aria-label={`${t('seeAll')} ${name}`}>
          {t('seeAll')}
        </Link>
      }
    >
      <HomeList asked={due} empty={records.length === 0 ? t('dueEmpty') : undefined}>
        {records.map((record) => {
          const at = String(record[field] ?? '')
          return (
            <li key={record.id} data-late={Date.parse(at) < now - 86_400_000}>
              <Link href={paths.record(entity.key, record.id)}>
                <span className="m-clip">{String(record[title] ?? '')}</span>
                <RelativeTime value={at} />
              </Link>
            </li>
          )
        })}
      </HomeList>
    </Card>
  )
}

/** What the person marked. */
export function FavouritesCard(): ReactNode {
  const { model } = useWorkspace()
  const t = useT(messages)
  const locale = useLocale()
  const favourites = useFavourites()
  const links = (favourites.data ?? []).flatMap((one) => favouriteLink(one, model, locale) ?? [])
  return (
    <Card
      className="m-home-card"
      title={
        <span className="m-row">
          <Icon name="star" /> {t('favourites')}
        </span>
      }
    >
      <HomeList asked={favourites} empty={links.length === 0 ? t('favouritesEmpty') : undefined}>
        {links.slice(0, 8).map((link) => (
          <li key={link.key}>
            <Link href={link.href}>
              <span className="m-home-line">
                <Icon name={link.icon} />
                <span className="m-clip">{link.label}</span>
              </span>
            </Link>
          </li>
        ))}
      </HomeList>
    </Card>
  )
}

/** Records looked at lately. */
export function RecentCard(): ReactNode {
  const { model } = useWorkspace()
  const t = useT(messages)
  const visited = useVisited(8)
  return (
    <Card
      className="m-home-card"
      title={
        <span className="m-row">
          <Icon name="history" /> {t('recent')}
        </span>
      }
    >
      <HomeList asked={visited} empty={visited.data?.length === 0 ? t('recentNone') : undefined}>
        {(visited.data ?? []).map((one) => (
          <li key={`${one.entity} ${one.id}`}>
            <Link href={paths.record(one.entity, one.id)}>
              <span className="m-home-line">
                <Icon name={model.entity(one.entity)?.document.icon} />
                <span className="m-clip">{one.title || t('untitled')}</span>
              </span>
              <RelativeTime value={one.at} />
            </Link>
          </li>
        ))}
      </HomeList>
    </Card>
  )
}

/** The person's own records of an entity; where there are none, those that changed lately. */
export function MineCard({ entity }: { readonly entity: EntityModel }): ReactNode {
  const { me } = useWorkspace()
  const t = useT(messages)
  const locale = useLocale()
  const person = entity.field('assignee') === undefined ? 'owner' : 'assignee'
  const date = entity.field('due') === undefined ? 'updated_at' : 'due'
  const { title } = entity.document
  const query = { entity: entity.key, limit: most }
  const own = useRecords({
    ...query,
    fields: [title, date],
    filter: { '==': [{ var: person }, me.user.id] },
    sort: [{ field: date, dir: date === 'due' ? 'asc' : 'desc' }],
  })
  const none = own.isSuccess && own.data.data.length === 0
  const lately = useRecords(
    { ...query, fields: [title, 'updated_at'], sort: [{ field: 'updated_at', dir: 'desc' }] },
    none,
  )
  const records = (none ? lately : own).data?.data ?? []
  const at = none ? 'updated_at' : date
  const name = pluralOf(entity, locale)
  return (
    <Card
      className="m-home-card"
      title={
        <span className="m-row">
          <Icon name={entity.document.icon} />
          {t(none ? 'recentOf' : 'myTasks', { name })}
        </span>
      }
      actions={
        <Link href={paths.list(entity.key)} aria-label={`${t('seeAll')} ${name}`}>
          {t('seeAll')}
        </Link>
      }
    >
      <HomeList asked={none ? lately : own} empty={records.length === 0 ? t('recentEmpty') : undefined}>
        {records.map((record) => {
          const when = record[at]
          return (
            <li key={record.id}>
              <Link href={paths.record(entity.key, record.id)}>
                <span className="m-clip">{String(record[title] ?? '')}</span>
                {typeof when === 'string' ? <RelativeTime value={when} /> : null}
              </Link>
            </li>
          )
        })}
      </HomeList>
    </Card>
  )
}
