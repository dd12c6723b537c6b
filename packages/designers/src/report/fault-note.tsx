import { Icon } from '@mortise/ui'
import type { ReactNode } from 'react'
import { useFaults } from './faults.ts'
import type { ReportEditor } from './use-report-editor.ts'

/** What the engine refuses of one part, beside its properties. */
export function FaultNote({
  editor,
  part,
}: {
  readonly editor: ReportEditor
  readonly part: string
}): ReactNode {
  const fault = useFaults(editor).at(part)
  return fault === undefined ? null : (
    <p className="r-fault r-fault-part" role="alert">
      <Icon name="triangle-alert" />
      <span>{fault}</span>
    </p>
  )
}
