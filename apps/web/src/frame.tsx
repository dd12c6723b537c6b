import { say } from '@mortise/errors'
import type { AppDocument } from '@mortise/schema'
import { Avatar, Icon, IconButton, type NavLink, Shell, useLocale, useNavigator, useT } from '@mortise/ui'
import { OutboxBanner, paths, useKept, useServerEvents, useWorkspace } from '@mortise/views'
import { Dropdown } from 'antd'
import { lazy, type ReactNode, Suspense, useEffect, useMemo, useState } from 'react'
import { useEarlyKeys } from './early-keys.ts'
import { messages } from './messages.ts'
import { openApps } from './current-app.ts'
import { bottomOf, groupsOf, navigationOf } from './places.ts'
import type { Preferences } from './preferences.ts'
import { useCurrentApp } from './use-current-app.ts'

const loadPalette = async () => import('@mortise/views/palette')
const CommandPalette = lazy(async () => ({ default: (await loadPalette()).CommandPalette }))
const NotificationsPanel = lazy(async () => ({
  default: (await import('@mortise/views/notifications')).NotificationsPanel,
}))

/** The shell with its navigation, search, bell and menu, around the page being shown. */
export function Frame({
  preferences,
  children,
}: {
  readonly preferences: Preferences
  readonly children: ReactNode
}): ReactNode {
  const { model, me } = useWorkspace()
  const t = useT(messages)
  const locale = useLocale()
  const { current, go } = useNavigator()
  const [folded, setFolded] = useKept('navigation.folded', false)
  const [palette, setPalette] = useState(false)
  const early = useEarlyKeys(palette)
  const [news, setNews] = useState(false)
  useServerEvents()
  // Fetched once the first page stands: what is typed right after the keys must not fall between.
  useEffect(() => {
    const timer = setTimeout(() => void loadPalette().catch(() => undefined), 1500)
    return () => clearTimeout(timer)
  }, [])
  useEffect(() => {
    const hear = (event: KeyboardEvent): void => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault()
        setPalette((open) => !open)
      }
    }
    addEventListener('keydown', hear)
    return () => removeEventListener('keydown', hear)
  }, [])
  const app = useCurrentApp()
  const input = useMemo(() => ({ model, me, locale, app: app?.key }), [model, me, locale, app])
  const groups = useMemo(() => navigationOf(input), [input])
  const bottom = useMemo(() => bottomOf(input), [input])
  const apps: readonly NavLink[] = openApps(model)
    .filter((one) => me.design || groupsOf(one, input).length > 0)
    .map((one) => ({
      key: one.key,
      label: say(one.label, locale) || one.key,
      icon: one.icon ?? 'layout-grid',
      color: one.color,
      href: paths.app(one.key),
    }))
  const tools: readonly NavLink[] = [
    ...(me.design ? [{ key: 'gallery', label: t('addApp'), icon: 'plus', href: paths.gallery() }] : []),
    ...(me.design ? [{ key: 'design', label: t('design'), icon: 'palette', href: paths.design() }] : []),
    { key: 'settings', label: t('settings'), icon: 'settings', href: paths.settings() },
  ]
  const making = model.entities
    .filter((entity) => entity.document.kind !== 'child' && me.entities[entity.key]?.create === true)
    .map((entity) => ({
      key: entity.key,
      label: say(entity.document.label, locale),
      icon: <Icon name={entity.document.icon} />,
      onClick: () => go(paths.create(entity.key)),
    }))
  const isDark = preferences.mode === 'dark'
  const search = (
    <button type="button" className="m-search-trigger" onClick={() => setPalette(true)}>
      <Icon name="search" />
      <span>{t('search')}</span>
      <kbd>Ctrl K</kbd>
    </button>
  )
  const actions = (
    <>
      {making.length === 0 ? null : (
        <Dropdown trigger={['click']} menu={{ items: making }} placement="bottomRight">
          <span>
            <IconButton icon="plus" size={18} label={t('create')} />
          </span>
        </Dropdown>
      )}
      <span className="m-only-wide">
        <IconButton
          icon={isDark ? 'sun' : 'moon'}
          label={t(isDark ? 'toLight' : 'toDark')}
          onClick={() => preferences.setTheme(isDark ? 'light' : 'dark')}
        />
      </span>
      <IconButton
        icon="bell"
        size={18}
        label={t('notifications')}
        count={me.unread}
        onClick={() => setNews(true)}
      />
      <button
        type="button"
        className="m-icon-button"
        aria-label={`${t('me')} ${me.user.name}`}
        onClick={() => go(paths.settings())}
      >
        <span aria-hidden="true">
          <Avatar name={me.user.name} size={26} />
        </span>
      </button>
    </>
  )
  // Places of every app are found by their names, whichever one is being worked in.
  const places = [
    ...groups,
    ...openApps(model)
      .filter((one) => one !== app)
      .flatMap((one) => groupsOf(one, input)),
  ].flatMap((group) => group.links)
  return (
    <Shell
      workspace={me.workspace.name}
      head={<Head app={app} />}
      apps={apps}
      currentApp={app?.key}
      tools={tools}
      groups={groups}
      bottom={bottom}
      path={current}
      search={search}
      actions={actions}
      folded={folded}
      onFold={setFolded}
    >
      <Viewing />
      <OutboxBanner />
      {children}
      <Suspense fallback={null}>
        {palette ? (
          <CommandPalette open onClose={() => setPalette(false)} places={places} begin={early} />
        ) : null}
        {news ? <NotificationsPanel open onClose={() => setNews(false)} /> : null}
      </Suspense>
    </Shell>
  )
}

/** Names the app being worked in; who designs gets to its navigation from here. */
function Head({ app }: { readonly app: AppDocument | undefined }): ReactNode {
  const { me } = useWorkspace()
  const t = useT(messages)
  const locale = useLocale()
  const { go } = useNavigator()
  if (app === undefined) return <b>{me.workspace.name}</b>
  return (
    <>
      <b title={say(app.label, locale)}>{say(app.label, locale) || app.key}</b>
      {me.design ? (
        <IconButton
          icon="pencil"
          size={14}
          label={t('designApp')}
          onClick={() => go(paths.design(`/app/${app.key}`))}
        />
      ) : null}
    </>
  )
}

/** While an administrator looks through somebody's eyes: whose they are, and the way out. */
function Viewing(): ReactNode {
  const { client, me } = useWorkspace()
  const t = useT(messages)
  if (me.viewer === null || me.viewer === undefined) return null
  const stop = async (): Promise<void> => {
    await client.access.viewAs(null)
    globalThis.location.reload()
  }
  return (
    <div className="m-viewing" role="status">
      <Icon name="eye" size={16} />
      <span className="m-viewing-text">{t('viewing', { name: me.user.name })}</span>
      <button type="button" onClick={() => void stop()}>
        {t('stopViewing')}
      </button>
    </div>
  )
}
