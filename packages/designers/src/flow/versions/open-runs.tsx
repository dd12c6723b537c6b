import { Icon, useT } from '@mortise/ui'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useWorkbench } from '../../workbench/context.tsx'
import { messages } from './messages.ts'
import { MoveDialog } from './move-dialog.tsx'

/** Says how many runs of a flow are on older versions than the published one, and leads to moving them. */
export function OpenRuns({ flow }: { readonly flow: string }): ReactNode {
  const { client } = useWorkbench()
  const t = useT(messages)
  const [open, setOpen] = useState(false)
  const found = useQuery({
    queryKey: ['design', 'flow versions', flow],
    queryFn: () => client.flowVersions.open(flow),
  })
  const older = (found.data?.versions ?? []).filter((one) => !one.current)
  const count = older.reduce((sum, one) => sum + one.count, 0)
  if (found.data === undefined || (count === 0 && !open)) return null
  return (
    <>
      <button type="button" className="f-bar-button" onClick={() => setOpen(true)}>
        <Icon name="history" size={14} />
        {t('older', { n: count })}
      </button>
      {open ? (
        <MoveDialog
          flow={flow}
          versions={found.data.versions}
          may={found.data.may}
          onClose={() => setOpen(false)}
        />
      ) : null}
    </>
  )
}
