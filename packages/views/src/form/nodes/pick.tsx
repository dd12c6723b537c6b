import { say } from '@mortise/errors'
import { applyPick, roomFor } from '@mortise/forms'
import type { RecordValues } from '@mortise/schema'
import { Icon, useT, useToast } from '@mortise/ui'
import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { useFormPart, useFormStore } from '../form-store.ts'
import { messages } from '../messages.ts'
import { PickDialog } from './pick-dialog.tsx'
import type { NodeProps } from './types.ts'

/** A button that lets a person choose among other records; what the form says is filled in from the choice. */
export function PickNode({ node, ctx }: NodeProps<'pick'>): ReactNode {
  const t = useT(messages)
  const store = useFormStore()
  const toast = useToast()
  const [open, setOpen] = useState(false)
  const full = useFormPart(
    store,
    (state) => node.into !== undefined && roomFor(store.program, state, node.into) === 0,
  )
  const take = (rows: readonly RecordValues[]): void => {
    const before = store.state
    store.set((state) => applyPick(store.program, state, { node, rows }))
    setOpen(false)
    if (store.state !== before) toast({ text: t('picked'), undo: () => store.set(() => before) })
  }
  return (
    <div className="m-pick">
      <Button disabled={full} icon={<Icon name="list-checks" size={14} />} onClick={() => setOpen(true)}>
        {say(node.label, ctx.locale)}
      </Button>
      {open ? <PickDialog node={node} onTake={take} onClose={() => setOpen(false)} /> : null}
    </div>
  )
}
