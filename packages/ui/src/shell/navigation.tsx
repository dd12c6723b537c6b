import { type ReactNode, useState } from 'react'
import { useT } from '../i18n/create-messages.ts'
import { messages } from '../messages.ts'
import { Icon } from '../parts/icon.tsx'
import { Link } from '../parts/link.tsx'
import { isAt } from './is-at.ts'
import type { NavGroup, NavLink, ShellProps } from './types.ts'

/** The places of the current app, in groups that fold. Folded as a whole it shows icons only. */
export function Navigation({ workspace, groups, path }: ShellProps): ReactNode {
  const t = useT(messages)
  return (
    <nav className="m-nav" aria-label={t('navigation')}>
      <div className="m-nav-head">{workspace}</div>
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
      aria-current={isAt(path, link.href) ? 'page' : undefined}
    >
      <Icon name={link.icon ?? 'square'} />
      <span>{link.label}</span>
      {link.count === undefined || link.count === 0 ? null : <b>{link.count > 99 ? '99+' : link.count}</b>}
    </Link>
  )
}
