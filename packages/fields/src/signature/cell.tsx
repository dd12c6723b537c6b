import { useT } from '@mortise/ui'
import type { ReactNode } from 'react'
import { filesOf } from '../react/files-cell.tsx'
import { messages } from '../react/messages.ts'
import type { CellProps } from '../react/types.ts'

/** The drawing. */
export function SignatureCell({ value, ctx, full = false }: CellProps): ReactNode {
  const t = useT(messages)
  const [file] = filesOf(value)
  if (file === undefined) return null
  const url = ctx.fileUrl?.(file.id)
  if (url === undefined) return <span>{t('signed')}</span>
  return (
    <img
      className={full ? 'm-signature m-signature-full' : 'm-signature'}
      src={url}
      alt={t('signed')}
      loading="lazy"
    />
  )
}
