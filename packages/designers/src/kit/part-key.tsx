import type { PartName } from '../workbench/api.ts'
import { Icon, useT } from '@mortise/ui'
import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { messages } from './element-messages.ts'
import { RenameDialog } from './rename-dialog.tsx'

/** The key of a part of a document (a step, a measure), and the way to change it with everything that names it. */
export function PartKey({ part, label }: { readonly part: PartName; readonly label: string }): ReactNode {
  const t = useT(messages)
  const [open, setOpen] = useState(false)
  return (
    <div className="d-panel-note d-part-key">
      <span className="m-code">{part.name}</span>
      <Button size="small" type="text" icon={<Icon name="pencil" size={14} />} onClick={() => setOpen(true)}>
        {t('rename')}
      </Button>
      {open ? <RenameDialog element={part} name={label} onClose={() => setOpen(false)} /> : null}
    </div>
  )
}
