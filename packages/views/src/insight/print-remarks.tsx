import type { PrintRemark } from '@mortise/client'
import { type Locale, say } from '@mortise/errors'
import { Icon, useLocale, useT } from '@mortise/ui'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useWorkspace } from '../workspace/metadata.tsx'
import { messages } from './messages.ts'

/** A remark with the names of all blocks that it is about. */
type Told = readonly [PrintRemark, readonly string[]]

/** One seal that is missing is missing wherever it stands: that is said once. */
function gathered(remarks: readonly PrintRemark[], locale: Locale): readonly Told[] {
  const groups = Map.groupBy(remarks, ({ picture }, at) => picture ?? at)
  return [...groups.values()].flatMap((group) => {
    const [first] = group
    return first === undefined
      ? []
      : [[first, [...new Set(group.map(({ block }) => say(block, locale)))]] as const]
  })
}

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
  const words = ([{ letters = [], picture, unfit }, names]: Told): string => {
    const name = names.join(t('between'))
    if (picture !== undefined) return t('pictureMissing', { picture, block: name })
    if (unfit !== undefined) return t('unfit', { text: unfit, block: name })
    return t('lettersMissing', { letters: letters.join(' '), block: name })
  }
  const remarks = gathered(found.data ?? [], locale)
  if (remarks.length === 0) return null
  return (
    <div className="m-print-remarks" role="status">
      <ul>
        {remarks.map((told, at) => (
          <li key={at}>
            <Icon name="triangle-alert" size={14} />
            {words(told)}
          </li>
        ))}
      </ul>
    </div>
  )
}
