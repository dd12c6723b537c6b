import { Icon, Tag, useT } from '@mortise/ui'
import { Select } from 'antd'
import type { ReactNode } from 'react'
import { messages } from './messages.ts'
import type { PartShown } from './parts.ts'

const shownAtMost = 6
const same = 'same'
const keep = 'keep'

/** One part of what somebody holds: how much, what it is, and who takes it over. */
export function PartLine({
  shown,
  people,
  general,
  value,
  onChange,
  children,
}: {
  readonly shown: PartShown
  readonly people: readonly { readonly value: string; readonly label: string }[]
  /** Who takes over whatever nothing else is said of. */
  readonly general: string | undefined
  /** Absent: as said for all; null: it stays. */
  readonly value: string | null | undefined
  readonly onChange: (value: string | null | undefined) => void
  readonly children: ReactNode
}): ReactNode {
  const t = useT(messages)
  const { part, icon, count, lines, of } = shown
  const rest = of - shownAtMost
  return (
    <li>
      <span className="m-connection-icon">
        <Icon name={icon} size={18} />
      </span>
      <div className="m-connection-name">
        <span className="m-row">
          <strong>{t(part)}</strong>
          <Tag>{t('count', { n: count })}</Tag>
        </span>
        <span className="m-faint">{t(`${part}Note`)}</span>
        <ul className="m-hand-over-lines">
          {lines.slice(0, shownAtMost).map((line, at) => (
            // oxlint-disable-next-line react/no-array-index-key
            <li key={at}>{line}</li>
          ))}
          {rest > 0 ? <li className="m-faint">{t('more', { n: rest })}</li> : null}
        </ul>
        {children}
      </div>
      <Select<string>
        className="m-hand-over-part"
        aria-label={t('partReceiver', { part: t(part) })}
        showSearch={{ optionFilterProp: 'label' }}
        value={value === undefined ? same : (value ?? keep)}
        options={[
          { value: same, label: general === undefined ? t('sameAs') : t('sameAsName', { name: general }) },
          { value: keep, label: t('keep') },
          ...people,
        ]}
        onChange={(next) => onChange(next === same ? undefined : next === keep ? null : next)}
      />
    </li>
  )
}
