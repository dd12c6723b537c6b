import { Icon, Link, useT } from '@mortise/ui'
import { Dropdown } from 'antd'
import type { ReactNode } from 'react'
import { messages } from './messages.ts'

/** One of the sides from which something is designed. */
export type DesignerTab = {
  readonly key: string
  readonly label: string
  readonly href?: string
  readonly current: boolean
  readonly onClick?: () => void
  /** For people who know programs: it waits in a menu, out of the way of everybody else. */
  readonly advanced?: boolean
}

/** The sides of a designer, beside its title. */
export function DesignerTabs({ tabs }: { readonly tabs: readonly DesignerTab[] }): ReactNode {
  const t = useT(messages)
  const advanced = tabs.filter((tab) => tab.advanced === true)
  return (
    <nav className="d-tabs" hidden={tabs.length === 0} aria-label={t('design')}>
      {tabs
        .filter((tab) => tab.advanced !== true)
        .map((tab) =>
          tab.href === undefined ? (
            <button key={tab.key} type="button" aria-current={tab.current || undefined} onClick={tab.onClick}>
              {tab.label}
            </button>
          ) : (
            <Link key={tab.key} href={tab.href} aria-current={tab.current || undefined}>
              {tab.label}
            </Link>
          ),
        )}
      {advanced.length === 0 ? null : (
        <Dropdown
          trigger={['click']}
          menu={{
            'aria-label': t('more'),
            items: advanced.map(({ key, label, onClick }) => ({ key, label, onClick: () => onClick?.() })),
          }}
        >
          <button type="button" aria-current={advanced.some(({ current }) => current) || undefined}>
            {t('more')} <Icon name="chevron-down" size={14} />
          </button>
        </Dropdown>
      )}
    </nav>
  )
}
