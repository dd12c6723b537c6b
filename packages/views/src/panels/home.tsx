import { say } from '@mortise/errors'
import { Card, EmptyState, IconButton, useLocale, useNavigator, useT, useUi } from '@mortise/ui'
import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { lazy, type ReactNode, Suspense, useState } from 'react'
import '../styles/panels.css'
import { pluralOf, useWorkspace } from '../workspace/metadata.tsx'
import { paths } from '../workspace/paths.ts'
import { queryKeys } from '../workspace/queries.ts'
import { DueCard, dueFieldOf, FavouritesCard, MineCard, RecentCard, TodoCard } from './home-cards.tsx'
import { DraftsCard } from './drafts-card.tsx'
import { type HomeCard, homeCards, type HomePlan, planOf } from './home-plan.ts'
import { messages } from './messages.ts'

// Figures bring the chart code with them; the lists don't wait for it.
const DashboardTiles = lazy(() => import('../insight/dashboard-tiles.tsx'))
const ArrangeDialog = lazy(async () => ({
  default: (await import('./arrange-dialog.tsx')).ArrangeDialog,
}))

/** Where a day begins: how things stand, what waits, what is due, what was marked and looked at; arranged as one likes. */
export function Home(): ReactNode {
  const { me, model, client } = useWorkspace()
  const t = useT(messages)
  const queries = useQueryClient()
  const [arranging, setArranging] = useState(false)
  const greeting = useGreeting()
  const readable = model.entities.filter(
    (entity) => entity.document.kind !== 'child' && me.entities[entity.key]?.read === true,
  )
  const cards = homeCards({ model, readable }, dueFieldOf)
  const plan = planOf(me.preferences?.['home'], cards)
  const figures = plan.filter((card) => card.startsWith('figures:'))
  const save = async (next: HomePlan | undefined): Promise<void> => {
    setArranging(false)
    await client.session.saveMe({ preferences: { home: next ?? null } })
    await queries.invalidateQueries({ queryKey: queryKeys.me })
  }
  return (
    <div className="m-page m-home">
      <div className="m-home-head">
        <h1>{t(greeting, { name: me.user.name })}</h1>
        {readable.length === 0 ? null : (
          <IconButton icon="sliders-horizontal" label={t('arrange')} onClick={() => setArranging(true)} />
        )}
      </div>
      {readable.length === 0 ? <Beginning /> : null}
      {figures.map((card) => (
        <Suspense key={card} fallback={null}>
          <DashboardTiles dashboard={card.slice('figures:'.length)} />
        </Suspense>
      ))}
      <div className="m-home-grid">
        {plan.map((card) => (
          <OneCard key={card} card={card} />
        ))}
      </div>
      {arranging ? (
        <Arranging
          cards={cards}
          plan={plan}
          onSave={(next) => void save(next)}
          onClose={() => setArranging(false)}
        />
      ) : null}
    </div>
  )
}

function useGreeting(): 'morning' | 'afternoon' | 'evening' {
  const { timeZone } = useUi()
  const hour = Number(
    new Intl.DateTimeFormat('en-GB', { hour: '2-digit', hourCycle: 'h23', timeZone }).format(),
  )
  return hour < 12 ? 'morning' : hour < 18 ? 'afternoon' : 'evening'
}

function OneCard({ card }: { readonly card: HomeCard }): ReactNode {
  const { model } = useWorkspace()
  const [sort = '', key = ''] = card.split(':')
  const entity = model.entity(key)
  const field = entity === undefined ? undefined : dueFieldOf(entity)
  const drawn: { readonly [sort: string]: () => ReactNode } = {
    todo: () => <TodoCard />,
    drafts: () => <DraftsCard />,
    favourites: () => <FavouritesCard />,
    recent: () => <RecentCard />,
    mine: () => (entity === undefined ? null : <MineCard entity={entity} />),
    due: () =>
      entity === undefined || field === undefined ? null : <DueCard entity={entity} field={field} />,
  }
  return Object.hasOwn(drawn, sort) ? drawn[sort]?.() : null
}

/** The dialog, with what its cards are called. */
function Arranging(props: {
  readonly cards: readonly HomeCard[]
  readonly plan: HomePlan
  readonly onSave: (plan: HomePlan | undefined) => void
  readonly onClose: () => void
}): ReactNode {
  const { model } = useWorkspace()
  const t = useT(messages)
  const locale = useLocale()
  const nameOf = (card: HomeCard): { readonly name: string; readonly icon: string | undefined } => {
    const [sort = '', key = ''] = card.split(':')
    const entity = model.entity(key)
    const plural = entity === undefined ? key : pluralOf(entity, locale)
    const dashboard = say(model.document('dashboard', key)?.label, locale) || key
    const names: { readonly [sort: string]: { readonly name: string; readonly icon: string | undefined } } = {
      figures: { name: `${t('figures')} · ${dashboard}`, icon: 'layout-dashboard' },
      todo: { name: t('todo'), icon: 'inbox' },
      drafts: { name: t('drafts'), icon: 'history' },
      favourites: { name: t('favourites'), icon: 'star' },
      recent: { name: t('recent'), icon: 'history' },
      due: { name: `${t('dueTitle')} · ${plural}`, icon: 'alarm-clock' },
      mine: { name: t('myTasks', { name: plural }), icon: entity?.document.icon },
    }
    return names[sort] ?? { name: card, icon: undefined }
  }
  return (
    <Suspense fallback={null}>
      <ArrangeDialog {...props} nameOf={nameOf} />
    </Suspense>
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
