import { say } from '@mortise/errors'
import { Icon, useLocale } from '@mortise/ui'
import type { ReactNode } from 'react'
import type { BlockProps, BlockType } from './types.ts'

function Note({ block }: BlockProps): ReactNode {
  const locale = useLocale()
  const text = say(block.text, locale)
  return text === '' ? null : (
    <p className="m-page-note-block">
      <Icon name="info" size={16} />
      <span className="m-prose">{text}</span>
    </p>
  )
}

/** Words of whoever made the page. */
export const noteBlock: BlockType = {
  type: 'note',
  label: { zh: '说明文字', en: 'Note' },
  icon: 'info',
  description: { zh: '给看这个页面的人一句提醒', en: 'A word to whoever looks at the page' },
  place: 'both',
  settings: [
    {
      key: 'text',
      label: { zh: '文字', en: 'Text' },
      type: 'text',
      required: true,
      settings: { editor: 'label' },
    },
  ],
  Component: Note,
}
