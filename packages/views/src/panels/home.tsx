import type { EntityModel } from '@mortise/schema'
import {
  Card,
  EmptyState,
  Icon,
  Link,
  RelativeTime,
  Tag,
  useLocale,
  useNavigator,
  useT,
  useUi,
} from '@mortise/ui'
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { lazy, type ReactNode, Suspense } from 'react'
import '../styles/panels.css'
import { pluralOf, useWorkspace } from '../workspace/metadata.tsx'
import { paths } from '../workspace/paths.ts'
import { queryKeys, useRecords } from '../workspace/queries.ts'
import { messages } from './messages.ts'

// Figures bring the chart code with them; the lists don't wait for it.
const DashboardTiles = lazy(() => import('../insight/dashboard-tiles.tsx'))

/** Where a day begins: how things stand, what waits, what is due, what changed lately. */
export function Home(): ReactNode {
  const { me, model } = useWorkspace()
  const t = useT(messages)
  const { timeZone } = useUi()
  const hour = Number(
    new Intl.DateTimeFormat('en-GB', { hour: '2-digit', hourCycle: 'h23', timeZone }).format(),
  )
  const greeting = hour < 12 ? 'morning' : hour < 18 ? 'afternoon' : 'evening'
  // What people made most views of is what they work with.
  const readable = model.entities.filter(
    (entity) => entity.document.kind !== 'child' && me.entities[entity.key]?.read === true,
  )
  const task = readable.find((entity) => entity.document.settings?.['tasks'] === true)
  const own = readable
    .filter((entity) => entity !== task)
    .toSorted((a, b) => model.views(b.key).length - model.views(a.key).length)
  const [dashboard] = model.documents('dashboard')
  return (
    <div className="m-page m-home">
      <h1>{t(greeting, { name: me.user.name })}</h1>
      {readable.length === 0 ? <Beginning /> : null}
      {dashboard === undefined ? null : (
        <Suspense fallback={null}>
          <DashboardTiles dashboard={dashboard.key} />
        </Suspense>
      )}
      <div className="m-home-grid">
        <Todo />
        {task === undefined ? null : <Mine entity={task} />}
        {own.slice(0, task === undefined ? 5 : 4).map((entity) => (
          <Mine key={entity.key} entity={entity} />
        ))}
      </div>
    </div>
  )
}

/** What a workspace without anything in it offers to whoever may fill it. */
function Beginning(): ReactNode {
  const { me } = useWorkspace()
  const t = useT(messages)
  const { go } = useNavigator()
  return (
    <Card className="m-home-begin">
      <EmptyState
        drawing="joint"
        title={t(me.design ? 'begin' : 'beginOther')}
        text={t(me.design ? 'beginText' : 'beginOtherText')}
        action={
          me.design ? (
            <Button type="primary" size="large" onClick={() => go(paths.gallery())}>
              {t('beginAction')}
            </Button>
          ) : null
        }
      />
    </Card>
  )
}

function Todo(): ReactNode {
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
      <ul className="m-home-list">
        {list.slice(0, 6).map((item) => (
          <li key={item.id}>
            <Link href={paths.inbox(item.id)}>
              <span className="m-clip">{item.title}</span>
              <RelativeTime value={item.createdAt} />
            </Link>
          </li>
        ))}
        {items.isSuccess && list.length === 0 ? <li className="m-faint">{t('todoEmpty')}</li> : null}
      </ul>
    </Card>
  )
}

/** The person's own records of an entity; where there are none, those that changed lately. */
function Mine({ entity }: { readonly entity: EntityModel }): ReactNode {
  const { me } = useWorkspace()
  const t = useT(messages)
  const locale = useLocale()
  const person = entity.field('assignee') === undefined ? 'owner' : 'assignee'
  const date = entity.field('due') === undefined ? 'updated_at' : 'due'
  const { title } = entity.document
  const query = { entity: entity.key, limit: 6 }
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
      <ul className="m-home-list">
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
        {none && lately.isSuccess && records.length === 0 ? (
          <li className="m-faint">{t('recentEmpty')}</li>
        ) : null}
      </ul>
    </Card>
  )
}
