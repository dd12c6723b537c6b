import { useT } from '@mortise/ui'
import type { ReactNode } from 'react'
import { messages } from './messages.ts'
import { SidePanel } from './side-panel.tsx'

/** What can be put in at the left, the canvas, and the properties of what is selected at the right. */
export function ThreeParts({
  palette,
  canvas,
  panel,
  editor,
}: {
  readonly palette: ReactNode
  readonly canvas: ReactNode
  readonly panel: ReactNode
  readonly editor: {
    readonly selected: string | undefined
    readonly select: (pointer: undefined) => void
  }
}): ReactNode {
  const t = useT(messages)
  return (
    <>
      {palette}
      <main className="d-canvas" aria-label={t('canvas')}>
        {canvas}
      </main>
      <SidePanel open={editor.selected !== undefined} onClose={() => editor.select(undefined)}>
        {panel}
      </SidePanel>
    </>
  )
}
