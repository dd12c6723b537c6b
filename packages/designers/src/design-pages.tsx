import { holdInputs } from '@mortise/fields/inputs'
import type { Client } from '@mortise/client'
import { loadPatterns } from '@mortise/expressions'
import type { Kit } from '@mortise/kit'
import { ErrorState, Skeleton } from '@mortise/ui'
import { useQuery } from '@tanstack/react-query'
import { type ComponentType, lazy, type ReactNode, Suspense, useMemo } from 'react'
import { AnnounceProvider } from './kit/announce.tsx'
import { DragPreview } from './kit/drag-preview.tsx'
import { editors } from './kit/editors/index.ts'
import { designApi } from './workbench/api.ts'
import { useSpace, WorkbenchProvider } from './workbench/context.tsx'
import { readDesignPath } from './workbench/hrefs.ts'
import { LiveProvider } from './workbench/live.tsx'
import { DesignSpace } from './workbench/space.ts'
import './styles/designers.css'

// Designers are full of inputs.
holdInputs()

type PageProps = { readonly name: string }

const page = (load: () => Promise<ComponentType<PageProps>>): ComponentType<PageProps> =>
  lazy(async () => ({ default: await load() }))

/** The designer of each kind of document, fetched when it is first opened. One line each. */
const designers: { readonly [kind: string]: ComponentType<PageProps> } = {
  app: page(async () => (await import('./app/app-designer.tsx')).AppPage),
  start: page(async () => (await import('./app/start-page.tsx')).StartPage),
  form: page(async () => (await import('./form/form-designer.tsx')).FormPage),
  preview: page(async () => (await import('./form/preview-page.tsx')).PreviewPage),
  entity: page(async () => (await import('./form/entity-page.tsx')).EntityPage),
  view: page(async () => (await import('./view/view-designer.tsx')).ViewPage),
  page: page(async () => (await import('./page/page-designer.tsx')).PagePage),
  rule: page(async () => (await import('./rule/rule-designer.tsx')).RulePage),
  score: page(async () => (await import('./score/score-designer.tsx')).ScorePage),
  assignment: page(async () => (await import('./assignment/assignment-designer.tsx')).AssignmentPage),
  table: page(async () => (await import('./table/table-designer.tsx')).TablePage),
  calendar: page(async () => (await import('./calendar/calendar-designer.tsx')).CalendarPage),
  flow: page(async () => (await import('./flow/flow-designer.tsx')).FlowPage),
  report: page(async () => (await import('./report/report-designer.tsx')).ReportPage),
  dashboard: page(async () => (await import('./dashboard/dashboard-designer.tsx')).DashboardPage),
  role: page(async () => (await import('./role/role-designer.tsx')).RolePage),
  print: page(async () => (await import('./print/print-designer.tsx')).PrintPage),
  mail: page(async () => (await import('./mail/mail-designer.tsx')).MailPage),
}

/** Screens that are about no document. */
const screens: { readonly [name: string]: ComponentType } = {
  rules: lazy(async () => ({ default: (await import('./rule/rules-page.tsx')).RulesPage })),
  sandboxes: lazy(async () => ({ default: (await import('./sandbox/sandboxes-page.tsx')).SandboxesPage })),
  gallery: lazy(async () => ({ default: (await import('./app/gallery-page.tsx')).GalleryPage })),
}

const Other = lazy(async () => ({ default: (await import('./home/document-page.tsx')).DocumentPage }))
const Home = lazy(async () => ({ default: (await import('./home/design-home.tsx')).DesignHome }))

/**
 * Everything below `/design`: the overview, and a designer for each kind of document. `path` is what follows
 * `/design/` (`form/lead.edit`). Stands inside UiProvider, NavigatorProvider, QueryClientProvider and, once at the root
 * of the page, a DndProvider.
 */
export function DesignPages({
  client,
  kit,
  path,
}: {
  readonly client: Client
  readonly kit: Kit
  readonly path: string
}): ReactNode {
  const api = useMemo(() => designApi(client), [client])
  const loaded = useQuery({
    queryKey: ['design', 'space'],
    queryFn: async () => {
      // Whoever designs writes patterns too.
      const [loaded] = await Promise.all([api.load(), loadPatterns().catch(() => undefined)])
      return new DesignSpace(api, loaded.documents)
    },
    // The workbench lives as long as designing goes on: refetching would throw away what is being edited.
    staleTime: Number.POSITIVE_INFINITY,
    structuralSharing: false,
    refetchOnReconnect: false,
  })
  if (loaded.error !== null) return <ErrorState error={loaded.error} onRetry={() => void loaded.refetch()} />
  if (loaded.data === undefined) return <Skeleton shape="record" />
  const place = readDesignPath(path)
  const Screen = (Object.hasOwn(screens, path) ? screens[path] : undefined) ?? Home
  return (
    <WorkbenchProvider client={client} kit={kit} api={api} space={loaded.data} editors={editors}>
      <AnnounceProvider>
        <LiveProvider>
          <Suspense fallback={<Skeleton shape="record" />}>
            {place === undefined ? <Screen /> : <Renewed kind={place.kind} name={place.key} />}
          </Suspense>
          <DragPreview />
        </LiveProvider>
      </AnnounceProvider>
    </WorkbenchProvider>
  )
}

/** A designer starts over when its documents were rewritten from elsewhere. */
function Renewed(given: { readonly kind: string; readonly name: string }): ReactNode {
  const { generation } = useSpace()
  return <Designer key={generation} {...given} />
}

function Designer({ kind, name }: { readonly kind: string; readonly name: string }): ReactNode {
  const Page = Object.hasOwn(designers, kind) ? designers[kind] : undefined
  return Page === undefined ? (
    <Other key={`${kind}/${name}`} kind={kind} name={name} />
  ) : (
    <Page key={name} name={name} />
  )
}
