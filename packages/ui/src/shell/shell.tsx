import { type ReactNode, useEffect, useState } from 'react'
import { useT } from '../i18n/create-messages.ts'
import { messages } from '../messages.ts'
import { AppMark } from '../parts/app-mark.tsx'
import { BrandMark } from '../parts/drawings.tsx'
import { Icon } from '../parts/icon.tsx'
import { IconButton } from '../parts/icon-button.tsx'
import { Link } from '../parts/link.tsx'
import '../styles/shell.css'
import { isAt } from './is-at.ts'
import { Navigation } from './navigation.tsx'
import type { NavLink, ShellProps } from './types.ts'

/** The frame of every page: rail of apps, navigation, top bar; on a phone a bar at the foot. */
export function Shell(props: ShellProps): ReactNode {
  const t = useT(messages)
  const [drawer, setDrawer] = useState(false)
  const { path } = props
  useEffect(() => setDrawer(false), [path])
  return (
    <div className="m-shell" data-folded={props.folded} data-drawer={drawer}>
      <a className="m-skip" href="#main">
        {t('skip')}
      </a>
      <nav className="m-rail" aria-label={t('apps')}>
        <Link href="/" className="m-rail-brand" aria-label={props.workspace} title={props.workspace}>
          <BrandMark size={26} />
        </Link>
        <div className="m-rail-apps">
          {props.apps.map((app) => (
            <RailLink key={app.key} link={app} current={app.key === props.currentApp} isApp />
          ))}
        </div>
        <span className="m-spring" />
        {props.tools.map((tool) => (
          <RailLink key={tool.key} link={tool} current={isAt(path, tool.href)} />
        ))}
      </nav>
      <Navigation {...props} />
      <button type="button" className="m-scrim" aria-label={t('close')} onClick={() => setDrawer(false)} />
      <header className="m-top">
        <span className="m-only-narrow">
          <IconButton icon="menu" size={20} label={t('openNavigation')} onClick={() => setDrawer(!drawer)} />
        </span>
        <span className="m-only-wide">
          <IconButton
            icon={props.folded ? 'panel-left-open' : 'panel-left-close'}
            label={t(props.folded ? 'openNavigation' : 'foldNavigation')}
            onClick={() => props.onFold(!props.folded)}
          />
        </span>
        <div className="m-top-search">{props.search}</div>
        <div className="m-top-actions">{props.actions}</div>
      </header>
      <main id="main" className="m-main" tabIndex={-1}>
        {props.children}
      </main>
      <nav className="m-bottom" aria-label={t('navigation')}>
        {props.bottom.map((link) => (
          <Link key={link.key} href={link.href} aria-current={isAt(path, link.href) ? 'page' : undefined}>
            <Icon name={link.icon} size={20} />
            <span>{link.label}</span>
            {link.count === undefined || link.count === 0 ? null : (
              <b>{link.count > 99 ? '99+' : link.count}</b>
            )}
          </Link>
        ))}
      </nav>
    </div>
  )
}

function RailLink({
  link,
  current,
  isApp = false,
}: {
  readonly link: NavLink
  readonly current: boolean
  readonly isApp?: boolean
}): ReactNode {
  return (
    <Link
      href={link.href}
      className="m-rail-link"
      title={link.label}
      aria-current={current ? 'true' : undefined}
    >
      {isApp ? (
        <AppMark icon={link.icon} color={link.color} size={32} />
      ) : (
        <Icon name={link.icon} size={20} />
      )}
      <span>{link.label}</span>
    </Link>
  )
}
