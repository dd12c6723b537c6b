import { say } from '@mortise/errors'
import { useLocale } from '@mortise/ui'
import type { ReactNode } from 'react'
import { Fields } from '../detail-view.tsx'
import { fieldsSetting, labelSetting } from './settings.ts'
import type { BlockProps, BlockType } from './types.ts'

function FieldsBlock({ block, entity, record }: BlockProps): ReactNode {
  const locale = useLocale()
  const title = say(block.label, locale)
  return (
    <div className="m-details">
      <section>
        {title === '' ? null : <h3>{title}</h3>}
        <Fields entity={entity} record={record} keys={block.fields ?? []} />
      </section>
    </div>
  )
}

/** Some fields under a heading. */
export const fieldsBlock: BlockType = {
  type: 'fields',
  label: { zh: '部分字段', en: 'Some fields' },
  icon: 'list',
  description: { zh: '挑几个字段放在一起', en: 'A few fields together' },
  place: 'both',
  settings: [labelSetting, fieldsSetting],
  Component: FieldsBlock,
}
