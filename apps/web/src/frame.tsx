import { say } from '@mortise/errors'
import type { AppDocument } from '@mortise/schema'
import { Icon, IconButton, type NavLink, Shell, useLocale, useNavigator, useT, laterPart } from '@mortise/ui'
import {
  OutboxBanner,
  paths,
  useDesktopNews,
  useKept,
  useServerEvents,
  useVisits,
  useWorkspace,
} from '@mortise/views'
import { type ReactNode, Suspense, useEffect, useMemo, useState } from 'react'
import { openApps } from './current-app.ts'
import { useEarlyKeys } from './early-keys.ts'
import { useFetchLater } from './use-fetch-later.ts'
import { useFavouriteGroup } from './favourite-group.ts'
import { messages } from './messages.ts'
import { bottomOf, groupsOf, navigationOf } from './places.ts'
import { SandboxBanner } from './sandbox-banner.tsx'
import type { Preferences } from './preferences.ts'
import { TopActions } from './top-actions.tsx'
import { useCommands } from './use-commands.ts'
import { useCurrentApp } from './use-current-app.ts'
import { useShellKeys } from './use-shell-keys.ts'

// First of all: what is typed right after the keys must not fall between.
const CommandPalette = laterPart(async () => (await import('@mortise/views/palette')).CommandPalette, true)
const NotificationsPanel = laterPart(
  async () => (await import('@mortise/views/notifications')).NotificationsPanel,
)
const QuickCreate = laterPart(async () => (await import('@mortise/views/quick-create')).QuickCreate)
const KeysHelp = laterPart(async () => (await import('@mortise/views/keys-help')).KeysHelp)

/** What stands over the page. */
type Popup = 'palette' | 'news' | 'create' | 'createHere' | 'keys'

type FrameProps = { readonly preferences: Preferences; readonly children: ReactNode }

/** What surrounds the page being shown; a form that is tried out in a frame of a designer stands alone. */
export function Frame(props: FrameProps): ReactNode {
  const { current } = useNavigator()
  return current.startsWith('/design/preview/') ? props.children : <WholeFrame {...props} />
}

/** The shell with its navigation, search, bell and menu, around the page being shown. */
function WholeFrame({ preferences, children }: FrameProps): ReactNode {
  const { model, me } = useWorkspace()
  const t = useT(messages)
  const locale = useLocale()
  const { current } = useNavigator()
  const [folded, setFolded] = useKept('navigation.folded', false)
  const [popup, setPopup] = useState<Popup>()
  const early = useEarlyKeys(popup === 'palette')
  const app = useCurrentApp()
  useServerEvents()
  useVisits(current)
  useDesktopNews()
  usePaletteKey(setPopup)
  usePopupKeys(setPopup)
  useFetchLater()
  const acts = useMemo(
    () => ({
      onCreate: () => setPopup('create'),
      onHelp: () => setPopup('keys'),
      onNews: () => setPopup('news'),
      onFold: () => setFolded(!folded),
    }),
    [folded, setFolded],
  )
  const commands = useCommands(preferences, acts)
  const input = useMemo(() => ({ model, me, locale, app: app?.key }), [model, me, locale, app])
  const favourites = useFavouriteGroup()
  const groups = useMemo(() => {
    const [top, ...own] = navigationOf(input)
    return [...(top === undefined ? [] : [top]), ...favourites, ...own]
  }, [input, favourites])
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
  const search = (
    <button type="button" className="m-search-trigger" onClick={() => setPopup('palette')}>
      <Icon name="search" />
      <span>{t('search')}</span>
      <kbd>Ctrl K</kbd>
    </button>
  )
  // Places of every app are found by their names, whichever one is being worked in.
  const places = [
    ...groups,
    ...openApps(model)
      .filter((one) => one !== app)
      .flatMap((one) => groupsOf(one, input)),
  ].flatMap((group) => group.links)
  const close = (): void => setPopup(undefined)
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
      actions={<TopActions preferences={preferences} onCreate={acts.onCreate} onNews={acts.onNews} />}
      folded={folded}
      onFold={setFolded}
    >
      <Viewing />
      <SandboxBanner />
      <OutboxBanner />
      {children}
      <Suspense fallback={null}>
        {popup === 'palette' ? (
          <CommandPalette open onClose={close} places={places} commands={commands} begin={early} />
        ) : null}
        {popup === 'news' ? <NotificationsPanel open onClose={close} /> : null}
        {popup === 'create' ? <QuickCreate entity={undefined} onClose={close} /> : null}
        {popup === 'createHere' ? <QuickCreate entity={listOf(current)} onClose={close} /> : null}
        {popup === 'keys' ? <KeysHelp onClose={close} /> : null}
      </Suspense>
    </Shell>
  )
}

/** Entity of the list that is on the screen: what somebody there most likely wants to make. */
function listOf(path: string): string | undefined {
  return /^\/r\/([a-z][a-z0-9_]*)/.exec(path)?.[1]
}

type Show = (popup: (before: Popup | undefined) => Popup | undefined) => void

/** Ctrl-K, wherever the person is. */
function usePaletteKey(show: Show): void {
  useEffect(() => {
    const hear = (event: KeyboardEvent): void => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault()
        show((before) => (before === 'palette' ? undefined : 'palette'))
      }
    }
    addEventListener('keydown', hear)
    return () => removeEventListener('keydown', hear)
  }, [show])
}

/** Single letters. */
function usePopupKeys(show: Show): void {
  const { go } = useNavigator()
  useShellKeys({
    c: () => show(() => 'createHere'),
    '?': () => show(() => 'keys'),
    '/': () => show(() => 'palette'),
    s: () => document.querySelector<HTMLButtonElement>('.m-star button')?.click(),
    'g h': () => go(paths.home()),
    'g i': () => go(paths.inbox()),
  })
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
