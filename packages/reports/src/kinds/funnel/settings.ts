import type { EntityModel, FieldDocument, Settings } from '@mortise/schema'
import { optionsOf } from '../../scope.ts'
import { choiceSetting, editedSetting, keySetting, numbers, valueSetting } from '../settings.ts'

/** What a funnel is asked. */
export const funnelSettings: readonly FieldDocument[] = [
  keySetting('field', { zh: '阶段', en: 'Stage' }, { required: true, options: true }),
  keySetting('amount', { zh: '金额', en: 'Amount' }, { kinds: numbers }),
  choiceSetting('mode', { zh: '怎么数', en: 'How to count' }, [
    ['reached', '到过这个阶段', 'Ever reached the stage'],
    ['snapshot', '现在在这个阶段', 'In the stage now'],
    ['period', '一段时间内进入这个阶段', 'Came in within a period'],
  ]),
  editedSetting('period', { zh: '看哪段时间进入的', en: 'Came in within' }, 'period'),
  valueSetting(
    'by',
    { zh: '按什么对比', en: 'Compared by' },
    {
      help: {
        zh: '例如部门、负责人、来源：各有一个漏斗',
        en: 'Such as department, owner or source: a funnel each',
      },
    },
  ),
]

/** The first field with options that keeps its history. */
export function startFunnel(entity: EntityModel): Settings {
  const stage = entity.fields.find((one) => one.document.history === true && optionsOf(one) !== undefined)
  return { field: stage?.key ?? '', mode: 'reached' }
}
