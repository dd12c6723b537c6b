import { Link, PageHeader, useT } from '@mortise/ui'
import { type ReactNode, useEffect, useRef } from 'react'
import '../styles/panels.css'
import { MyWatches } from '../insight/delivery/my-watches.tsx'
import { useWorkspace } from '../workspace/metadata.tsx'
import { paths } from '../workspace/paths.ts'
import { Agents } from './agents/agents.tsx'
import { Audit } from './audit.tsx'
import { Company } from './company.tsx'
import { Bin } from './bin.tsx'
import { Connections } from './connections/connections.tsx'
import { Departments } from './departments.tsx'
import { Regions } from './regions.tsx'
import { Channels } from '../panels/notify-settings.tsx'
import { MailServerSettings } from './mail-server.tsx'
import { Jobs } from './jobs/jobs.tsx'
import { messages } from './messages.ts'
import { settingsPages } from './pages.ts'
import { Profile, type ProfileProps } from './profile.tsx'
import { Sites } from './sites.tsx'
import { Users } from './users.tsx'
import { OpenLinks } from './open-links.tsx'

/** One's own settings and the bin; for administrators also people, departments and the audit log. */
export function SettingsPage({ page, ...profile }: ProfileProps & { readonly page: string }): ReactNode {
  const { me } = useWorkspace()
  const t = useT(messages)
  const tabs = settingsPages.filter(({ admin }) => me.admin || !admin).map(({ key }) => key)
  const current = tabs.find((tab) => tab === page) ?? 'profile'
  const bar = useRef<HTMLElement>(null)
  useEffect(() => {
    // On a phone the bar is longer than the screen: where one is must not be out of sight. A frame later, for the router
    // first puts what scrolls where it stood on the page before.
    const frame = requestAnimationFrame(() =>
      bar.current?.querySelector('[aria-current]')?.scrollIntoView?.({ block: 'nearest', inline: 'center' }),
    )
    return () => cancelAnimationFrame(frame)
  }, [current])
  const pages = {
    profile: <Profile {...profile} />,
    notices: (
      <section className="m-card m-channels m-notices">
        <Channels />
      </section>
    ),
    subscriptions: <MyWatches />,
    agents: <Agents />,
    company: <Company />,
    mail: <MailServerSettings />,
    connections: <Connections />,
    users: <Users />,
    departments: (
      <>
        <Departments />
        <Regions />
      </>
    ),
    bin: <Bin />,
    links: <OpenLinks />,
    sites: <Sites />,
    jobs: <Jobs />,
    audit: <Audit />,
  }
  return (
    <>
      <PageHeader title={t('title')}>
        <nav className="m-settings-tabs" ref={bar}>
          {tabs.map((tab) => (
            <Link key={tab} href={paths.settings(tab)} aria-current={tab === current ? 'page' : undefined}>
              {t(tab)}
            </Link>
          ))}
        </nav>
      </PageHeader>
      <div className="m-page m-settings">{pages[current]}</div>
    </>
  )
}
