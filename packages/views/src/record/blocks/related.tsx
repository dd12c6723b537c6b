import { say } from '@mortise/errors'
import { useLocale } from '@mortise/ui'
import type { ReactNode } from 'react'
import { useWorkspace } from '../../workspace/metadata.tsx'
import { RelatedList } from '../related.tsx'
import { columnsSetting, labelSetting, relatedSettings, switchSetting } from './settings.ts'
import type { BlockProps, BlockType } from './types.ts'

function RelatedBlock({ block, entity, record }: BlockProps): ReactNode {
  const { model, me } = useWorkspace()
  const locale = useLocale()
  const target = model.entity(block.entity ?? '')
  const relation = entity.relations.find((one) => one.target === block.entity && one.via === block.field)
  if (target === undefined || relation === undefined || me.entities[target.key]?.read !== true) return null
  const title = say(block.label, locale)
  return (
    <section className="m-block">
      {title === '' ? null : <h3>{title}</h3>}
      <RelatedList
        relation={relation}
        target={target}
        id={record.id}
        columns={block.columns}
        sort={block.sort}
        create={block.create !== false}
      />
    </section>
  )
}

/** Records of another kind that belong here. */
export const relatedBlock: BlockType = {
  type: 'related',
  label: { zh: '关联列表', en: 'Related list' },
  icon: 'table-2',
  description: {
    zh: '指向这条记录的其他记录，可以就地新建',
    en: 'Records that link here; new ones in place',
  },
  place: 'main',
  settings: [
    labelSetting,
    ...relatedSettings,
    columnsSetting,
    switchSetting('create', '可以新建', 'New ones may be made'),
  ],
  Component: RelatedBlock,
}
