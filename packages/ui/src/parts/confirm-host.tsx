import { Modal } from 'antd'
import { type ReactNode, useEffect } from 'react'

/** What asks questions. */
export type Asking = ReturnType<typeof Modal.useModal>[0]

/** Holds the questions; tells what asks them as soon as it stands. */
export default function ConfirmHost({ onReady }: { readonly onReady: (asking: Asking) => void }): ReactNode {
  const [asking, holder] = Modal.useModal()
  useEffect(() => onReady(asking), [asking, onReady])
  return holder
}
