import { createClient, isApiError, type Me } from '@mortise/client'
import { type Navigator, NavigatorProvider, UiProvider } from '@mortise/ui'
import { keptSession, type ProfileProps, queryKeys } from '@mortise/views'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider, useRouter, useRouterState } from '@tanstack/react-router'
import { createContext, type ReactNode, useCallback, useContext, useMemo, useRef, useState } from 'react'
import { chosenLanguage } from './chosen-language.ts'
import { Dragging } from './dragging/dragging.tsx'
import { Frame } from './frame.tsx'
import { Leaving } from './leave-guard.tsx'
import { ProfileProvider } from './pages/other-pages.tsx'
import { type Preferences, usePreferences } from './preferences.ts'
import { makeRouter } from './router.tsx'
import { Session } from './session.tsx'

const PreferencesContext = createContext<Preferences | undefined>(undefined)

/** Asking again helps when the server is away, never when it has refused. */
const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5000,
      // Without a network a page says so, and goes on with what it has; it does not wait for ever.
      networkMode: 'always',
      retry: (times, error) => times < 2 && (!isApiError(error) || error.status >= 500 || error.status === 0),
    },
  },
})

function Layout({ children }: { readonly children: ReactNode }): ReactNode {
  const preferences = useContext(PreferencesContext)
  const router = useRouter()
  const current = useRouterState({ select: (state) => state.location.href })
  const navigator = useMemo<Navigator>(
    () => ({
      current,
      go: (href, options) =>
        options?.replace === true ? router.history.replace(href) : router.history.push(href),
      back: () => router.history.back(),
    }),
    [current, router],
  )
  if (preferences === undefined) return null
  return (
    <NavigatorProvider value={navigator}>
      <Leaving>
        <Frame preferences={preferences}>{children}</Frame>
      </Leaving>
    </NavigatorProvider>
  )
}

const router = makeRouter(Layout)

/** The whole product in the browser. */
export function App(): ReactNode {
  const preferences = usePreferences()
  const [timeZone, setTimeZone] = useState('Asia/Shanghai')
  const locale = useRef(preferences.locale)
  locale.current = preferences.locale
  const client = useMemo(
    () =>
      createClient({
        baseUrl: '',
        locale: () => locale.current,
        // Whatever call finds out that the session has ended, asking who is signed in shows the way back in.
        onUnauthorized: () => {
          const asked = queryClient.getQueryState(queryKeys.me)
          if (asked?.status === 'success' && asked.fetchStatus === 'idle')
            void queryClient.invalidateQueries({ queryKey: queryKeys.me })
        },
      }),
    [],
  )
  const known = useRef<string>(undefined)
  const { setLocale } = preferences
  const language = useMemo(() => chosenLanguage((next) => client.session.saveMe({ locale: next })), [client])
  const meet = useCallback(
    (me: Me) => {
      setTimeZone(me.workspace.timeZone)
      // A person's language goes with them to every browser they sign in from.
      const { id, locale: saved } = me.user
      if (id === null || known.current === id) return
      known.current = id
      const own = language.languageOf(id, saved)
      if (own !== undefined) setLocale(own)
    },
    [setLocale, language],
  )
  const profile: ProfileProps = {
    locale: preferences.locale,
    theme: preferences.theme,
    onTheme: preferences.setTheme,
    onLocale: (next) => {
      preferences.setLocale(next)
      if (known.current === undefined) return
      // What the server words, such as charts, is asked again in the new language.
      void language.choose(known.current, next).finally(() => queryClient.invalidateQueries())
    },
    onSignOut: () =>
      void client.session
        .signOut()
        .finally(() => keptSession(client).forget())
        .finally(() => location.assign('/')),
  }
  return (
    <QueryClientProvider client={queryClient}>
      <UiProvider
        locale={preferences.locale}
        mode={preferences.mode}
        timeZone={timeZone}
        touch={preferences.touch}
      >
        <PreferencesContext value={preferences}>
          <ProfileProvider value={profile}>
            <Session client={client} onMe={meet}>
              <Dragging>
                <RouterProvider router={router} />
              </Dragging>
            </Session>
          </ProfileProvider>
        </PreferencesContext>
      </UiProvider>
    </QueryClientProvider>
  )
}
