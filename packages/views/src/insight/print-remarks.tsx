import type { PrintRemark } from '@mortise/client'
import { say } from '@mortise/errors'
import { Icon, useLocale, useT } from '@mortise/ui'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useWorkspace } from '../workspace/metadata.tsx'
import { messages } from './messages.ts'

/** What a print would leave short, named before it leaves the house; nothing where it is whole. */
export function PrintRemarks({
  template,
  id,
}: {
  readonly template: string
  readonly id: string
}): ReactNode {
  const { client } = useWorkspace()
  const t = useT(messages)
  const locale = useLocale()
  // The print itself says what is wrong where it can not be made.
  const found = useQuery({
    queryKey: ['print-remarks', template, id],
    queryFn: () => client.insight.printRemarks(template, id),
    retry: false,
  })
  const words = ({ block, letters = [], picture, unfit }: PrintRemark): string => {
    const name = say(block, locale)
    if (picture !== undefined) return t('pictureMissing', { picture, block: name })
    if (unfit !== undefined) return t('unfit', { text: unfit, block: name })
    return t('lettersMissing', { letters: letters.join(' '), block: name })
  }
  const remarks = found.data ?? []
  if (remarks.length === 0) return null
  return (
    <div className="m-print-remarks" role="status">
      <ul>
        {remarks.map((remark, at) => (
          <li key={at}>
            <Icon name="triangle-alert" size={14} />
            {words(remark)}
          </li>
        ))}
      </ul>
    </div>
  )
}
