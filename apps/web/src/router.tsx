import { laterPart, Skeleton } from '@mortise/ui'
import { readListSearch } from '@mortise/views'
import { type AnyRouter, createRootRoute, createRoute, createRouter, Outlet } from '@tanstack/react-router'
import { type ComponentType, type ReactNode, Suspense } from 'react'
import { AppPage } from './pages/app-page.tsx'
import { DesignPage, GalleryRoute, StartRoute } from './pages/design-page.tsx'
import { DuplicatesRoute, ImportPage, ListPage, NewRecordPage, OneRecordPage } from './pages/entity-pages.tsx'
import { NotFound } from './pages/not-found.tsx'
import {
  DashboardPage,
  WallRoute,
  DraftsRoute,
  EfficiencyRoute,
  RunsRoute,
  InboxPage,
  PrintPage,
  ReportPage,
  SettingsRoute,
} from './pages/other-pages.tsx'

const HomePage = laterPart(async () => (await import('@mortise/views/home')).Home)

type RawSearch = { readonly [key: string]: unknown }

/** Presets of a new record: plain texts by field. */
function readPreset(raw: RawSearch): { readonly [field: string]: string } {
  return Object.fromEntries(Object.entries(raw).map(([key, value]) => [key, String(value)]))
}

function readInbox(raw: RawSearch): { readonly item?: string } {
  return typeof raw['item'] === 'string' ? { item: raw['item'] } : {}
}

/** The routes; `Layout` stands around every page. */
export function makeRouter(Layout: ComponentType<{ readonly children: ReactNode }>): AnyRouter {
  const root = createRootRoute({
    component: () => (
      <Layout>
        <Suspense fallback={<Skeleton shape="record" />}>
          <Outlet />
        </Suspense>
      </Layout>
    ),
    notFoundComponent: NotFound,
  })
  const page = (path: string, component: () => ReactNode): ReturnType<typeof createRoute> =>
    createRoute({ getParentRoute: () => root, path, component }) as never
  const list = createRoute({
    getParentRoute: () => root,
    path: '/r/$entity',
    component: ListPage,
    validateSearch: readListSearch,
  })
  const fresh = createRoute({
    getParentRoute: () => root,
    path: '/r/$entity/new',
    component: NewRecordPage,
    validateSearch: readPreset,
  })
  const inbox = createRoute({
    getParentRoute: () => root,
    path: '/inbox',
    component: InboxPage,
    validateSearch: readInbox,
  })
  const tree = root.addChildren([
    page('/', () => <HomePage />),
    page('/a/$app', AppPage),
    page('/a/$app/start', StartRoute),
    page('/gallery', GalleryRoute),
    page('/drafts', DraftsRoute),
    inbox,
    list,
    fresh,
    page('/r/$entity/$id', OneRecordPage),
    page('/import/$entity', ImportPage),
    page('/duplicates/$entity', DuplicatesRoute),
    page('/dashboards/$key', DashboardPage),
    page('/wall', WallRoute),
    page('/reports/$key', ReportPage),
    page('/efficiency', EfficiencyRoute),
    page('/efficiency/$flow', EfficiencyRoute),
    page('/runs', RunsRoute),
    page('/runs/$id', RunsRoute),
    page('/print/$template/$id', PrintPage),
    page('/settings/$page', SettingsRoute),
    page('/design/$', DesignPage),
  ])
  return createRouter({ routeTree: tree, scrollRestoration: true, defaultPreload: false })
}
