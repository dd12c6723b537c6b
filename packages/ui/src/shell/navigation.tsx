import { type ReactNode, useState } from 'react'
import { useT } from '../i18n/create-messages.ts'
import { messages } from '../messages.ts'
import { AppMark } from '../parts/app-mark.tsx'
import { Icon } from '../parts/icon.tsx'
import { Link } from '../parts/link.tsx'
import { isAt } from './is-at.ts'
import type { NavGroup, NavLink, ShellProps } from './types.ts'

/** The places of the current app, in groups that fold. Folded as a whole it shows icons only. */
export function Navigation({ head, apps, currentApp, groups, path }: ShellProps): ReactNode {
  const t = useT(messages)
  return (
    <nav className="m-nav" aria-label={t('navigation')}>
      <div className="m-nav-head">{head}</div>
      {apps.length < 2 ? null : (
        <div className="m-nav-apps">
          {apps.map((app) => (
            <Link key={app.key} href={app.href} aria-current={app.key === currentApp ? 'true' : undefined}>
              <AppMark icon={app.icon} color={app.color} size={36} />
              <span>{app.label}</span>
            </Link>
          ))}
        </div>
      )}
      {groups.map((group) => (
        <Group key={group.key} group={group} path={path} />
      ))}
    </nav>
  )
}

function Group({ group, path }: { readonly group: NavGroup; readonly path: string }): ReactNode {
  const [open, setOpen] = useState(true)
  if (group.links.length === 0) return null
  return (
    <div className="m-nav-group">
      {group.label === undefined ? null : (
        <button type="button" className="m-nav-label" aria-expanded={open} onClick={() => setOpen(!open)}>
          <Icon name={open ? 'chevron-down' : 'chevron-right'} size={12} />
          {group.label}
        </button>
      )}
      {open ? group.links.map((link) => <Place key={link.key} link={link} path={path} />) : null}
    </div>
  )
}

function Place({ link, path }: { readonly link: NavLink; readonly path: string }): ReactNode {
  return (
    <Link
      href={link.href}
      className="m-nav-link"
      title={link.label}
      {...(/^https?:/.test(link.href) ? { target: '_blank', rel: 'noreferrer' } : {})}
      aria-current={isAt(path, link.href) ? 'page' : undefined}
    >
      <Icon name={link.icon ?? 'square'} />
      <span>{link.label}</span>
      {link.count === undefined || link.count === 0 ? null : <b>{link.count > 99 ? '99+' : link.count}</b>}
    </Link>
  )
}
