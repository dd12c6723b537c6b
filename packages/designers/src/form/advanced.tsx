import { useT } from '@mortise/ui'
import { type ReactNode, useContext, useState } from 'react'
import { messages } from '../kit/messages.ts'
import { PanelSearch } from '../kit/panel.tsx'
import { SoughtSetting } from './panel-tabs.tsx'

/**
 * Settings that most people never need, folded away. Open while something is looked for, or where a problem with one of
 * them (`path` is its name) is followed.
 */
export function Advanced({
  path,
  children,
}: {
  readonly path: string
  readonly children: ReactNode
}): ReactNode {
  const t = useT(messages)
  const sought = useContext(SoughtSetting)
  const wanted = useContext(PanelSearch)
  const [open, setOpen] = useState(false)
  const shown = open || wanted !== '' || sought.path.endsWith(`/${path}`)
  return (
    <details
      className="d-advanced"
      open={shown}
      onToggle={({ currentTarget }) => {
        if (currentTarget.open !== shown) setOpen(currentTarget.open)
      }}
    >
      <summary>{t('advanced')}</summary>
      {shown ? children : null}
    </details>
  )
}
