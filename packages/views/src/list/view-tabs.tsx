import type { SavedView } from '@mortise/client'
import { say } from '@mortise/errors'
import type { EntityModel, ViewDocument } from '@mortise/schema'
import { Icon, Link, useLocale, useT, useToast, laterPart } from '@mortise/ui'
import { type ReactNode, Suspense, useEffect, useRef, useState } from 'react'
import { viewTypes } from '../view-type/list.ts'
import { paths } from '../workspace/paths.ts'
import { messages } from './messages.ts'
import { isChanged, savedPart, searchOf, searchOfView } from './saved-search.ts'
import type { ListSearch } from './search.ts'
import { useSavedViews } from './use-saved-views.ts'

const SavedViewMenu = laterPart(async () => (await import('./saved-view-menu.tsx')).SavedViewMenu)
const ViewNameDialog = laterPart(async () => (await import('./view-name-dialog.tsx')).ViewNameDialog)

type TabsProps = {
  readonly entity: EntityModel
  readonly views: readonly ViewDocument[]
  readonly view: ViewDocument | undefined
  readonly search: ListSearch
  readonly onSearch: (change: ListSearch) => void
}

/** The ways to look at a list: designed views, then what people keep; and keeping the present one. */
export function ViewTabs(props: TabsProps): ReactNode {
  const { entity, views, view, search, onSearch } = props
  const t = useT(messages)
  const locale = useLocale()
  const toast = useToast()
  const saved = useSavedViews(entity.key)
  const [naming, setNaming] = useState(false)
  const mine = saved.views ?? []
  const here = mine.find((one) => one.id === search.saved)
  const changed = isChanged(search, here)
  const tabs = useRef<HTMLElement>(null)
  // More views than fit on a phone: the one shown is brought into sight.
  useEffect(() => {
    const shown = tabs.current?.querySelector<HTMLElement>('[aria-current]') ?? null
    if (tabs.current === null || shown === null) return
    tabs.current.scrollLeft = shown.offsetLeft - (tabs.current.clientWidth - shown.offsetWidth) / 2
  }, [view?.key, here?.id])
  if (views.length + mine.length < 2 && !changed) return null
  const keep = async (name: string): Promise<void> => {
    setNaming(false)
    const json = savedPart({ ...search, view: view?.key })
    const id = await saved.save({ name, json, shared: 'me', default: false })
    if (id === undefined) return
    toast({ text: t('viewSaved', { name }), tone: 'success' })
    onSearch({ view: view?.key, saved: id })
  }
  return (
    <div className="m-view-row">
      <nav className="m-view-tabs" ref={tabs} aria-label={t('views')}>
        {views.map((one) => (
          <Tab
            key={one.key}
            href={paths.list(entity.key, { view: one.key })}
            icon={viewTypes.find(one.type)?.icon}
            name={say(one.label, locale)}
            here={here === undefined && one.key === view?.key}
            onOpen={() => onSearch(searchOfView(one.key, search))}
          />
        ))}
        {mine.map((one) => (
          <SavedTab
            key={one.id}
            {...{ one, saved }}
            {...props}
            here={one.id === here?.id}
            changed={changed}
          />
        ))}
      </nav>
      {changed ? (
        <span className="m-view-acts">
          {here?.mine === true ? (
            <button
              type="button"
              className="m-plain-link"
              onClick={() => {
                const json = savedPart({ ...search, view: view?.key })
                void saved.save({ ...here, json }).then((id) => {
                  if (id !== undefined) toast({ text: t('viewSaved', { name: here.name }), tone: 'success' })
                })
              }}
            >
              {t('saveChanges')}
            </button>
          ) : null}
          <button type="button" className="m-plain-link" onClick={() => setNaming(true)}>
            {t('saveView')}
          </button>
        </span>
      ) : null}
      {naming ? (
        <Suspense fallback={null}>
          <ViewNameDialog
            title={t('saveView')}
            name=""
            onClose={() => setNaming(false)}
            onName={(name) => void keep(name)}
          />
        </Suspense>
      ) : null}
    </div>
  )
}

function Tab({
  href,
  icon,
  name,
  here,
  onOpen,
  children,
}: {
  readonly href: string
  readonly icon: string | undefined
  readonly name: string
  readonly here: boolean
  readonly onOpen: () => void
  readonly children?: ReactNode
}): ReactNode {
  return (
    <span className="m-view-tab" data-here={here}>
      <Link
        href={href}
        aria-current={here ? 'page' : undefined}
        onClick={(event) => {
          if (event.metaKey || event.ctrlKey) return
          event.preventDefault()
          onOpen()
        }}
      >
        <Icon name={icon} size={14} />
        <span>{name}</span>
      </Link>
      {children}
    </span>
  )
}

const icons: { readonly [S in SavedView['shared']]: string } = {
  me: 'bookmark',
  team: 'users',
  all: 'users-round',
}

function SavedTab({
  one,
  here,
  entity,
  search,
  onSearch,
  saved,
  view,
}: TabsProps & {
  readonly one: SavedView
  readonly here: boolean
  readonly changed: boolean
  readonly saved: ReturnType<typeof useSavedViews>
}): ReactNode {
  const address = searchOf(one)
  const texts = Object.entries(address).flatMap(([key, value]) =>
    value === undefined ? [] : [[key, String(value)] as const],
  )
  return (
    <Tab
      href={paths.list(entity.key, Object.fromEntries(texts))}
      icon={icons[one.shared]}
      name={one.name}
      here={here}
      onOpen={() => onSearch(address)}
    >
      {here && one.mine ? (
        <Suspense fallback={null}>
          <SavedViewMenu
            view={one}
            onSave={saved.save}
            onRemove={async () => {
              if (await saved.remove(one.id)) onSearch(searchOfView(view?.key, search))
            }}
          />
        </Suspense>
      ) : null}
    </Tab>
  )
}
