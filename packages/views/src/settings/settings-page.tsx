import { Link, PageHeader, useT } from '@mortise/ui'
import { type ReactNode, useEffect, useRef } from 'react'
import '../styles/panels.css'
import { useWorkspace } from '../workspace/metadata.tsx'
import { paths } from '../workspace/paths.ts'
import { Audit } from './audit.tsx'
import { Bin } from './bin.tsx'
import { Connections } from './connections/connections.tsx'
import { Departments } from './departments.tsx'
import { Regions } from './regions.tsx'
import { Channels } from '../panels/notify-settings.tsx'
import { MailServerSettings } from './mail-server.tsx'
import { messages } from './messages.ts'
import { Profile, type ProfileProps } from './profile.tsx'
import { Users } from './users.tsx'
import { OpenLinks } from './open-links.tsx'

/** One's own settings and the bin; for administrators also people, departments and the audit log. */
export function SettingsPage({ page, ...profile }: ProfileProps & { readonly page: string }): ReactNode {
  const { me } = useWorkspace()
  const t = useT(messages)
  const tabs = me.admin
    ? ([
        'profile',
        'notices',
        'users',
        'departments',
        'mail',
        'connections',
        'links',
        'bin',
        'audit',
      ] as const)
    : (['profile', 'notices', 'bin'] as const)
  const current = tabs.find((tab) => tab === page) ?? 'profile'
  const bar = useRef<HTMLElement>(null)
  useEffect(() => {
    // On a phone the bar is longer than the screen: where one is must not be out of sight.
    bar.current?.querySelector('[aria-current]')?.scrollIntoView?.({ block: 'nearest', inline: 'center' })
  }, [current])
  const pages = {
    profile: <Profile {...profile} />,
    notices: (
      <section className="m-card m-channels m-notices">
        <Channels />
      </section>
    ),
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
