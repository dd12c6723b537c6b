import { useNavigator } from '@mortise/ui'
import { paths, type ProfileProps } from '@mortise/views'
import { useLocation, useParams, useSearch } from '@tanstack/react-router'
import { lazy, type ReactNode, useContext } from 'react'
import { ProfileContext } from './profile-context.ts'

const InboxView = lazy(async () => ({ default: (await import('@mortise/views/inbox')).Inbox }))
const DashboardView = lazy(async () => ({
  default: (await import('@mortise/views/dashboard')).DashboardView,
}))
const WallScreen = lazy(async () => ({ default: (await import('@mortise/views/wall')).WallScreen }))
const ReportView = lazy(async () => ({ default: (await import('@mortise/views/report')).ReportView }))
const PrintPreview = lazy(async () => ({ default: (await import('@mortise/views/print')).PrintPreview }))
const Efficiency = lazy(async () => ({
  default: (await import('@mortise/views/efficiency')).EfficiencyPage,
}))
const Runs = lazy(async () => ({ default: (await import('@mortise/views/runs')).RunsPage }))
const Drafts = lazy(async () => ({ default: (await import('@mortise/views/drafts')).DraftsPage }))
const Settings = lazy(async () => ({ default: (await import('@mortise/views/settings')).SettingsPage }))

/** Hands the person's preferences to the settings page. */
export const ProfileProvider: React.Provider<ProfileProps | undefined> = ProfileContext.Provider

type Params = {
  readonly key?: string
  readonly flow?: string
  readonly template?: string
  readonly id?: string
  readonly page?: string
}

const useRouteParams = (): Params => useParams({ strict: false })

/** What the person typed and did not save. */
export function DraftsRoute(): ReactNode {
  const { entity }: { readonly entity?: string } = useSearch({ strict: false })
  return <Drafts key={entity ?? ''} entity={entity} />
}

/** What waits for the person. */
export function InboxPage(): ReactNode {
  const { item }: { readonly item?: string } = useSearch({ strict: false })
  const { go } = useNavigator()
  return <InboxView open={item} onOpen={(id) => go(paths.inbox(id))} />
}

/** A dashboard. */
export function DashboardPage(): ReactNode {
  const { key = '' } = useRouteParams()
  return <DashboardView dashboard={key} />
}

/** Dashboards on a wall, named in the address. */
export function WallRoute(): ReactNode {
  return <WallScreen search={useLocation().searchStr} />
}

/** A report. */
export function ReportPage(): ReactNode {
  const { key = '' } = useRouteParams()
  return <ReportView key={key} report={key} />
}

/** How well flows run. */
export function EfficiencyRoute(): ReactNode {
  const { go } = useNavigator()
  const { flow } = useRouteParams()
  return <Efficiency flow={flow} onFlow={(key) => go(paths.efficiency(key))} />
}

/** Runs of the flows the person keeps. */
export function RunsRoute(): ReactNode {
  const { go } = useNavigator()
  const { id } = useRouteParams()
  return <Runs open={id} onOpen={(run) => go(paths.runs(run))} />
}

/** A print. */
export function PrintPage(): ReactNode {
  const { template = '', id = '' } = useRouteParams()
  return <PrintPreview template={template} id={id} />
}

/** The settings. */
export function SettingsRoute(): ReactNode {
  const { page = 'profile' } = useRouteParams()
  const profile = useContext(ProfileContext)
  return profile === undefined ? null : <Settings page={page} {...profile} />
}
