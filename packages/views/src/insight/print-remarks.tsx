import type { PrintRemark } from '@mortise/client'
import { type Locale, say } from '@mortise/errors'
import { Icon, useLocale, useT } from '@mortise/ui'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useWorkspace } from '../workspace/metadata.tsx'
import { messages } from './messages.ts'

/** A remark with the names of all blocks that it is about. */
type Told = readonly [PrintRemark, readonly string[]]

const faults = {
  kind: 'photoKind',
  broken: 'photoBroken',
  missing: 'photoMissing',
  large: 'photoLarge',
  many: 'photoMany',
} as const

/** One seal that is missing is missing wherever it stands, and so is a photo: that is said once. */
function gathered(remarks: readonly PrintRemark[], locale: Locale): readonly Told[] {
  const groups = Map.groupBy(remarks, ({ picture, file }, at) => picture ?? (file && `${file}/`) ?? at)
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
  preview,
}: {
  readonly template: string
  readonly id: string
  /** The name of the screen, where it shows the paper beside. */
  readonly preview?: string | undefined
}): ReactNode {
  const { client } = useWorkspace()
  const t = useT(messages)
  const locale = useLocale()
  // The print itself says what is wrong where it can not be made.
  const found = useQuery({
    queryKey: ['print-remarks', template, id, preview],
    queryFn: () => client.insight.printRemarks(template, id, preview),
    retry: false,
    // They are of the paper beside: that is not drawn anew either.
    staleTime: Infinity,
  })
  const words = ([{ letters = [], picture, unfit, file, fault }, names]: Told): string => {
    const name = names.join(t('between'))
    if (file !== undefined && fault !== undefined) return t(faults[fault], { file, block: name })
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
