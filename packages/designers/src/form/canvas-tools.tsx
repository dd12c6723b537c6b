import { IconButton, useNarrow, useT } from '@mortise/ui'
import type { ReactNode } from 'react'
import { messages as kitMessages } from '../kit/messages.ts'
import type { FormEditor } from './editor-types.ts'
import { messages } from './messages.ts'

/** What can be done at once with the element at hand. */
export function NodeTools({
  editor,
  pointer,
  wide,
}: {
  readonly editor: FormEditor
  readonly pointer: string
  /** Whether its width can be set. */
  readonly wide: boolean
}): ReactNode {
  const t = useT(messages)
  const kt = useT(kitMessages)
  const narrow = useNarrow()
  return (
    <span className="d-node-tools">
      {narrow ? (
        <IconButton
          icon="sliders-horizontal"
          label={kt('properties')}
          size={14}
          onClick={() => editor.lead('panel')}
        />
      ) : null}
      {wide ? (
        <>
          <IconButton
            icon="chevron-left"
            label={t('narrower')}
            hint="Shift ←"
            size={14}
            onClick={() => editor.resize([pointer], -1)}
          />
          <IconButton
            icon="chevron-right"
            label={t('wider')}
            hint="Shift →"
            size={14}
            onClick={() => editor.resize([pointer], 1)}
          />
        </>
      ) : null}
      <IconButton
        icon="copy"
        label={t('copy')}
        hint="Ctrl D"
        size={14}
        onClick={() => editor.duplicate([pointer])}
      />
      <IconButton
        icon="trash-2"
        label={t('delete')}
        hint="Delete"
        size={14}
        onClick={() => editor.remove([pointer])}
      />
    </span>
  )
}
